/* What an answer about starts was made of: the counts move with everything it
 * depends on, and with nothing else. */
#include "usecase/agenda.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/database.h"
#include "tests/support/world.h"

static int
set_up(void **state)
{
	*state = world_make("hora_booking");
	return 0;
}

static int
tear_down(void **state)
{
	world_drop(*state);
	return 0;
}

static struct agenda_query
ask(struct world *w, const char *service, const char *staff)
{
	return world_wish(w, service, staff, 0).what;
}

static struct occupation
version(struct world *w, const char *service, const char *staff)
{
	struct agenda_query q = ask(w, service, staff);
	struct occupation out = { 0, 0 };

	assert_int_equal(agenda_version(&w->act, &q, &out), OK);
	return out;
}

static void
expect_step(struct world *w, const struct occupation *before, int rules, int occupied)
{
	struct occupation after = version(w, "massage", "ana");

	assert_int_equal(after.rules - before->rules > 0, rules);
	assert_int_equal(after.occupied - before->occupied > 0, occupied);
}

static void
an_answer_tells_the_counts_it_was_made_of(void **state)
{
	struct world *w = *state;
	struct agenda_query q = ask(w, "massage", NULL);
	struct agenda_stamp stamp = { .until = 0 };
	struct occupation now = version(w, "massage", NULL);
	struct list list;

	q.stamp = &stamp;
	assert_int_equal(agenda_starts(&w->act, &q, WORLD_AT(1, 0, 0), WORLD_AT(2, 0, 0), &list), OK);
	assert_int_equal(stamp.version.rules, now.rules);
	assert_int_equal(stamp.version.rules, q.book->studio.rules);
	assert_int_equal(stamp.version.occupied, now.occupied);
	assert_int_equal(stamp.until, WORLD_AT(1, 9, 0) + 1);
	stamp = (struct agenda_stamp){ .until = 0 };
	assert_int_equal(
	    agenda_days(&w->act, &q, WORLD_AT(1, 0, 0) / 86400, WORLD_AT(3, 0, 0) / 86400, &list), OK);
	assert_int_equal(stamp.version.occupied, now.occupied);
	assert_int_equal(stamp.until, WORLD_AT(1, 9, 0) + 1);
}

static void
everything_that_occupies_somebody_moves_the_count(void **state)
{
	struct world *w = *state;
	struct occupation before = version(w, "massage", "ana");
	struct complaints complaints = { 0 };
	struct wish wish = world_wish(w, "massage", "ana", WORLD_AT(1, 9, 0));
	const struct rulebook *rules;
	struct booked made;
	struct card card;

	assert_int_equal(book(&w->act, &wish, &complaints, &made), OK);
	expect_step(w, &before, false, true);
	before = version(w, "massage", "ana");
	assert_int_equal(card_open(&w->act, w->shelf, made.public_id, &card, &rules), OK);
	assert_int_equal(card_cancel(&w->act, &card, 0, NULL), OK);
	expect_step(w, &before, false, true);
	before = version(w, "massage", "ana");
	database_sql("insert into hora.absence (studio_id, resource_id, away)"
		     " values (1, 1, '[2026-02-03 09:00+00, 2026-02-03 10:00+00)')");
	expect_step(w, &before, false, true);
	before = version(w, "massage", "ana");
	database_sql("update hora.absence set away = '[2026-02-03 11:00+00, 2026-02-03 12:00+00)'");
	expect_step(w, &before, false, true);
	before = version(w, "massage", "ana");
	database_sql("delete from hora.absence");
	expect_step(w, &before, false, true);
}

static void
a_room_counts_where_the_service_needs_it(void **state)
{
	struct world *w = *state;
	struct occupation massage = version(w, "massage", "ana"), talk = version(w, "talk", "ana");

	database_sql("insert into hora.absence (studio_id, resource_id, away)"
		     " values (1, 3, '[2026-02-03 09:00+00, 2026-02-03 10:00+00)')");
	assert_int_not_equal(version(w, "massage", "ana").occupied, massage.occupied);
	assert_int_equal(version(w, "talk", "ana").occupied, talk.occupied);
}

static void
what_happens_to_others_moves_nothing(void **state)
{
	struct world *w = *state;
	struct occupation before = version(w, "massage", "ana");
	struct wish wish = world_wish(w, "talk", "rui", WORLD_AT(1, 13, 0));
	struct complaints complaints = { 0 };
	struct booked made;

	assert_int_equal(book(&w->act, &wish, &complaints, &made), OK);
	expect_step(w, &before, false, false);
}

