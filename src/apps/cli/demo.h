/* hora demo: two made-up studios with bookings, to look at Hora by. */
#ifndef HORA_APPS_CLI_DEMO_H
#define HORA_APPS_CLI_DEMO_H

/* demo [--config FILE] [--database WORDS]. Returns the exit status. What is
 * there already stays as it is, so it can be run again. */
int demo_main(int argc, char **argv);

#endif
