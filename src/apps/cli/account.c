/* Makes accounts, gives them new passwords, closes and opens them: where no letter
 * can, and for the first administrator. A password is made up here, printed once,
 * and nowhere else. */
#include "apps/cli/account.h"

#include <stdio.h>
#include <string.h>

#include "apps/cli/line.h"
#include "base/buffer.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "crypto/password.h"
#include "crypto/random.h"
#include "db/db.h"
#include "domain/contact.h"
#include "domain/role.h"
#include "store/account.h"
#include "store/factor.h"
#include "store/link.h"
#include "store/session.h"
#include "store/studio.h"
#include "usecase/act.h"

#define PASSWORD_BYTES 12

static const char usage[] =
    "usage: hora account add ADDRESS [OPTION...]  one more, with a password\n"
    "       hora account password ADDRESS         gives it a new password; ends its sessions\n"
    "       hora account disable ADDRESS          nobody logs in by it any more; ends its sessions\n"
    "       hora account enable ADDRESS           undoes that\n"
    "       hora account unlock ADDRESS           takes its second factors away, for who has lost them;\n"
    "                                             ends its sessions\n"
    "Makes and tends accounts. Passwords are made up, and printed once.\n\n"
    "  --name NAME       first name, a space, last name\n"
    "  --language TAG    en (standard), pt or zh-TW\n"
    "  --role ROLE       owner, manager, staff or reception, in a studio; or platform\n"
    "  --studio SLUG     the studio\n"
    "  --staff SLUG      the staff member they are there\n"
    "  --json            answer in JSON\n"
    "  --config FILE     read the database from FILE\n"
    "  --database WORDS  the database in libpq's words, for the role that owns it\n";

enum { NAME, LANGUAGE, ROLE, STUDIO, STAFF };
static const char *const own[] = { "name", "language", "role", "studio", "staff", NULL };

struct task {
	const struct line *line;
	struct act act;
	const char *address, *email_key;
	const char *password; /* made up; NULL = none */
};

static enum err
refuse(const char *why)
{
	fprintf(stderr, "hora account: %s\n", why);
	return ERR_INVALID;
}

static enum err
set_password(struct task *t, int64_t account)
{
	t->password = random_token(t->act.arena, PASSWORD_BYTES);
	return account_put_password(t->act.db, account, password_hash(t->act.arena, t->password), t->act.now);
}

/* Their place in a studio, or above all. */
static enum err
give_role(struct task *t, int64_t account)
{
	const char *const *said = t->line->values;
	struct joining join = { .account = account, .role = (int)role_find(said[ROLE]) };
	struct studio_rules studio;
	enum err e;

	if (said[ROLE] == NULL)
		return OK;
	if (join.role == ROLE_PLATFORM)
		return account_administrate(t->act.db, account);
	if (!role_allows((enum role)join.role, ROLE_RECEPTION) || said[STUDIO] == NULL)
		return refuse("--role is owner, manager, staff or reception, in a --studio; or platform");
	if (studio_rules_by_slug(t->act.db, t->act.arena, said[STUDIO], &studio) != OK)
		return refuse("there is no such studio");
	join.studio = studio.id;
	if (said[STAFF] != NULL
	    && account_staff(t->act.db, t->act.arena, join.studio, said[STAFF], &join.resource) != OK)
		return refuse("that studio has no such staff member");
	e = account_join(t->act.db, &join);
	return e == ERR_CONFLICT ? refuse("works there already, or that staff member is somebody else") : e;
}

static enum err
add(struct task *t)
{
	const char *name = t->line->values[NAME] == NULL ? "" : t->line->values[NAME];
	size_t first = strcspn(name, " ");
	struct account who = { .email = t->address,
			       .email_key = t->email_key,
			       .verified = t->act.now,
			       .first_name = arena_copy(t->act.arena, name, first),
			       .last_name = name + first + (name[first] == ' '),
			       .language =
				   t->line->values[LANGUAGE] == NULL ? "en" : t->line->values[LANGUAGE] };
	enum err e;

	if ((e = account_add(t->act.db, t->act.arena, &who, t->act.now, &who.id)) == ERR_CONFLICT)
		return refuse("this address has an account");
	if (e != OK || (e = set_password(t, who.id)) != OK)
		return e;
	return give_role(t, who.id);
}

