/* hora account: log-ins, by the operator's hand. */
#ifndef HORA_APPS_CLI_ACCOUNT_H
#define HORA_APPS_CLI_ACCOUNT_H

/* argv[0] is "account"; returns the exit status. */
int account_main(int argc, char **argv);

#endif
