/* Providers and partners by the operator: added, listed, switched on and off. */
#include "apps/cli/provider.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/addition.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "domain/arrival.h"
#include "domain/role.h"
#include "usecase/act.h"

#define JSON_MOST ((size_t)4 << 20)

#define SHARED_USAGE \
	"  --studio SLUG        whose it is; without, everybody's\n" \
	"  --algorithm NAME     how it signs: RS256 (standard) or ES256\n" \
	"  --trust-email WORD   yes: an address that it calls verified is proved here too\n"
#define WAY_USAGE \
	"  --json               answer in JSON\n" \
	"  --config FILE        read site, vault_key and database from FILE\n" \
	"  --database WORDS     the database in libpq's words, for the role that owns it\n"

static const char provider_usage[] =
    "usage: hora provider [list]                     who people can log in with\n"
    "       hora provider add SLUG NAME OPTION...    one more\n"
    "       hora provider secret SLUG --secret-file FILE   its new secret\n"
    "       hora provider on|off SLUG                lets people come in by it, or no more\n"
    "Tends the log-in providers that people come in by: OpenID Connect and LINE.\n\n"
    "  --kind KIND          oidc (standard) or line\n"
    "  --issuer URL         the provider, exactly as its tokens name it\n"
    "  --client ID          the client id it gave\n"
    "  --secret-file FILE   the client's secret (mode 600)\n"
    "  --secret-in WORD     header (standard) or form\n"
    "  --scopes WORDS       standard \"openid email profile\"\n" SHARED_USAGE WAY_USAGE;

static const char partner_usage[] =
    "usage: hora partner [list]                      sites that hand their users over\n"
    "       hora partner add SLUG NAME OPTION...     one more\n"
    "       hora partner on|off SLUG                 believes it, or no more\n"
    "Tends the sites whose word on who somebody is counts here.\n\n"
    "  --issuer TEXT        what its tokens call it\n"
    "  --keys-file FILE     its public keys, a JSON Web Key Set\n"
    "  --keys-url URL       or where it publishes them\n"
    "  --paths \"PATH ...\"   where it may send people; / at the end allows all below\n" SHARED_USAGE
	WAY_USAGE;

/* One run of the command. */
struct run {
	struct line line;
	struct settings settings;
	struct arena *a;
	struct act act;
	bool partners;
};

/* --- verbs --- */

static void
print_row(const struct provider_row *r)
{
	char read[32] = "never";

	if (r->keys_at != TIME_NONE || r->read_at != TIME_NONE)
		time_write(r->keys_at != TIME_NONE ? r->keys_at : r->read_at, 0, read);
	printf("%-16s %-8s %-4s %-12s %s, %s, linked to %" PRId64 ", read %s%s%s\n", r->slug,
	       provider_kind_names[r->kind], r->active ? "on" : "off",
	       *r->studio == '\0' ? "(all)" : r->studio, r->issuer, r->algorithm, r->linked, read,
	       r->failure == NULL ? "" : ", then not: ", r->failure == NULL ? "" : r->failure);
}

static enum err
list(struct run *r)
{
	struct list rows;
	enum err e;

	if ((e = provider_list(r->act.db, r->a, r->partners, &rows)) != OK)
		return e;
	if (r->line.json) {
		struct buffer out = buffer_new(r->a, JSON_MOST);

		json_write_list(&out, &provider_row_shape, &rows);
		puts(buffer_string(&out));
		return OK;
	}
	for (size_t i = 0; i < rows.count; i++)
		print_row((const struct provider_row *)rows.items + i);
	return OK;
}

static enum err
add(struct run *r)
{
	struct provider_addition n = { .secret = NULL };
	int64_t id;
	enum err e;

	e = r->partners ? addition_read_partner(r->a, &r->line, &r->settings, &n)
			: addition_read_provider(r->a, &r->line, &r->settings, &n);
	if (e != OK)
		return e;
	if ((e = act_begin(&r->act)) != OK)
		return e;
	if (n.studio != NULL && (e = provider_studio(r->act.db, r->a, n.studio, &id)) != OK) {
		fprintf(stderr, "hora: there is no studio \"%s\"\n", n.studio);
		return e;
	}
	if ((e = provider_add(r->act.db, r->a, &n, &id)) == ERR_CONFLICT)
		fprintf(stderr, "hora: there is \"%s\" already, or a partner that calls itself so\n",
			n.provider.slug);
	if (e != OK || (e = act_commit(&r->act)) != OK)
		return e;
	printf("%s is added.\n", n.provider.name);
	if (!r->partners)
		printf("Tell it where people come back: %s/auth/oidc/callback\n",
		       r->settings.site == NULL ? "" : r->settings.site);
	else
		printf("It sends people to: %s/auth/handoff?token=…\n", r->settings.site);
	return OK;
}

