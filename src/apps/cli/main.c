/* The hora command: a table of subcommands, each a file of its own. */
#include <stdio.h>
#include <string.h>

#include "apps/cli/account.h"
#include "apps/cli/audit.h"
#include "apps/cli/demo.h"
#include "apps/cli/doctor.h"
#include "apps/cli/jobs.h"
#include "apps/cli/migrate.h"
#include "apps/cli/provider.h"
#include "apps/cli/slots.h"
#include "apps/cli/studio.h"

static const struct {
	const char *name, *help;
	int (*run)(int argc, char **argv); /* argv[0] is the subcommand's name */
} commands[] = {
	{ "account", "make accounts, let people in who have lost their way in, close accounts",
	  account_main },
	{ "audit", "check that the audit log is as it was written", audit_main },
	{ "demo", "add two made-up studios to look at", demo_main },
	{ "doctor", "look whether everything is in place", doctor_main },
	{ "jobs", "look at the queue, do again or drop jobs", jobs_main },
	{ "migrate", "bring the database to the schema this release needs", migrate_main },
	{ "partner", "name the sites that may hand their users over", partner_main },
	{ "provider", "name the providers that people can log in with", provider_main },
	{ "slots", "list the starts that can be booked in a scenario", slots_main },
	{ "studio", "add a studio", studio_main },
};

static void
write_help(FILE *out)
{
	fputs("usage: hora COMMAND [ARGUMENTS]\n\n", out);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].help);
	fputs("\nhora COMMAND --help tells more.\n", out);
}

int
main(int argc, char **argv)
{
	if (argc >= 2 && strcmp(argv[1], "--help") == 0) {
		write_help(stdout);
		return 0;
	}
	for (size_t i = 0; argc >= 2 && i < sizeof commands / sizeof *commands; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	write_help(stderr);
	return 2;
}