static enum err
tend(struct task *t, enum err (*deed)(struct task *, int64_t account))
{
	struct account who;

	if (account_by_email(t->act.db, t->act.arena, t->email_key, &who) != OK)
		return refuse("this address has no account");
	return deed(t, who.id);
}

static enum err
renew(struct task *t)
{
	return tend(t, set_password);
}

static enum err
close_one(struct task *t, int64_t account)
{
	return account_disable(t->act.db, account, t->act.now);
}

static enum err
open_one(struct task *t, int64_t account)
{
	return account_disable(t->act.db, account, TIME_NONE);
}

static enum err
disable(struct task *t)
{
	return tend(t, close_one);
}

static enum err
enable(struct task *t)
{
	return tend(t, open_one);
}

static enum err
unlock_one(struct task *t, int64_t account)
{
	enum err e;

	if ((e = factor_drop_all(t->act.db, account)) != OK
	    || (e = session_end_all(t->act.db, account, 0, t->act.now)) != OK)
		return e;
	return link_tell(t->act.db, account, "factors_removed", t->act.now);
}

static enum err
unlock(struct task *t)
{
	return tend(t, unlock_one);
}

static const struct {
	const char *name;
	enum err (*run)(struct task *);
} deeds[] = {
	{ "add", add },       { "password", renew }, { "disable", disable },
	{ "enable", enable }, { "unlock", unlock },
};
#define DEEDS (sizeof deeds / sizeof *deeds)

static void
tell(const struct task *t)
{
	struct buffer out = buffer_new(t->act.arena, 2048);

	if (!t->line->json) {
		printf("%s%s%s\n", t->address, t->password == NULL ? "" : "  ",
		       t->password == NULL ? "" : t->password);
		return;
	}
	buffer_text(&out, "{\"email\":");
	json_write_string(&out, t->address);
	buffer_text(&out, ",\"password\":");
	json_write_string(&out, t->password);
	printf("%s}\n", buffer_string(&out));
}

static int
run(struct line *line, enum err (*deed)(struct task *), struct arena *a)
{
	static const struct actor operator= { .role = ROLE_PLATFORM, .name = "operator" };
	struct task task = {
		.line = line,
		.act = { .arena = a, .actor = &operator, .now = clock_now(), .request = "hora account" },
	};
	const char *why;
	enum err e;

	if (contact_email(a, line->words[1], &task.address, &task.email_key, &why) != OK) {
		(void)refuse(why);
		return PROGRAM_MISUSED;
	}
	if (line_open(line, a, &task.act.db) != OK)
		return PROGRAM_FAILED;
	if ((e = act_begin(&task.act)) == OK && (e = deed(&task)) == OK
	    && (e = act_commit(&task.act)) == OK) {
		tell(&task);
		return PROGRAM_DONE;
	}
	fprintf(stderr, "hora account: nothing was changed (%s)\n", err_name(e));
	return PROGRAM_FAILED;
}

int
account_main(int argc, char **argv)
{
	struct line line = { .usage = usage, .own = own };
	int status = PROGRAM_MISUSED;
	struct arena *a;
	size_t deed = 0;

	if (!line_read(&line, argc, argv, &status))
		return status;
	while (deed < DEEDS && !text_equal(deeds[deed].name, line.words[0]))
		deed++;
	if (deed == DEEDS || line.words[1] == NULL || line.words[2] != NULL) {
		fputs(usage, stderr);
		return PROGRAM_MISUSED;
	}
	a = arena_new();
	log_open("hora", LOG_WARNING);
	status = run(&line, deeds[deed].run, a);
	arena_free(a);
	return status;
}