static void
a_change_of_rules_moves_the_rules(void **state)
{
	struct world *w = *state;
	struct occupation before = version(w, "massage", "ana");
	const struct rulebook *peeked;

	database_sql("update hora.hours set to_min = 1030 where resource_id = 1");
	peeked = rulebook_peek(&w->act, w->shelf, "casa");
	assert_non_null(peeked);
	assert_int_equal(peeked->studio.rules, before.rules); /* nobody has looked */
	expect_step(w, &before, true, false);
	peeked = rulebook_peek(&w->act, w->shelf, "casa");
	assert_int_not_equal(peeked->studio.rules, before.rules);
	assert_null(rulebook_peek(&w->act, w->shelf, "nobody"));
}

/* A hold blocks, and then no more, without anything being written. */
static void
a_hold_ends_the_answer_when_it_runs_out(void **state)
{
	struct world *w = *state;
	struct wish wish = world_wish(w, "massage", "ana", WORLD_AT(1, 9, 0));
	struct agenda_query q = wish.what;
	struct agenda_stamp stamp = { .until = 0 };
	struct complaints complaints = { 0 };
	struct booked made;
	struct list list;
	int64_t until;

	wish.hold = true;
	assert_int_equal(book(&w->act, &wish, &complaints, &made), OK);
	q.stamp = &stamp;
	assert_int_equal(agenda_starts(&w->act, &q, WORLD_AT(1, 9, 0), WORLD_AT(1, 9, 0) + 1, &list), OK);
	assert_int_equal(list.count, 0);
	until = stamp.until;
	assert_true(until > w->act.now && until <= w->act.now + 3600);
	w->act.now = until - 1;
	assert_int_equal(agenda_starts(&w->act, &q, WORLD_AT(1, 9, 0), WORLD_AT(1, 9, 0) + 1, &list), OK);
	assert_int_equal(list.count, 0);
	w->act.now = until;
	assert_int_equal(agenda_starts(&w->act, &q, WORLD_AT(1, 9, 0), WORLD_AT(1, 9, 0) + 1, &list), OK);
	assert_int_equal(list.count, 1);
}

static void
of_openings_the_same_day_and_person_come_first(void **state)
{
	struct world *w = *state;
	struct agenda_query q = ask(w, "massage", "ana");
	const struct resource *ana = q.staff, *rui = rulebook_staff(q.book, "rui");
	const struct opening openings[] = {
		{ .start = WORLD_AT(0, 16, 0), .staff = { &ana, 1 } },
		{ .start = WORLD_AT(1, 10, 0), .staff = { &rui, 1 } },
		{ .start = WORLD_AT(1, 8, 0), .staff = { &ana, 1 } },
		{ .start = WORLD_AT(1, 12, 0), .staff = { &ana, 1 } },
		{ .start = WORLD_AT(1, 15, 0), .staff = { &ana, 1 } },
		{ .start = WORLD_AT(2, 9, 0), .staff = { &ana, 1 } },
	};
	static const size_t want[] = { 2, 3, 4, 1, 0, 5 };
	const struct list list = { openings, sizeof openings / sizeof *openings };
	struct opening near[sizeof openings / sizeof *openings];

	for (size_t most = 0; most <= list.count; most++) {
		assert_int_equal(agenda_nearest(&q, WORLD_AT(1, 10, 0), &list, near, most), most);
		for (size_t i = 0; i < most; i++)
			assert_int_equal(near[i].start, openings[want[i]].start);
	}
	q.staff = NULL;
	assert_int_equal(agenda_nearest(&q, WORLD_AT(1, 10, 0), &list, near, 1), 1);
	assert_int_equal(near[0].start, WORLD_AT(1, 10, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_answer_tells_the_counts_it_was_made_of, set_up, tear_down),
		cmocka_unit_test_setup_teardown(everything_that_occupies_somebody_moves_the_count, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_room_counts_where_the_service_needs_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_happens_to_others_moves_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_change_of_rules_moves_the_rules, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_hold_ends_the_answer_when_it_runs_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(of_openings_the_same_day_and_person_come_first, set_up,
						tear_down),
	};

	return cmocka_run_group_tests_name("agenda", tests, NULL, NULL);
}
