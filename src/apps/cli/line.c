/* Options, and the database they name. */
#include "apps/cli/line.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "apps/cli/settings.h"
#include "base/program.h"
#include "db/db.h"

enum option_value { OPTION_CONFIG = LINE_OWN_MAX, OPTION_DATABASE, OPTION_JSON, OPTION_HELP };

bool
line_read(struct line *line, int argc, char **argv, int *status)
{
	struct option options[LINE_OWN_MAX + 5] = {
		{ "config", required_argument, NULL, OPTION_CONFIG },
		{ "database", required_argument, NULL, OPTION_DATABASE },
		{ "json", no_argument, NULL, OPTION_JSON },
		{ "help", no_argument, NULL, OPTION_HELP },
	};
	int option;

	for (int i = 0; line->own != NULL && line->own[i] != NULL; i++)
		options[4 + i] = (struct option){ line->own[i], required_argument, NULL, i };
	*status = PROGRAM_MISUSED;
	optind = 0;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option >= 0 && option < LINE_OWN_MAX) {
			line->values[option] = optarg;
		} else if (option == OPTION_CONFIG) {
			line->config = optarg;
		} else if (option == OPTION_DATABASE) {
			line->database = optarg;
		} else if (option == OPTION_JSON) {
			line->json = true;
		} else {
			*status = option == OPTION_HELP ? PROGRAM_DONE : PROGRAM_MISUSED;
			fputs(line->usage, option == OPTION_HELP ? stdout : stderr);
			return false;
		}
	}
	line->words = argv + optind;
	return true;
}

enum err
line_open(const struct line *line, struct arena *a, struct db **out)
{
	const char *database = line->database;
	struct settings settings;
	enum err e;

	if (database == NULL) {
		e = conf_read(&settings_table, a, line->config == NULL ? settings_path : line->config,
			      &settings, stderr);
		if (e != OK)
			return e;
		database = settings.database;
	}
	*out = arena_own(a, db_new(database, "hora"), db_free);
	return OK;
}

bool
line_is_slug(const char *text)
{
	size_t len = strlen(text);

	return len >= 2 && len <= 40 && text[0] != '-'
	       && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}