/* The one word after the verb. */
static const char *
only_word(const struct run *r)
{
	return r->line.words[1] != NULL && r->line.words[2] == NULL ? r->line.words[1] : NULL;
}

static enum err
change(struct run *r, enum err (*how)(struct run *, const char *))
{
	const char *slug = only_word(r);
	enum err e;

	if (slug == NULL) {
		fputs(r->line.usage, stderr);
		return ERR_INVALID;
	}
	if ((e = act_begin(&r->act)) != OK)
		return e;
	if ((e = how(r, slug)) == ERR_NOT_FOUND)
		fprintf(stderr, "hora: there is no \"%s\"\n", slug);
	if (e != OK || (e = act_commit(&r->act)) != OK)
		return e;
	printf("%s: done\n", slug);
	return OK;
}

static enum err
renew(struct run *r, const char *slug)
{
	struct provider_addition n = { .secret = NULL };
	enum err e = addition_seal(r->a, &r->settings, r->line.values[OPTION_SECRET], &n);

	return e == OK ? provider_renew_secret(r->act.db, slug, n.secret, n.secret_len) : e;
}

static enum err
turn_on(struct run *r, const char *slug)
{
	return provider_turn(r->act.db, slug, true);
}

static enum err
turn_off(struct run *r, const char *slug)
{
	return provider_turn(r->act.db, slug, false);
}

static enum err
run_verb(struct run *r)
{
	const char *verb = r->line.words[0];

	if (verb == NULL || (text_equal(verb, "list") && r->line.words[1] == NULL))
		return list(r);
	if (text_equal(verb, "add"))
		return add(r);
	if (text_equal(verb, "secret") && !r->partners)
		return change(r, renew);
	if (text_equal(verb, "on"))
		return change(r, turn_on);
	if (text_equal(verb, "off"))
		return change(r, turn_off);
	fputs(r->line.usage, stderr);
	return ERR_INVALID;
}

/* --- the command --- */

/* With --database alone no configuration is needed, for what needs none of it. */
static enum err
open_run(struct run *r, const char *request)
{
	static const struct actor operator= { .role = ROLE_PLATFORM, .name = "operator" };
	const char *config = r->line.config;
	enum err e;

	if (config != NULL || r->line.database == NULL) {
		e = conf_read(&settings_table, r->a, config == NULL ? settings_path : config, &r->settings,
			      stderr);
		if (e != OK)
			return e;
	}
	if (r->line.database == NULL)
		r->line.database = r->settings.database;
	r->act = (struct act){ .db = arena_own(r->a, db_new(r->line.database, "hora"), db_free),
			       .arena = r->a,
			       .actor = &operator,
			       .now = clock_now(),
			       .request = request };
	return OK;
}

static int
run_main(struct run *r, const char *request, int argc, char **argv)
{
	int status = PROGRAM_DONE;
	enum err e;

	log_open("hora", LOG_WARNING);
	r->a = arena_new();
	if (line_read(&r->line, argc, argv, &status)) {
		if ((e = open_run(r, request)) == OK)
			e = run_verb(r);
		status = e == OK ? PROGRAM_DONE : e == ERR_INVALID ? PROGRAM_MISUSED : PROGRAM_FAILED;
	}
	arena_free(r->a);
	return status;
}

int
provider_main(int argc, char **argv)
{
	struct run run = { .line = { .usage = provider_usage, .own = provider_options } };

	return run_main(&run, "hora provider", argc, argv);
}

int
partner_main(int argc, char **argv)
{
	struct run run = { .line = { .usage = partner_usage, .own = partner_options }, .partners = true };

	return run_main(&run, "hora partner", argc, argv);
}
