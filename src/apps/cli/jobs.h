/* hora jobs: looking at the queue, and setting right what was given up. */
#ifndef HORA_APPS_CLI_JOBS_H
#define HORA_APPS_CLI_JOBS_H

/* The subcommand; returns the exit status. */
int jobs_main(int argc, char **argv);

#endif
