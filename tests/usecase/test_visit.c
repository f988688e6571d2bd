/* Visits of several services: booked, listed, moved and cancelled whole. */
#include "usecase/visit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/database.h"
#include "tests/support/world.h"
#include "usecase/course.h"

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

/* A wish for services one after the other; talk asks two questions, massage none. */
static struct wish
wish_for(struct world *w, const char *const *services, const char *staff, int64_t start)
{
	static const char *const answers[] = { "Because", "Here", "Once more", "There" };
	struct wish wish = world_wish(w, services[0], staff, start);
	struct agenda_query *last = &wish.what;

	for (size_t i = 1; services[i] != NULL; i++) {
		struct agenda_query *next = arena_make(w->act.arena, struct agenda_query);

		*next = world_wish(w, services[i], staff, start).what;
		last->then = next;
		last = next;
	}
	wish.answers = answers;
	return wish;
}

static const char *const massage_talk[] = { "massage", "talk", NULL };
static const char *const talk_talk[] = { "talk", "talk", NULL };

static enum err
try(struct world *w, const struct wish *wish, struct booked *out)
{
	struct complaints complaints = { 0 };

	return book(&w->act, wish, &complaints, out);
}

static struct booked
make(struct world *w, const char *const *services, const char *staff, int64_t start)
{
	struct wish wish = wish_for(w, services, staff, start);
	struct booked out;

	assert_int_equal(try(w, &wish, &out), OK);
	return out;
}

static struct visit
look(struct world *w, const char *public_id)
{
	struct visit visit;

	assert_int_equal(visit_open(&w->act, w->shelf, public_id, &visit), OK);
	return visit;
}

/* When the bookings that stand are, and how many letters have been asked for. */
static const char *
times(void)
{
	return database_sql(
	    "select string_agg(to_char(o.starts at time zone 'UTC', 'HH24:MI'), ',' order by o.starts, b.id)"
	    " from hora.booking b join hora.occasion o on o.id = b.occasion_id where b.state = 'confirmed'");
}

#define LETTERS(kind) database_sql("select count(*) from hora.job where kind = 'mail." kind "'")

static void
a_visit_is_booked_whole_one_after_the_other(void **state)
{
	struct world *w = *state;
	struct booked booked = make(w, massage_talk, "ana", WORLD_AT(1, 10, 0));
	struct visit visit = look(w, booked.public_id);

	/* Ana is blocked until 11:15; a talk starts each half hour. */
	assert_string_equal(times(), "10:00,11:30");
	assert_string_equal(
	    database_sql("select count(*) || '/' || count(distinct visit_id) from hora.booking"), "2/1");
	assert_string_equal(database_sql("select count(*) from hora.customer"), "1");
	assert_int_equal(visit.count, 2);
	assert_string_equal(visit.cards[0].row.public_id, booked.public_id);
	assert_false(visit.series);
	assert_true(visit.may_move);
}

static void
a_visit_has_one_letter_and_each_service_its_reminder(void **state)
{
	struct world *w = *state;

	make(w, massage_talk, "ana", WORLD_AT(1, 10, 0));
	assert_string_equal(LETTERS("booked"), "1");
	assert_string_equal(
	    database_sql(
		"select string_agg(to_char(due_at at time zone 'UTC', 'DD HH24:MI'), ',' order by due_at)"
		" from hora.job where kind = 'mail.reminder'"),
	    "02 10:00,02 11:30,03 08:00,03 09:30");
}

static void
the_questions_of_each_service_are_answered_in_order(void **state)
{
	struct world *w = *state;
	struct wish wish;
	struct complaints complaints = { 0 };
	static const char *const unanswered[] = { "Because", "Here", NULL, NULL };
	struct booked booked;

	make(w, talk_talk, "ana", WORLD_AT(1, 10, 0));
	assert_string_equal(database_sql("select string_agg(answers -> 0 ->> 'answer', ',' order by id)"
					 " from hora.booking"),
			    "Because,Once more");
	wish = wish_for(w, talk_talk, "ana", WORLD_AT(1, 14, 0));
	wish.answers = unanswered;
	wish.name = "";
	assert_int_equal(book(&w->act, &wish, &complaints, &booked), ERR_INVALID);
	assert_int_equal(complaints.count, 2); /* the name once */
	assert_string_equal(complaints.items[1].field, "answers/2");
}

