/* Reads the migrations' folder, has them applied, and tells what was done: a
 * line each for people, one JSON object for programs. */
#include "apps/cli/migrate.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include "apps/cli/folder.h"
#include "apps/cli/settings.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/program.h"
#include "db/migration.h"

#define ANSWER_MOST ((size_t)1 << 20)

struct wish {
	const char *config, *database, *folder;
	bool dry, json;
};

struct teller {
	const struct migration *migrations;
	size_t count;
	bool json;
};

static const char usage[] =
    "usage: hora migrate [--config FILE] [--database WORDS] [--dry-run] [--json] [FOLDER]\n"
    "Brings the database to the schema this release needs: applies the migrations\n"
    "it does not have yet, in order, each in a transaction of its own.\n\n"
    "  --config FILE     read the database and the folder from FILE\n"
    "  --database WORDS  the database in libpq's words, for the role that owns it\n"
    "  --dry-run         only say what would be applied\n"
    "  --json            answer in JSON\n"
    "  FOLDER            the migrations, where the configuration names no other\n";

static bool
read_arguments(int argc, char **argv, struct wish *wish, int *status)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' }, { "database", required_argument, NULL, 'd' },
		{ "dry-run", no_argument, NULL, 'n' },      { "json", no_argument, NULL, 'j' },
		{ "help", no_argument, NULL, 'h' },         { NULL, 0, NULL, 0 },
	};
	int option;

	*status = PROGRAM_MISUSED;
	optind = 0;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'c':
			wish->config = optarg;
			break;
		case 'd':
			wish->database = optarg;
			break;
		case 'n':
			wish->dry = true;
			break;
		case 'j':
			wish->json = true;
			break;
		case 'h':
			fputs(usage, stdout);
			*status = PROGRAM_DONE;
			return false;
		default:
			fputs(usage, stderr);
			return false;
		}
	}
	if (argc - optind > 1) {
		fputs(usage, stderr);
		return false;
	}
	wish->folder = argv[optind];
	return true;
}

/* What the command line leaves open comes from the configuration. */
static enum err
complete(struct wish *wish, struct arena *a)
{
	struct settings settings;
	enum err e;

	if (wish->database != NULL && wish->folder != NULL)
		return OK;
	e = conf_read(&settings_table, a, wish->config == NULL ? settings_path : wish->config, &settings,
		      stderr);
	if (e != OK)
		return e;
	if (wish->database == NULL)
		wish->database = settings.database;
	if (wish->folder == NULL)
		wish->folder = settings.migrations;
	return OK;
}

static void
tell_done(void *self, const struct migration *one)
{
	const struct teller *t = self;

	if (t->json)
		return;
	printf("%s: applied in %" PRId64 " ms (%zu of %zu)\n", one->name, one->milliseconds,
	       (size_t)(one - t->migrations) + 1, t->count);
	fflush(stdout);
}

static void
tell_waiting(void *self)
{
	(void)self;
	fputs("hora migrate: somebody else is migrating; waiting\n", stderr);
}

static void
tell_refused(void *self, const char *why)
{
	(void)self;
	fprintf(stderr, "hora migrate: %s\n", why);
}

static void
tell_plainly(const struct migration *migrations, size_t count)
{
	size_t missing = 0;

	for (size_t i = 0; i < count; i++)
		if (!migrations[i].applied) {
			printf("%s: to be applied\n", migrations[i].name);
			missing++;
		}
	if (missing == 0)
		printf("The database is up to date (%zu migrations).\n", count);
}

/* {"ok": true, "migrations": [{"name": …, "applied": …, "milliseconds": …}]};
 * milliseconds only where this call applied it. */
static void
tell_json(struct arena *a, const struct migration *migrations, size_t count, bool good)
{
	struct buffer out = buffer_new(a, ANSWER_MOST);

	buffer_format(&out, "{\"ok\":%s,\"migrations\":[", good ? "true" : "false");
	for (size_t i = 0; i < count; i++) {
		buffer_text(&out, i == 0 ? "{\"name\":" : ",{\"name\":");
		json_write_string(&out, migrations[i].name);
		buffer_format(&out, ",\"applied\":%s", migrations[i].applied ? "true" : "false");
		if (migrations[i].milliseconds >= 0)
			buffer_format(&out, ",\"milliseconds\":%" PRId64, migrations[i].milliseconds);
		buffer_char(&out, '}');
	}
	buffer_text(&out, "]}");
	puts(buffer_string(&out));
}

static int
migrate(struct wish *wish, struct arena *a)
{
	struct teller teller = { .json = wish->json };
	const struct migration_listener listener = { &teller, tell_done, tell_waiting, tell_refused };
	struct migration *migrations;
	enum err e;

	if (complete(wish, a) != OK || folder_read(a, wish->folder, stderr, &migrations, &teller.count) != OK)
		return PROGRAM_FAILED;
	teller.migrations = migrations;
	e = migration_apply(wish->database, a, migrations, teller.count, wish->dry, &listener);
	if (wish->json)
		tell_json(a, migrations, teller.count, e == OK);
	else if (e == OK)
		tell_plainly(migrations, teller.count);
	return e == OK ? PROGRAM_DONE : PROGRAM_FAILED;
}

int
migrate_main(int argc, char **argv)
{
	struct wish wish = { 0 };
	struct arena *a;
	int status;

	if (!read_arguments(argc, argv, &wish, &status))
		return status;
	a = arena_new();
	status = migrate(&wish, a);
	arena_free(a);
	return status;
}
