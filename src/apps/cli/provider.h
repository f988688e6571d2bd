/* hora provider, hora partner: whose word on a person counts. */
#ifndef HORA_APPS_CLI_PROVIDER_H
#define HORA_APPS_CLI_PROVIDER_H

/* `hora provider …` and `hora partner …`; argv[0] is the command's name. Return the
 * exit status: 0 done, 1 failed, 2 misused. */
int provider_main(int argc, char **argv);
int partner_main(int argc, char **argv);

#endif