static void
a_visit_that_cannot_be_whole_books_nothing(void **state)
{
	struct world *w = *state;
	struct wish wish = wish_for(w, massage_talk, "ana", WORLD_AT(1, 16, 0));
	struct booked out;

	assert_int_equal(try(w, &wish, &out), ERR_CONFLICT);
	assert_string_equal(database_sql("select count(*) from hora.booking"), "0");
	assert_true(out.alternatives.count > 0);
	assert_int_equal(((const struct opening *)out.alternatives.items)[0].start, WORLD_AT(1, 15, 0));
	assert_int_equal(((const struct opening *)out.alternatives.items)[0].end, WORLD_AT(1, 17, 0));
}

static void
seven_services_are_too_many(void **state)
{
	struct world *w = *state;
	static const char *const seven[] = { "talk", "talk", "talk", "talk", "talk", "talk", "talk", NULL };
	struct wish wish = wish_for(w, seven, NULL, WORLD_AT(1, 10, 0));
	struct booked out;
	struct list list;

	assert_int_equal(try(w, &wish, &out), ERR_INVALID);
	assert_int_equal(agenda_starts(&w->act, &wish.what, WORLD_AT(1, 0, 0), WORLD_AT(2, 0, 0), &list),
			 ERR_INVALID);
}

/* Every quarter of an hour of two days, for services and staff as
 * given: offered is what can be booked, with the end it then has. */
static void
hold_listing_to_booking(struct world *w, const char *const *services, const char *staff)
{
	struct wish wish = wish_for(w, services, staff, WORLD_AT(1, 9, 0));
	const struct opening *openings;
	struct list list;
	size_t next = 0;

	assert_int_equal(agenda_starts(&w->act, &wish.what, WORLD_AT(1, 8, 0), WORLD_AT(3, 0, 0), &list), OK);
	openings = list.items;
	for (wish.start = WORLD_AT(1, 8, 0); wish.start < WORLD_AT(3, 0, 0); wish.start += 900) {
		bool offered = next < list.count && openings[next].start == wish.start;
		struct list now; /* who serves, and so the end, goes by who served last */
		struct booked out;
		enum err e;

		assert_int_equal(agenda_starts(&w->act, &wish.what, wish.start, wish.start + 1, &now), OK);
		assert_int_equal(now.count, offered);
		e = try(w, &wish, &out);

		assert_int_equal(e == OK, offered);
		if (e == OK) {
			struct visit visit = look(w, out.public_id);
			bool all[VISIT_MOST] = { true, true, true, true, true, true };

			assert_int_equal(visit.cards[visit.count - 1].row.ends,
					 ((const struct opening *)now.items)[0].end);
			assert_int_equal(visit_cancel(&w->act, &visit, all, visit.version, NULL), OK);
		}
		next += offered;
	}
	assert_int_equal(next, list.count);
	assert_true(list.count > 0);
}

static void
every_visit_listed_can_be_booked_and_no_other(void **state)
{
	struct world *w = *state;
	static const char *const three[] = { "talk", "massage", "talk", NULL };
	static const char *const double_massage[] = { "massage", "massage", NULL };
	static const char *const with_class[] = { "talk", "yoga", NULL };

	make(w, (const char *const[]){ "talk", NULL }, "ana", WORLD_AT(1, 11, 30));
	make(w, (const char *const[]){ "massage", NULL }, "rui", WORLD_AT(1, 15, 0));
	database_sql("update hora.service set interval_min = 15 where slug = 'massage'");
	hold_listing_to_booking(w, massage_talk, NULL);
	hold_listing_to_booking(w, massage_talk, "ana");
	hold_listing_to_booking(w, three, NULL);
	hold_listing_to_booking(w, double_massage, NULL);
	hold_listing_to_booking(w, with_class, NULL);
	database_sql("update hora.resource set per_day = 3 where slug = 'ana'");
	hold_listing_to_booking(w, three, "ana");
}

