/* Jobs: leased once, studio by studio, taken back, given up; and that finding
 * the next stays cheap however many wait. */
#include "store/job.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "tests/support/database.h"

static struct db *db, *other_db;
static struct arena *arena;

static const struct holder one = { "mail", "worker one", 50 };
static const struct holder two = { "mail", "worker two", 50 };

static int
begin(void **state)
{
	(void)state;
	database_make(DATABASE_MIGRATED);
	database_sql("insert into hora.studio (slug, name, zone, currency, language, calling_code)"
		     " select 'studio-' || n, 'Studio ' || n, 'Europe/Lisbon', 'EUR', 'pt', '351'"
		     " from generate_series(1, 4) n");
	db = db_new(database_as("hora_worker"), "test_job");
	other_db = db_new(database_as("hora_worker"), "test_job other");
	arena = arena_new();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	assert_false(db_end(db));
	assert_false(db_end(other_db));
	db_free(db);
	db_free(other_db);
	arena_free(arena);
	database_drop();
	return 0;
}

/* count jobs of a studio (0: the platform's), due some seconds ago. */
static void
put(int studio, const char *kind, int count, int seconds_ago)
{
	database_sql("insert into hora.job (studio_id, lane, kind, key, due_at)"
		     " select nullif(%d, 0), split_part('%s', '.', 1), '%s', n || '/%d.%d',"
		     " now() - make_interval(secs => %d)"
		     " from generate_series(1, %d) n",
		     studio, kind, kind, studio, seconds_ago, seconds_ago, count);
}

static struct list
queue(const char *lane)
{
	struct list list = { 0 };

	assert_int_equal(job_queue(db, arena, lane, &list), OK);
	return list;
}

/* The next of the queue as it is now. */
static struct list
lease(struct db *with, const struct holder *h, int64_t most)
{
	struct list ids = queue(h->lane), list = { 0 };

	assert_int_equal(job_lease(with, arena, h, db_ints(ids.items, ids.count), most, &list), OK);
	return list;
}

static const struct job *
first(struct list list)
{
	assert_int_equal(list.count, 1);
	return list.items;
}

static int64_t
count(const char *where)
{
	return strtoll(database_sql("select count(*) from hora.job where %s", where), NULL, 10);
}

static void
only_what_is_due_in_the_lane_is_leased(void **state)
{
	const struct job *job;

	(void)state;
	put(1, "mail.booked", 1, 5);
	put(1, "mail.reminder", 1, -60);
	put(1, "live.booking", 1, 5);
	job = first(lease(db, &one, 1));
	assert_string_equal(job->kind, "mail.booked");
	assert_string_equal(job->lane, "mail");
	assert_int_equal(job->studio, 1);
	assert_int_equal(job->tries, 0);
	assert_null(job->request);
	assert_int_equal(lease(db, &one, 1).count, 0);
	assert_int_equal(
	    count("state = 'leased' and leased_by = 'worker one'"
		  " and leased_until between now() + interval '45 s' and now() + interval '50 s'"),
	    1);
}

static void
studios_are_served_in_turn_whatever_each_has_waiting(void **state)
{
	static const int64_t want[] = { 0, 1, 2, 4, 0, 1, 2, 4, 2, 4, 2, 2 };
	struct list ids;

	(void)state;
	put(2, "mail.booked", 10000, 1000);
	put(0, "mail.booked", 2, 10);
	put(1, "mail.booked", 2, 5);
	put(4, "mail.booked", 3, 1);
	put(3, "mail.booked", 3, -1000);
	ids = queue("mail");
	assert_int_equal(ids.count, 200 + 2 + 2 + 3);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		struct list list;

		assert_int_equal(job_lease(db, arena, &one, db_ints(ids.items, ids.count), 1, &list), OK);
		assert_int_equal(first(list)->studio, want[i]);
	}
}

static void
the_oldest_of_a_studio_goes_first(void **state)
{
	(void)state;
	put(1, "mail.booked", 1, 5);
	put(1, "mail.moved", 1, 9);
	put(1, "mail.cancelled", 1, 7);
	assert_string_equal(first(lease(db, &one, 1))->kind, "mail.moved");
	assert_string_equal(first(lease(db, &one, 1))->kind, "mail.cancelled");
	assert_string_equal(first(lease(db, &one, 1))->kind, "mail.booked");
}

