/* hora audit: is the audit log as it was written? */
#ifndef HORA_APPS_CLI_AUDIT_H
#define HORA_APPS_CLI_AUDIT_H

/* The subcommand; returns the exit status: 1 when the log was tampered with. */
int audit_main(int argc, char **argv);

#endif