static void
days_of_a_visit_are_the_sum_of_its_starts(void **state)
{
	struct world *w = *state;
	struct wish wish = wish_for(w, massage_talk, "ana", 0);
	int64_t first = WORLD_NOW / 86400;
	const struct agenda_day *days;
	struct opening next;
	struct list list, starts;

	assert_int_equal(agenda_days(&w->act, &wish.what, first, first + 20, &list), OK);
	days = list.items;
	for (size_t i = 0; i < list.count; i++) {
		int64_t from = zone_day_start(wish.what.book->zone, days[i].date);

		assert_int_equal(agenda_starts(&w->act, &wish.what, from, from + 86400, &starts), OK);
		assert_int_equal(starts.count, days[i].starts);
	}
	assert_int_equal(days[5].starts, 0); /* Saturday */
	assert_int_equal(agenda_next(&w->act, &wish.what, WORLD_AT(0, 16, 0), &next), OK);
	assert_int_equal(next.start, WORLD_AT(1, 9, 0));
}

static void
two_segments_never_share_a_resource(void **state)
{
	struct world *w = *state;
	static const char *const double_massage[] = { "massage", "massage", NULL };

	make(w, double_massage, NULL, WORLD_AT(1, 14, 0));
	assert_string_equal(database_sql("select count(*) from hora.claim a join hora.claim b on a.id < b.id"
					 " and a.resource_id = b.resource_id and a.blocked && b.blocked"),
			    "0");
	assert_string_equal(database_sql("select count(*) from hora.claim"), "4");
}

static void
a_visit_sent_twice_is_booked_once(void **state)
{
	struct world *w = *state;
	struct wish wish = wish_for(w, massage_talk, "ana", WORLD_AT(1, 10, 0));
	struct booked first, second;

	wish.idempotency_scope = "test";
	wish.idempotency_key = "k";
	assert_int_equal(try(w, &wish, &first), OK);
	assert_int_equal(try(w, &wish, &second), OK);
	assert_true(second.repeated);
	assert_string_equal(first.public_id, second.public_id);
	assert_string_equal(first.visit, second.visit);
	assert_string_equal(database_sql("select count(*) from hora.booking"), "2");
}

static void
the_limit_of_open_bookings_counts_each_service(void **state)
{
	struct world *w = *state;
	struct wish wish;
	struct booked out;

	database_sql("update hora.studio set open_limit = 1");
	wish = wish_for(w, massage_talk, "ana", WORLD_AT(1, 10, 0));
	assert_int_equal(try(w, &wish, &out), ERR_DENIED);
	assert_string_equal(database_sql("select count(*) from hora.booking"), "0");
}

static enum err
move_to(struct world *w, const struct visit *visit, int64_t start, struct moved *out)
{
	return visit_move(&w->act, visit, visit_services(&w->act, visit), start, visit->version, out);
}

static void
a_visit_moves_whole_and_onto_itself(void **state)
{
	struct world *w = *state;
	struct booked booked = make(w, massage_talk, "ana", WORLD_AT(1, 10, 0));
	static const struct {
		int64_t start;
		const char *times;
	} moves[] = {
		{ WORLD_AT(1, 10, 30), "10:30,12:00" }, { WORLD_AT(1, 11, 30), "11:30,13:00" },
		{ WORLD_AT(1, 10, 0), "10:00,11:30" },  { WORLD_AT(1, 15, 0), "15:00,16:30" },
		{ WORLD_AT(1, 14, 0), "14:00,15:30" },
	};
	struct moved moved;

	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
		struct visit visit = look(w, booked.public_id);

		w->act.now++; /* a letter each */
		assert_int_equal(move_to(w, &visit, moves[i].start, &moved), OK);
		assert_string_equal(times(), moves[i].times);
	}
	assert_string_equal(LETTERS("moved"), "5");
}

