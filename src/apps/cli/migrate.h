/* hora migrate: brings the database to the schema this release needs. */
#ifndef HORA_APPS_CLI_MIGRATE_H
#define HORA_APPS_CLI_MIGRATE_H

/* migrate [--config FILE] [--database WORDS] [--dry-run] [--json] [FOLDER].
 * Returns the exit status: 0 the database is (or, dry, was looked at to see
 * whether it is) up to date, 1 refused or failed, 2 misused. */
int migrate_main(int argc, char **argv);

#endif
