/* hora slots: the starts that follow from a scenario, without a database. */
#ifndef HORA_APPS_CLI_SLOTS_H
#define HORA_APPS_CLI_SLOTS_H

/* slots [--explain] FILE, where FILE may be "-" for standard input. Returns the
 * exit status: 0 answered, 1 the file cannot be read or the answer not written,
 * 2 misused or a mistake in the scenario, told with its place. */
int slots_main(int argc, char **argv);

#endif