static void
a_visit_moves_to_each_start_listed_and_to_no_other(void **state)
{
	struct world *w = *state;
	struct booked booked = make(w, massage_talk, "ana", WORLD_AT(1, 10, 0));
	struct visit visit = look(w, booked.public_id);
	int64_t from = WORLD_AT(1, 8, 0), to = WORLD_AT(2, 0, 0);
	struct moved moved;

	make(w, (const char *const[]){ "talk", NULL }, "ana", WORLD_AT(1, 14, 0));
	for (int64_t start = from; start < to; start += 1800) {
		struct agenda_query *services = visit_services(&w->act, &visit);
		const struct opening *openings;
		bool offered = false;
		struct list list;
		enum err e;

		assert_int_equal(agenda_starts(&w->act, services, from, to, &list), OK);
		openings = list.items;
		for (size_t i = 0; i < list.count; i++)
			offered |= openings[i].start == start;
		e = move_to(w, &visit, start, &moved);
		assert_int_equal(e == OK, offered);
		visit = look(w, booked.public_id);
	}
}

static void
a_visit_that_changed_meanwhile_is_not_moved(void **state)
{
	struct world *w = *state;
	struct booked booked = make(w, massage_talk, "ana", WORLD_AT(1, 10, 0));
	struct visit visit = look(w, booked.public_id);
	struct moved moved;

	assert_int_equal(move_to(w, &visit, WORLD_AT(1, 11, 0), &moved), OK);
	assert_int_equal(move_to(w, &visit, WORLD_AT(1, 13, 0), &moved), ERR_CONFLICT);
	assert_null(moved.alternatives.items);
	assert_int_equal(move_to(w, &(struct visit){ 0 }, WORLD_AT(1, 13, 0), &moved), ERR_TOO_LATE);
}

static void
a_visit_is_cancelled_whole_or_in_part_with_one_letter(void **state)
{
	struct world *w = *state;
	struct booked booked = make(w, massage_talk, "ana", WORLD_AT(1, 10, 0));
	struct visit visit = look(w, booked.public_id);
	bool marked[2] = { false, false };

	assert_int_equal(visit_cancel(&w->act, &visit, marked, visit.version, NULL), ERR_INVALID);
	marked[1] = true;
	assert_int_equal(visit_cancel(&w->act, &visit, marked, visit.version, "Ill."), OK);
	assert_string_equal(times(), "10:00");
	assert_int_equal(visit_cancel(&w->act, &visit, marked, visit.version, NULL), ERR_CONFLICT);

	visit = look(w, booked.public_id);
	assert_int_equal(visit.leaving, 1);
	assert_int_equal(visit_cancel(&w->act, &visit, marked, visit.version, NULL), ERR_TOO_LATE);
	booked = make(w, massage_talk, "ana", WORLD_AT(2, 10, 0));
	visit = look(w, booked.public_id);
	marked[0] = true;
	assert_int_equal(visit_cancel(&w->act, &visit, marked, visit.version, NULL), OK);
	assert_string_equal(times(), "10:00");
	assert_string_equal(LETTERS("cancelled"), "2");
	assert_string_equal(database_sql("select count(*) from hora.claim where state = 'confirmed'"), "2");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_visit_is_booked_whole_one_after_the_other),
		TEST(a_visit_has_one_letter_and_each_service_its_reminder),
		TEST(the_questions_of_each_service_are_answered_in_order),
		TEST(a_visit_that_cannot_be_whole_books_nothing),
		TEST(seven_services_are_too_many),
		TEST(every_visit_listed_can_be_booked_and_no_other),
		TEST(days_of_a_visit_are_the_sum_of_its_starts),
		TEST(two_segments_never_share_a_resource),
		TEST(a_visit_sent_twice_is_booked_once),
		TEST(the_limit_of_open_bookings_counts_each_service),
		TEST(a_visit_moves_whole_and_onto_itself),
		TEST(a_visit_moves_to_each_start_listed_and_to_no_other),
		TEST(a_visit_that_changed_meanwhile_is_not_moved),
		TEST(a_visit_is_cancelled_whole_or_in_part_with_one_letter),
	};

	return cmocka_run_group_tests_name("visit", tests, NULL, NULL);
}
