/* Adds a studio and prints the one-time link by which its first owner makes an
 * account. The link is shown once; the database keeps its hash. */
#include "apps/cli/studio.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/line.h"
#include "apps/cli/settings.h"
#include "base/buffer.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "base/zone.h"
#include "crypto/random.h"
#include "domain/contact.h"
#include "domain/role.h"
#include "store/booking.h"
#include "store/studio.h"
#include "usecase/act.h"

static const char usage[] =
    "usage: hora studio add SLUG NAME --zone ZONE --currency CODE [OPTION...]\n"
    "Adds a studio and prints a one-time link, good for three days, by which its\n"
    "first owner makes an account.\n\n"
    "  SLUG                  its name in addresses: a-z, 0-9 and hyphens\n"
    "  NAME                  its name as shown\n"
    "  --zone ZONE           time zone, such as Europe/Lisbon\n"
    "  --currency CODE       ISO 4217, such as EUR\n"
    "  --language TAG        en (standard), pt or zh-TW\n"
    "  --calling-code DIGITS of telephone numbers typed without one (standard 351)\n"
    "  --email ADDRESS       the owner's\n"
    "  --json                answer in JSON\n"
    "  --config FILE         read the database from FILE\n"
    "  --database WORDS      the database in libpq's words, for the role that owns it\n";

struct wish {
	struct studio studio;
	const char *config, *database, *site;
	bool json;
};

/* Options that take a text, and where it goes. */
static const struct {
	const char *name;
	size_t offset;
} texts[] = {
	{ "zone", offsetof(struct wish, studio.zone) },
	{ "currency", offsetof(struct wish, studio.currency) },
	{ "language", offsetof(struct wish, studio.language) },
	{ "calling-code", offsetof(struct wish, studio.calling_code) },
	{ "email", offsetof(struct wish, studio.email) },
	{ "config", offsetof(struct wish, config) },
	{ "database", offsetof(struct wish, database) },
};
#define TEXTS (sizeof texts / sizeof *texts)

static bool
misuse(const char *why)
{
	if (why != NULL)
		fprintf(stderr, "hora studio: %s\n", why);
	fputs(usage, stderr);
	return false;
}

static bool
read_options(int argc, char **argv, struct wish *wish, int *status)
{
	struct option options[TEXTS + 3] = { 0 };
	int option;

	for (size_t i = 0; i < TEXTS; i++)
		options[i] = (struct option){ texts[i].name, required_argument, NULL, 'a' + (int)i };
	options[TEXTS] = (struct option){ "json", no_argument, NULL, 'J' };
	options[TEXTS + 1] = (struct option){ "help", no_argument, NULL, 'H' };
	optind = 0;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option >= 'a' && option < 'a' + (int)TEXTS) {
			memcpy((char *)wish + texts[option - 'a'].offset, &optarg, sizeof optarg);
		} else if (option == 'J') {
			wish->json = true;
		} else if (option == 'H') {
			*status = PROGRAM_DONE;
			fputs(usage, stdout);
			return false;
		} else {
			return misuse(NULL);
		}
	}
	if (argc - optind != 3 || !text_equal(argv[optind], "add"))
		return misuse("say what to add");
	wish->studio.slug = argv[optind + 1];
	wish->studio.name = argv[optind + 2];
	return true;
}

/* What the database could only refuse without saying how to mend it. */
static bool
check(struct arena *a, struct wish *wish)
{
	const char *why = NULL;
	struct zone *zone;

	if (wish->studio.zone == NULL || wish->studio.currency == NULL)
		return misuse("--zone and --currency are needed");
	if (!line_is_slug(wish->studio.slug))
		return misuse("a SLUG has 2 to 40 of a-z, 0-9 and hyphens, and starts with none");
	if (zone_open(wish->studio.zone, &zone) != OK)
		return misuse("no such zone; take a name from the tz database, such as Europe/Lisbon");
	zone_free(zone);
	if (contact_name(a, wish->studio.name, &wish->studio.name, &why) != OK)
		return misuse(why);
	if (wish->studio.email != NULL) {
		const char *key;

		if (contact_email(a, wish->studio.email, &wish->studio.email, &key, &why) != OK)
			return misuse(why);
	}
	return true;
}

static enum err
add(struct arena *a, const struct wish *wish, const char *token)
{
	static const struct actor operator= { .role = ROLE_PLATFORM, .name = "operator" };
	struct act act = { .db = arena_own(a, db_new(wish->database, "hora"), db_free),
			   .arena = a,
			   .actor = &operator,
			   .now = clock_now(),
			   .request = "hora studio add" };
	int64_t id;
	enum err e;

	if ((e = act_begin(&act)) != OK || (e = studio_add(act.db, a, &wish->studio, &id)) != OK
	    || (e = studio_add_setup_link(act.db, id, token, wish->studio.email)) != OK)
		return e;
	return act_commit(&act);
}

static int
answer(struct arena *a, const struct wish *wish, enum err e, const char *token)
{
	const char *link = arena_text(a, "%s/auth/setup/%s", wish->site == NULL ? "" : wish->site, token);
	struct buffer out = buffer_new(a, 4096);

	if (e == ERR_CONFLICT) {
		fprintf(stderr, "hora studio: there is a studio \"%s\" already\n", wish->studio.slug);
		return PROGRAM_FAILED;
	}
	if (e != OK) {
		fprintf(stderr, "hora studio: not added (%s); see above\n", err_name(e));
		return PROGRAM_FAILED;
	}
	if (!wish->json) {
		printf("%s is added: %s/s/%s\nIts first owner makes an account here, once, within three "
		       "days:\n  %s\n",
		       wish->studio.name, wish->site == NULL ? "" : wish->site, wish->studio.slug, link);
		return PROGRAM_DONE;
	}
	buffer_text(&out, "{\"slug\":");
	json_write_string(&out, wish->studio.slug);
	buffer_text(&out, ",\"setup_link\":");
	json_write_string(&out, link);
	printf("%s}\n", buffer_string(&out));
	return PROGRAM_DONE;
}

int
studio_main(int argc, char **argv)
{
	struct wish wish = { .config = settings_path, .studio = { .language = "en", .calling_code = "351" } };
	struct arena *a = arena_new();
	int status = PROGRAM_MISUSED;
	struct settings settings = { 0 };
	const char *token;

	log_open("hora", LOG_WARNING);
	if (read_options(argc, argv, &wish, &status) && check(a, &wish)) {
		if (wish.database == NULL
		    && conf_read(&settings_table, a, wish.config, &settings, stderr) == OK)
			wish.database = settings.database;
		wish.site = settings.site;
		status = PROGRAM_FAILED;
		token = random_token(a, TOKEN_BYTES);
		if (wish.database != NULL)
			status = answer(a, &wish, add(a, &wish, token), token);
	}
	arena_free(a);
	return status;
}
