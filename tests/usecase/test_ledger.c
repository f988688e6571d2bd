/* What the ledger answers is what the database would have answered, and once
 * nothing moves the database is asked for the counts alone. HORA_SEED repeats a
 * run. */
#include "usecase/ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "tests/support/database.h"
#include "tests/support/world.h"

#define ROUNDS 400
#define DAYS 30

static const char *const services[] = { "massage", "talk", "approval", "yoga" };
static uint64_t seed, dice;

static int64_t
roll(int64_t sides)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (int64_t)(dice % (uint64_t)sides);
}

static int
set_up(void **state)
{
	const char *given = getenv("HORA_SEED");

	seed = given == NULL ? (uint64_t)clock_ticks() | 1 : strtoull(given, NULL, 10);
	dice = seed;
	*state = world_make("hora_booking");
	return 0;
}

static int
tear_down(void **state)
{
	world_drop(*state);
	return 0;
}

/* May the booking program read what occupies anybody? Who asks for the counts
 * alone does not notice. */
static void
let_read(bool may)
{
	database_sql(may ? "grant select on hora.claim, hora.absence, hora.external_busy to hora_booking"
			 : "revoke select on hora.claim, hora.absence, hora.external_busy from hora_booking");
}

static enum err
ask(struct world *w, const char *service, int64_t from, int64_t to, struct list *out)
{
	struct agenda_query q = world_wish(w, service, NULL, 0).what;

	return agenda_starts(&w->act, &q, from, to, out);
}

static void
ask_often(struct world *w, const char *service)
{
	struct list list;

	for (int i = 0; i < 4; i++)
		assert_int_equal(ask(w, service, WORLD_AT(i, 0, 0), WORLD_AT(i + 1, 0, 0), &list), OK);
}

static void
expect_same(const struct list *a, const struct list *b)
{
	const struct opening *x = a->items, *y = b->items;

	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++) {
		assert_int_equal(x[i].start, y[i].start);
		assert_int_equal(x[i].end, y[i].end);
		assert_int_equal(x[i].seats_left, y[i].seats_left);
		assert_int_equal(x[i].staff.count, y[i].staff.count);
		assert_memory_equal(x[i].staff.items, y[i].staff.items, x[i].staff.count * sizeof(void *));
	}
}

/* Asks with and without the ledger. */
static size_t
compare(struct world *w)
{
	static const char *const staff[] = { NULL, NULL, "rui" };
	int64_t from = WORLD_AT(roll(DAYS), roll(24), 0), to = from + (1 + roll(72)) * 3600;
	struct agenda_query q = world_wish(w, services[roll(4)], staff[roll(3)], 0).what;
	struct rulebook plain = *q.book;
	struct agenda_stamp stamps[2];
	struct list lists[2];

	for (int i = 0; i < 2; i++) {
		q.stamp = &stamps[i];
		assert_int_equal(agenda_starts(&w->act, &q, from, to, &lists[i]), OK);
		plain.ledger = NULL;
		q.book = &plain;
	}
	expect_same(&lists[0], &lists[1]);
	assert_int_equal(stamps[0].version.rules, stamps[1].version.rules);
	assert_int_equal(stamps[0].version.occupied, stamps[1].version.occupied);
	assert_int_equal(stamps[0].until, stamps[1].until);
	return lists[0].count;
}

/* Something is booked, given up, or somebody goes away; most of the time nothing
 * of it. */
static void
change(struct world *w, char last[static 32])
{
	struct wish wish = world_wish(w, services[roll(4)], NULL, WORLD_AT(roll(DAYS), 9 + roll(10), 0));
	struct complaints complaints = { 0 };
	const struct rulebook *rules;
	struct booked made;
	struct card card;

	switch (roll(14)) {
	case 0:
	case 1:
		wish.hold = roll(2) == 0;
		if (book(&w->act, &wish, &complaints, &made) == OK)
			snprintf(last, 32, "%s", made.public_id);
		break;
	case 2:
		if (*last == '\0' || card_open(&w->act, w->shelf, last, &card, &rules) != OK)
			break;
		(void)!card_cancel(&w->act, &card, 0, NULL);
		*last = '\0';
		break;
	case 3:
		database_sql("insert into hora.absence (studio_id, resource_id, away) values (1, %d,"
			     " tstzrange(to_timestamp(%lld), to_timestamp(%lld)))",
			     (int)roll(4) + 1, (long long)wish.start, (long long)wish.start + 7200);
		break;
	case 4:
		database_sql("delete from hora.absence where id = (select max(id) from hora.absence)");
		break;
	case 5:
		database_sql(
		    "update hora.hours set to_min = to_min + 30 where weekday = %d and to_min < 1300",
		    (int)roll(5) + 1);
		break;
	case 6:
		w->act.now += roll(4000);
		break;
	default:
		break;
	}
}

