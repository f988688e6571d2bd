/* Transactions that collide: serialization failures and deadlocks, forced by a
 * trigger as often as wanted, and real ones with a session that takes the same
 * locks the other way round. They are tried again, with a bound; nobody is told
 * of an error of ours, and nothing is left by half.
 *
 *	tests/usecase/test_retry [RUNS]     (120; of each kind) */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "tests/support/database.h"
#include "tests/support/world.h"

#define TRIES 4                      /* one, and three more */
#define LEAST_TICKS INT64_C(3000000) /* microseconds of bookings against the contrary session */
#define STARTS 16

static int64_t runs = 120;

/* Fails `left` times with `code`, wherever it stands; counting outlives a rollback. */
static const char collide[] =
    "create sequence public.failures minvalue 0; create table public.collision (code text, most integer);"
    "insert into public.collision values ('40001', 0);"
    "create function public.collide() returns trigger language plpgsql security definer as $$ declare c "
    "record; begin"
    " select * into c from public.collision;"
    " if nextval('public.failures') < c.most then raise exception 'they collide' using errcode = c.code; end "
    "if;"
    " return null; end $$;"
    "grant execute on function public.collide() to public";

static int
set_up(void **state)
{
	*state = world_make("hora_booking");
	database_sql("%s", collide);
	return 0;
}

static int
tear_down(void **state)
{
	world_drop(*state);
	return 0;
}

static enum err
try_booking(struct world *w, int64_t n, struct booked *made)
{
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(0, 9, 0) + n % STARTS * 1800);
	struct complaints complaints = { 0 };

	return book(&w->act, &wish, &complaints, made);
}

/* Frees the time again, as if nothing had been. */
static void
take_back(struct world *w, const struct booked *made)
{
	const struct rulebook *rules;
	struct card card;
	char name[17];
	enum err e;

	snprintf(name, sizeof name, "%s", made->public_id);
	w->act.now -= 86400; /* in good time */
	do {
		world_next(w);
		assert_int_equal(card_open(&w->act, w->shelf, name, &card, &rules), OK);
		e = card_cancel(&w->act, &card, 0, NULL);
	} while (e == ERR_BUSY);
	assert_int_equal(e, OK);
	w->act.now = WORLD_NOW;
}

/* A booking whose transaction fails so many times, with this code, there. */
static void
collide_once(struct world *w, int64_t n, const char *code, int failures)
{
	const char *before;
	char count[32], tried[32];
	struct booked made;
	enum err e;

	before = database_sql("update public.collision set code = '%s', most = %d;"
			      "select setval('public.failures', 0, false);"
			      "select count(*) from hora.booking",
			      code, failures);
	snprintf(count, sizeof count, "%s", before);
	e = try_booking(w, n, &made);
	assert_int_equal(e, failures < TRIES ? OK : ERR_BUSY);
	/* As often as it failed and once more, and never more often than it may. */
	snprintf(tried, sizeof tried, "%d", failures < TRIES ? failures + 1 : TRIES);
	assert_string_equal(database_sql("select last_value + is_called::integer from public.failures"),
			    tried);
	database_sql("update public.collision set most = 0");
	if (e == OK)
		take_back(w, &made);
	else
		assert_string_equal(database_sql("select count(*) from hora.booking"), count);
	world_next(w);
}

/* The trigger stands at a first statement, in the middle, and at the commit. */
static void
collisions_are_tried_again_with_a_bound(void **state)
{
	static const char *const places[] = {
		"create constraint trigger collide after insert on hora.occasion for each row",
		"create constraint trigger collide after insert on hora.booking for each row",
		("create constraint trigger collide after insert on hora.job deferrable initially deferred"
		 " for each row when (new.lane = 'live')"),
	};
	struct world *w = *state;
	int64_t n = 0;

	for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
		database_sql("%s execute function public.collide()", places[p]);
		for (int64_t i = 0; i < runs / 3; i++, n++)
			collide_once(w, n, n % 2 == 0 ? "40001" : "40P01", (int)(n / 2 % (TRIES + 2)));
		database_sql("drop trigger collide on %s",
			     (const char *[]){ "hora.occasion", "hora.booking", "hora.job" }[p]);
	}
	assert_true(database_check(NULL));
}

/* Takes the two locks of a booking in the other order, over and over. */
static pid_t
start_contrary(void)
{
	pid_t pid;

	fflush(NULL);
	if ((pid = fork()) != 0)
		return pid;
	database_join();
	for (;;) {
		database_sql(
		    "do $$ begin"
		    " update hora.resource_version set assigned_at = assigned_at where resource_id = 1;"
		    " perform pg_sleep(0.004), pg_advisory_xact_lock(1);"
		    " exception when deadlock_detected then null; end $$");
		usleep(40000);
	}
}

static void
deadlocks_reach_nobody(void **state)
{
	struct world *w = *state;
	const char *name = database_sql("select current_database()");
	int64_t busy = 0, booked = 0, began = clock_ticks(), found;
	struct booked made;
	int status;
	pid_t contrary;

	database_sql("alter database %s set deadlock_timeout = '5ms'", name);
	contrary = start_contrary();
	assert_true(contrary > 0);
	/* For a while too, however fast the machine: who meets whom is chance. */
	for (; booked < runs || clock_ticks() - began < LEAST_TICKS; booked++) {
		enum err e = try_booking(w, booked % runs, &made);

		assert_true(e == OK || e == ERR_BUSY);
		busy += e == ERR_BUSY;
		if (e == OK)
			take_back(w, &made);
		world_next(w);
	}
	kill(contrary, SIGTERM);
	assert_int_equal(waitpid(contrary, &status, 0), contrary);
	usleep(1100000); /* the server counts once a second */
	database_sql("select pg_stat_clear_snapshot()");
	found =
	    strtoll(database_sql("select deadlocks from pg_stat_database where datname = current_database()"),
		    NULL, 10);
	printf("%lld bookings, %lld deadlocks, %lld busy\n", (long long)booked, (long long)found,
	       (long long)busy);
	assert_true(found > 0);
	assert_true(busy <= booked / 10);
	assert_true(database_check(NULL));
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(collisions_are_tried_again_with_a_bound, set_up, tear_down),
		cmocka_unit_test_setup_teardown(deadlocks_reach_nobody, set_up, tear_down),
	};

	log_open("test", LOG_ERROR);
	if (argc > 1 && !text_integer(argv[1], strlen(argv[1]), &runs))
		return 2;
	return cmocka_run_group_tests_name("retry", tests, NULL, NULL);
}
