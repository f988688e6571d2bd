/* A supervisor's children are counted as they are: alive, dead, stopped. */
#include "base/kin.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define MULTIWATCH "/usr/bin/multiwatch"

static struct kin
count(pid_t supervisor)
{
	struct arena *a = arena_new();
	struct kin kin = kin_of(a, supervisor);

	arena_free(a);
	return kin;
}

static pid_t
start_supervisor(const char *program)
{
	pid_t pid = fork();

	if (pid == 0) {
		execl(program, "multiwatch", "-r", "1000", "-f", "3", "--", "/bin/sleep", "60", (char *)NULL);
		_exit(127);
	}
	assert_true(pid > 0);
	return pid;
}

/* Within five seconds. */
static void
expect(pid_t supervisor, int alive)
{
	const struct timespec moment = { .tv_nsec = 10000000 };
	struct kin kin = { 0 };

	for (int tries = 0; tries < 500 && !(kin.wanted == 3 && kin.alive == alive); tries++) {
		kin = count(supervisor);
		nanosleep(&moment, NULL);
	}
	assert_int_equal(kin.wanted, 3);
	assert_int_equal(kin.alive, alive);
}

static pid_t
first_child(pid_t supervisor)
{
	char path[64];
	long pid = 0;
	FILE *file;

	(void)snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)supervisor, (long)supervisor);
	file = fopen(path, "re");
	assert_non_null(file);
	assert_int_equal(fscanf(file, "%ld", &pid), 1);
	fclose(file);
	return (pid_t)pid;
}

static void
those_that_run_are_counted_against_those_that_should(void **state)
{
	pid_t supervisor, child;

	(void)state;
	if (access(MULTIWATCH, X_OK) != 0)
		skip();
	supervisor = start_supervisor(MULTIWATCH);
	expect(supervisor, 3);
	child = first_child(supervisor);
	kill(child, SIGSTOP);
	expect(supervisor, 2);
	kill(child, SIGCONT);
	expect(supervisor, 3);
	/* One that dies has another in its place, unless the supervisor hangs. */
	kill(supervisor, SIGSTOP);
	kill(child, SIGKILL);
	expect(supervisor, 2);
	kill(supervisor, SIGCONT);
	expect(supervisor, 3);
	kill(supervisor, SIGTERM);
	assert_int_equal(waitpid(supervisor, NULL, 0), supervisor);
}

static void
who_is_kept_up_by_nobody_has_no_kin(void **state)
{
	(void)state;
	assert_int_equal(count(getpid()).wanted, 0);
	assert_int_equal(count(0).wanted, 0);
	assert_int_equal(count(0).alive, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(those_that_run_are_counted_against_those_that_should),
		cmocka_unit_test(who_is_kept_up_by_nobody_has_no_kin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
