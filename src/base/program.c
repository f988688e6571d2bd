/* The command line that all programs share. */
#include "base/program.h"

#include <getopt.h>

enum mode { MODE_RUN, MODE_CHECK, MODE_SHOW, MODE_HELP, MODE_VERSION, MODE_MISUSE };

static enum mode
read_arguments(int argc, char **argv, const char **path)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, MODE_RUN }, { "check", no_argument, NULL, MODE_CHECK },
		{ "show", no_argument, NULL, MODE_SHOW },        { "help", no_argument, NULL, MODE_HELP },
		{ "version", no_argument, NULL, MODE_VERSION },  { NULL, 0, NULL, 0 },
	};
	enum mode mode = MODE_RUN;
	int option;

	optind = 0; /* from the start, with new options */
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == '?')
			return MODE_MISUSE;
		if (option == MODE_RUN)
			*path = optarg;
		else if (option > (int)mode) /* the one that says more wins */
			mode = (enum mode)option;
	}
	if (optind == argc)
		return mode;
	fprintf(stderr, "%s: what is \"%s\"?\n", argv[0], argv[optind]);
	return MODE_MISUSE;
}

static void
print_help(const struct program *p)
{
	printf("usage: %s [--config FILE] [--check | --show]\n%s\n\n"
	       "  --config FILE  read FILE, not %s\n"
	       "  --check        read the configuration, say what is wrong with it, and end\n"
	       "  --show         print the values in effect, secrets starred, and end\n"
	       "  --help         print this and end\n"
	       "  --version      print the version and end\n\n"
	       "Configuration (key = value, each on its line; # starts a comment line):\n",
	       p->name, p->purpose, p->path);
	conf_help(p->conf, stdout);
}

static int
read_configuration(const struct program *p, const char *path, struct arena *a, void *record, enum mode mode)
{
	if (conf_read(p->conf, a, path, record, stderr) != OK
	    || (p->check != NULL && p->check(record, stderr) != OK))
		return PROGRAM_FAILED;
	if (mode == MODE_CHECK)
		printf("%s is in order.\n", path);
	else if (mode == MODE_SHOW)
		conf_show(p->conf, record, stdout);
	return PROGRAM_DONE;
}

bool
program_start(const struct program *p, int argc, char **argv, struct arena *a, void *record, int *status)
{
	const char *path = p->path;
	enum mode mode = read_arguments(argc, argv, &path);

	*status = PROGRAM_DONE;
	switch (mode) {
	case MODE_HELP:
		print_help(p);
		return false;
	case MODE_VERSION:
		printf("%s %s\n", p->name, PACKAGE_VERSION);
		return false;
	case MODE_MISUSE:
		fprintf(stderr, "Try %s --help.\n", p->name);
		*status = PROGRAM_MISUSED;
		return false;
	default:
		*status = read_configuration(p, path, a, record, mode);
		return *status == PROGRAM_DONE && mode == MODE_RUN;
	}
}
