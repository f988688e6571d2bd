/* hora studio: studios, by the operator. */
#ifndef HORA_APPS_CLI_STUDIO_H
#define HORA_APPS_CLI_STUDIO_H

/* `hora studio add …`; argv[0] is "studio". Returns the exit status: 0 done, 1
 * failed, 2 misused. */
int studio_main(int argc, char **argv);

#endif