static void
two_workers_never_hold_the_same_job(void **state)
{
	const struct job *mine, *theirs;

	(void)state;
	put(1, "mail.booked", 2, 5);
	assert_int_equal(db_begin(db), OK);
	mine = first(lease(db, &one, 1));
	/* The first lease is not committed: skipped, not waited for. */
	theirs = first(lease(other_db, &two, 1));
	assert_int_not_equal(mine->id, theirs->id);
	assert_int_equal(lease(other_db, &two, 1).count, 0);
	assert_int_equal(db_commit(db), OK);
	assert_int_equal(job_done(other_db, &two, mine, "sent"), ERR_NOT_FOUND);
	assert_int_equal(job_done(db, &one, mine, "sent"), OK);
	assert_int_equal(job_done(db, &one, mine, "sent"), ERR_NOT_FOUND);
	assert_int_equal(count("state = 'done' and result = 'sent' and tries = 1 and done_at is not null"),
			 1);
}

static void
a_batch_goes_through_the_studios_too(void **state)
{
	struct list list;
	const struct job *jobs;
	int64_t ids[5];

	(void)state;
	put(1, "live.booking", 3, 5);
	put(2, "live.booking", 4, 5);
	list = lease(db, &(struct holder){ "live", "worker one", 50 }, 5);
	assert_int_equal(list.count, 5);
	jobs = list.items;
	for (size_t i = 0; i < 5; i++)
		ids[i] = jobs[i].id;
	assert_int_equal(job_forget(db, &two, ids, 5), OK);
	assert_int_equal(count("true"), 7);
	assert_int_equal(job_forget(db, &one, ids, 5), OK);
	assert_int_equal(count("true"), 2);
	assert_int_equal(count("studio_id = 2"), 2);
}

static void
a_failure_waits_and_a_postponed_job_has_not_failed(void **state)
{
	const struct job *job;

	(void)state;
	put(1, "mail.booked", 1, 5);
	job = first(lease(db, &one, 1));
	assert_int_equal(job_retry(db, &one, job, "refused", 30), OK);
	assert_int_equal(count("state = 'due' and tries = 1 and last_error = 'refused' and leased_by is null"
			       " and due_at between now() + interval '25 s' and now() + interval '30 s'"),
			 1);
	database_sql("update hora.job set due_at = now()");
	job = first(lease(db, &one, 1));
	assert_int_equal(job->tries, 1);
	assert_int_equal(job_postpone(db, &one, job, 1500), OK);
	assert_int_equal(count("state = 'due' and tries = 1 and due_at > now()"
			       " and due_at <= now() + interval '1.5 s'"),
			 1);
}

static void
a_job_tells_whose_request_wanted_it(void **state)
{
	struct list list;

	(void)state;
	database_sql("begin; select set_config('hora.request', 'f00d', true);"
		     "insert into hora.job (lane, kind, key) values ('mail', 'mail.booked', '1/1'); commit;"
		     "insert into hora.job (lane, kind, key) values ('mail', 'mail.booked', '2/1')");
	list = lease(db, &one, 2);
	assert_int_equal(list.count, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct job *job = (const struct job *)list.items + i;

		if (job->key[0] == '1')
			assert_string_equal(job->request, "f00d");
		else
			assert_null(job->request);
	}
}

static void
a_dead_letter_stays_until_somebody_looks(void **state)
{
	const struct job *job;

	(void)state;
	put(1, "mail.booked", 1, 5);
	job = first(lease(db, &one, 1));
	assert_int_equal(job_again(db, job->id), ERR_NOT_FOUND);
	assert_int_equal(job_bury(db, &one, job, "no such address"), OK);
	assert_int_equal(count("state = 'dead' and last_error = 'no such address'"), 1);
	assert_int_equal(job_purge(db, 4102444800), ERR_NOT_FOUND);
	assert_int_equal(job_again(db, job->id), OK);
	job = first(lease(db, &one, 1));
	assert_int_equal(job->tries, 0);
	assert_int_equal(job_bury(db, &one, job, "no such address"), OK);
	assert_int_equal(job_drop(db, job->id), OK);
	assert_int_equal(job_drop(db, job->id), ERR_NOT_FOUND);
	assert_int_equal(count("state = 'dropped'"), 1);
	assert_int_equal(job_purge(db, 0), ERR_NOT_FOUND);
	assert_int_equal(job_purge(db, 4102444800), OK);
	assert_int_equal(count("true"), 0);
}

