/* hora doctor: is everything in place that this installation needs? */
#ifndef HORA_APPS_CLI_DOCTOR_H
#define HORA_APPS_CLI_DOCTOR_H

/* The subcommand; returns the exit status: 1 when something is amiss. */
int doctor_main(int argc, char **argv);

#endif