static void
the_ledger_answers_as_the_database_does(void **state)
{
	struct world *w = *state;
	char last[32] = "";
	size_t offered = 0;

	for (int i = 0; i < ROUNDS; i++) {
		change(w, last);
		world_next(w);
		offered += compare(w);
		world_next(w);
	}
	if (offered < ROUNDS)
		fail_msg("hardly anything was offered; HORA_SEED=%llu", (unsigned long long)seed);
}

static void
quiet_resources_are_asked_for_their_counts_alone(void **state)
{
	struct world *w = *state;
	struct list list;

	ask_often(w, "talk");
	let_read(false);
	for (int day = 0; day < 40; day++)
		assert_int_equal(ask(w, "talk", WORLD_AT(day, 0, 0), WORLD_AT(day + 1, 0, 0), &list), OK);
	assert_int_equal(ask(w, "talk", WORLD_AT(0, 0, 0), WORLD_AT(40, 0, 0), &list), OK);
	assert_int_not_equal(ask(w, "massage", WORLD_AT(1, 0, 0), WORLD_AT(2, 0, 0), &list), OK);
	world_next(w);
	assert_int_not_equal(ask(w, "talk", WORLD_AT(300, 0, 0), WORLD_AT(301, 0, 0), &list), OK);
}

static void
a_booking_is_seen_at_once(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "talk", "ana", WORLD_AT(1, 9, 0));
	struct complaints complaints = { 0 };
	struct list before, after;
	struct booked made;

	ask_often(w, "talk");
	assert_int_equal(ask(w, "talk", WORLD_AT(1, 9, 0), WORLD_AT(1, 10, 0), &before), OK);
	assert_int_equal(before.count, 2);
	assert_int_equal(book(&w->act, &wish, &complaints, &made), OK);
	assert_int_equal(ask(w, "talk", WORLD_AT(1, 9, 0), WORLD_AT(1, 10, 0), &after), OK);
	assert_int_equal(after.count, 1);
}

/* Ten thousand rows are too many to be kept: they are read each time. */
static void
what_is_too_large_is_read_anew(void **state)
{
	struct world *w = *state;
	struct list list;

	database_sql("insert into hora.external_busy (studio_id, resource_id, busy, source)"
		     " select 1, 1, tstzrange(t, t + interval '1 minute'), 'x' from generate_series("
		     "'2026-02-03 00:00+00'::timestamptz, '2026-02-20 00:00+00', '2 minutes') t");
	ask_often(w, "talk");
	assert_int_equal(ask(w, "talk", WORLD_AT(1, 0, 0), WORLD_AT(2, 0, 0), &list), OK);
	let_read(false);
	assert_int_not_equal(ask(w, "talk", WORLD_AT(1, 0, 0), WORLD_AT(2, 0, 0), &list), OK);
}

/* A failure half-way leaves nothing behind that a later answer is made of. */
static void
a_failed_reading_is_forgotten(void **state)
{
	struct world *w = *state;
	struct list list;

	for (int i = 0; i < 3; i++)
		assert_int_equal(ask(w, "talk", WORLD_AT(1, 0, 0), WORLD_AT(2, 0, 0), &list), OK);
	let_read(false);
	assert_int_not_equal(ask(w, "talk", WORLD_AT(1, 0, 0), WORLD_AT(2, 0, 0), &list), OK);
	world_next(w);
	let_read(true);
	assert_int_equal(ask(w, "talk", WORLD_AT(1, 0, 0), WORLD_AT(2, 0, 0), &list), OK);
	assert_true(list.count > 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_ledger_answers_as_the_database_does, set_up, tear_down),
		cmocka_unit_test_setup_teardown(quiet_resources_are_asked_for_their_counts_alone, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_booking_is_seen_at_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_too_large_is_read_anew, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_failed_reading_is_forgotten, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