static void
a_lease_that_ran_out_comes_back_and_the_fifth_time_is_enough(void **state)
{
	(void)state;
	put(1, "mail.booked", 1, 5);
	put(1, "live.booking", 1, 5);
	for (int crash = 1; crash <= JOB_CRASHES; crash++) {
		const struct job *job = first(lease(db, &one, 1));

		assert_int_equal(job->tries, 0);
		assert_int_equal(job_reclaim(db, "mail"), OK);
		assert_int_equal(count("state = 'leased'"), 1);
		database_sql(
		    "update hora.job set leased_until = now() - interval '1 s' where state = 'leased'");
		assert_int_equal(job_reclaim(db, "live"), OK);
		assert_int_equal(count("state = 'leased'"), 1);
		assert_int_equal(job_reclaim(db, "mail"), OK);
		assert_int_equal(job_done(db, &one, job, "sent"), ERR_NOT_FOUND);
		assert_int_equal(count("state = 'due' and lane = 'mail'"), crash < JOB_CRASHES);
	}
	assert_int_equal(count("state = 'dead' and crashes = 5 and last_error ~ 'worker one'"), 1);
}

static void
depth_and_age_tell_of_every_lane(void **state)
{
	struct list list;
	const struct lane_depth *lanes;

	(void)state;
	put(1, "mail.booked", 3, 90);
	put(2, "mail.booked", 1, -90);
	put(2, "live.booking", 1, 0);
	(void)lease(db, &one, 1);
	assert_int_equal(job_depth(db, arena, NULL, &list), OK);
	assert_int_equal(list.count, 8);
	lanes = list.items;
	assert_string_equal(lanes[0].lane, "live");
	assert_int_equal(lanes[0].due, 1);
	assert_string_equal(lanes[2].lane, "mail");
	assert_int_equal(lanes[2].due, 2);
	assert_int_equal(lanes[2].leased, 1);
	assert_in_range(lanes[2].age, 89, 95);
	assert_string_equal(lanes[3].lane, "sms");
	assert_int_equal(lanes[3].due + lanes[3].leased + lanes[3].dead + lanes[3].age, 0);
}

static void
a_list_is_filtered_and_the_newest_come_first(void **state)
{
	struct list list;
	const struct job_row *rows;

	(void)state;
	put(1, "mail.booked", 2, 5);
	put(0, "live.booking", 1, 5);
	assert_int_equal(job_list(db, arena, &(struct job_filter){ .most = 10 }, &list), OK);
	assert_int_equal(list.count, 3);
	rows = list.items;
	assert_string_equal(rows[0].kind, "live.booking");
	assert_int_equal(rows[0].studio, 0);
	assert_int_equal(rows[0].done_at, TIME_NONE);
	assert_null(rows[0].result);
	assert_true(rows[1].id > rows[2].id);
	assert_int_equal(job_list(db, arena, &(struct job_filter){ "mail", "due", "mail.booked", 1 }, &list),
			 OK);
	assert_int_equal(list.count, 1);
	assert_int_equal(job_list(db, arena, &(struct job_filter){ .state = "dead", .most = 10 }, &list), OK);
	assert_int_equal(list.count, 0);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(only_what_is_due_in_the_lane_is_leased),
		TEST(studios_are_served_in_turn_whatever_each_has_waiting),
		TEST(the_oldest_of_a_studio_goes_first),
		TEST(two_workers_never_hold_the_same_job),
		TEST(a_batch_goes_through_the_studios_too),
		TEST(a_failure_waits_and_a_postponed_job_has_not_failed),
		TEST(a_job_tells_whose_request_wanted_it),
		TEST(a_dead_letter_stays_until_somebody_looks),
		TEST(a_lease_that_ran_out_comes_back_and_the_fifth_time_is_enough),
		TEST(depth_and_age_tell_of_every_lane),
		TEST(a_list_is_filtered_and_the_newest_come_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
