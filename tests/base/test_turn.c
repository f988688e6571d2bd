/* Turns among processes: so many at a time, so many in line, and the dead give way. */
#include "base/turn.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"

static const struct turn_rule rule = { .working = 1, .waiting = 1, .milliseconds = 200 };
static struct arena *arena;
static char folder[] = "/tmp/hora-turn-XXXXXX";

static struct turns *
join(void)
{
	struct turns *turns;

	assert_int_equal(turns_open(arena, folder, "hash", &rule, &turns), OK);
	return turns;
}

/* A process that has its turn until it is killed. */
static pid_t
hold_a_turn(void)
{
	int pipe_ends[2];
	char said;
	pid_t pid;

	assert_int_equal(pipe(pipe_ends), 0);
	pid = fork();
	if (pid == 0) {
		struct turns *turns;

		if (turns_open(arena_new(), folder, "hash", &rule, &turns) != OK || turn_begin(turns) != OK
		    || write(pipe_ends[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	assert_int_equal(read(pipe_ends[0], &said, 1), 1);
	close(pipe_ends[0]);
	close(pipe_ends[1]);
	return pid;
}

static void
end(pid_t pid)
{
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void
one_works_at_a_time(void **state)
{
	struct turns *mine = join(), *other = join();

	(void)state;
	assert_int_equal(turn_begin(mine), OK);
	assert_int_equal(turn_begin(other), ERR_BUSY);
	turn_end(mine);
	assert_int_equal(turn_begin(other), OK);
	turn_end(other);
}

static void
one_waits_for_a_while_and_no_longer(void **state)
{
	pid_t pid = hold_a_turn();
	int64_t begun = clock_ticks(), waited;

	(void)state;
	assert_int_equal(turn_begin(join()), ERR_BUSY);
	waited = (clock_ticks() - begun) / 1000;
	assert_in_range(waited, 150, 5000);
	end(pid);
}

static void
whoever_finds_the_line_full_goes_at_once(void **state)
{
	pid_t pid = hold_a_turn(), waiting = fork();
	const struct timespec moment = { .tv_nsec = 60000000 };
	struct turns *turns;
	int64_t begun;

	(void)state;
	if (waiting == 0)
		_exit(turns_open(arena_new(), folder, "hash", &rule, &turns) == OK
		      && turn_begin(turns) == OK);
	nanosleep(&moment, NULL);
	begun = clock_ticks();
	assert_int_equal(turn_begin(join()), ERR_BUSY);
	assert_true(clock_ticks() - begun < 100000);
	assert_int_equal(waitpid(waiting, NULL, 0), waiting);
	end(pid);
}

static void
the_dead_give_their_turn_back(void **state)
{
	struct turns *turns = join();

	(void)state;
	end(hold_a_turn());
	assert_int_equal(turn_begin(turns), OK);
	turn_end(turns);
}

static void
without_a_folder_there_are_no_turns(void **state)
{
	struct turns *turns;

	(void)state;
	assert_int_equal(turns_open(arena, "/nowhere/at/all", "hash", &rule, &turns), ERR_NOT_FOUND);
}

static int
setup(void **state)
{
	(void)state;
	arena = arena_new();
	return mkdtemp(folder) == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	for (int i = 0; i < rule.working + rule.waiting; i++)
		unlink(arena_text(arena, "%s/hash-%d", folder, i));
	rmdir(folder);
	arena_free(arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_works_at_a_time),
		cmocka_unit_test(one_waits_for_a_while_and_no_longer),
		cmocka_unit_test(whoever_finds_the_line_full_goes_at_once),
		cmocka_unit_test(the_dead_give_their_turn_back),
		cmocka_unit_test(without_a_folder_there_are_no_turns),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
