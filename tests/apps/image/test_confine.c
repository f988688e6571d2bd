/* What a confined process can still do, and what kills it: each tried in a child
 * of its own. */
#include "apps/image/confine.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void
compute(void)
{
	char *bytes = malloc((size_t)64 << 20);

	if (bytes != NULL)
		memset(bytes, 1, (size_t)64 << 20);
	_exit(bytes != NULL && bytes[7] == 1 ? 0 : 1);
}

static void
ask_for_too_much(void)
{
	char *volatile bytes = malloc(CONFINE_MEMORY);

	_exit(bytes == NULL ? 0 : 1);
}

static void
open_a_file(void)
{
	(void)open("/etc/passwd", O_RDONLY);
}

static void
connect_out(void)
{
	(void)socket(AF_INET, SOCK_STREAM, 0);
}

static void
start_another(void)
{
	(void)fork();
}

static void
run_a_program(void)
{
	static char program[] = "/bin/true";
	char *const words[] = { program, NULL };

	(void)execve(program, words, words + 1);
}

static void
make_code(void)
{
	(void)mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void
look_into_the_parent(void)
{
	(void)ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}

static void
kill_the_parent(void)
{
	(void)kill(getppid(), 0);
}

static void
lift_the_limits(void)
{
	(void)alarm(0);
}

static void
write_elsewhere(void)
{
	/* Descriptor 3 was open before. */
	_exit(write(3, "x", 1) == -1 ? 0 : 1);
}

static void
never_end(void)
{
	for (volatile unsigned long n = 0;; n++)
		continue;
}

/* How a confined child that does so ends, as wait() tells it. */
static int
fate(void (*act)(void))
{
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		(void)dup2(STDERR_FILENO, 3);
		if (!confine())
			_exit(77);
		act();
		_exit(99);
	}
	assert_true(waitpid(child, &status, 0) == child);
	return status;
}

static void
a_confined_process_computes(void **state)
{
	(void)state;
	assert_int_equal(fate(compute), 0);
	assert_int_equal(fate(ask_for_too_much), 0);
	assert_int_equal(fate(write_elsewhere), 0);
}

static void
whatever_else_it_asks_for_kills_it(void **state)
{
	static void (*const acts[])(void) = { open_a_file,     connect_out,    start_another,
					      run_a_program,   make_code,      look_into_the_parent,
					      kill_the_parent, lift_the_limits };

	(void)state;
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
		int status = fate(acts[i]);

		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), SIGSYS);
	}
}

static void
its_time_is_bounded(void **state)
{
	int status = fate(never_end);

	(void)state;
	assert_true(WIFSIGNALED(status));
	assert_true(WTERMSIG(status) == SIGALRM || WTERMSIG(status) == SIGXCPU
		    || WTERMSIG(status) == SIGKILL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_confined_process_computes),
		cmocka_unit_test(whatever_else_it_asks_for_kills_it),
		cmocka_unit_test(its_time_is_bounded),
	};

	/* A build with sanitizers goes without (confine.c). */
	if (!confine_is_whole())
		return 77;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
