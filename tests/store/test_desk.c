/* Lists of a studio with a hundred thousand bookings: no page of them reads a
 * whole table, whatever is asked for. */
#include "store/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "tests/support/database.h"

#define BOOKINGS 100000
#define FIRST_START INT64_C(1735720200) /* 2025-01-01 08:30 UTC */

/* Two studios of equal size, so that the other's rows would be met. Triggers and
 * the guard against overlaps have nothing to do with reading. */
static const char filled[] =
    "set search_path = hora; set session_replication_role = replica;"
    "alter table claim drop constraint claim_no_overlap;"
    "insert into studio (slug, name, zone, currency, language, calling_code)"
    " select 'st-' || n, 'Studio', 'UTC', 'EUR', 'pt', '351' from generate_series(1, 2) n;"
    "insert into specialty (studio_id, name) values (1, 'x'), (2, 'x');"
    "insert into resource (studio_id, kind, slug, name, zone) select s, 'staff', 's' || n, 'S', 'UTC'"
    " from generate_series(1, 2) s, generate_series(1, 10) n;"
    "insert into service (studio_id, specialty_id, slug, name, duration_min, price_minor) values"
    " (1, 1, 'v', 'V', 30, 0), (2, 2, 'v', 'V', 30, 0);"
    "insert into customer (studio_id, name, email, email_key, language) values"
    " (1, 'C', 'c@x.pt', 'c@x.pt', 'pt'), (2, 'C', 'c@x.pt', 'c@x.pt', 'pt');"
    "insert into occasion (studio_id, service_id, starts, ends, capacity, taken)"
    " select 1 + n % 2, 1 + n % 2, t, t + interval '30 min', 1, 1 from (select n, timestamptz "
    "'2025-01-01 08:30Z' + n / 20 * interval '1 hour' as t from generate_series(0, 199999) n) x order by n;"
    "insert into claim (studio_id, occasion_id, resource_id, blocked, lead_sec, length_sec, state)"
    " select studio_id, id, 1 + (id - 1) / 2 % 10 + 10 * (studio_id - 1), tstzrange(starts, ends), 0, 1800,"
    " 'confirmed' from occasion;"
    "insert into booking (public_id, studio_id, occasion_id, customer_id, state, name, email, phone, "
    "language,"
    " price_minor, currency, tax_permille, source, manage_hash, manage_until) select lpad(id::text, 16, 'a'),"
    " studio_id, id, studio_id, (case when id % 97 = 0 then 'pending_approval' else 'confirmed' end)"
    "::booking_state, 'Maria ' || id, 'm' || id || '@x.pt', '+3519' || lpad(id::text, 8, '0'), 'pt', 0, "
    "'EUR',"
    " 0, 'web', sha256(id::text::bytea), ends from occasion;"
    "insert into booking_step (studio_id, booking_id, to_state, actor) select studio_id, id, state, 'guest'"
    " from booking;"
    "analyze";

static struct arena *arena;

static int
begin(void **state)
{
	(void)state;
	database_make(DATABASE_MIGRATED);
	database_sql("%s", filled);
	arena = arena_new();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(arena);
	database_drop();
	return 0;
}

static int64_t
scans(const char *kind)
{
	return strtoll(
	    database_sql("select sum(%s)::bigint from pg_stat_user_tables where schemaname = 'hora' and"
			 " relname in ('booking', 'occasion', 'claim', 'booking_step')",
			 kind),
	    NULL, 10);
}

/* A session's counts are told when it ends. */
static void
await_counts(int64_t before)
{
	const struct timespec moment = { .tv_nsec = 20000000 };

	for (int i = 0; i < 500 && scans("idx_scan") <= before; i++)
		nanosleep(&moment, NULL);
	assert_true(scans("idx_scan") > before);
}

static void
no_list_of_a_hundred_thousand_bookings_reads_a_whole_table(void **state)
{
	static const int64_t third = 3;
	const int64_t middle = FIRST_START + BOOKINGS / 20 * INT64_C(3600);
	const struct desk_query base = { .studio = 1, .from = middle, .to = DB_FOREVER, .limit = 51 };
	struct desk_query wanted[] = { base, base, base, base, base, base, base, base };
	struct db *db = db_new(database_as("hora_admin"), "test_desk");
	int64_t whole = scans("seq_scan"), part = scans("idx_scan"), waiting;
	struct desk_row row;
	struct list list;

	(void)state;
	wanted[1].order = DESK_LATEST;
	wanted[1].from = DB_EVER_SINCE;
	wanted[1].to = middle;
	wanted[2].order = DESK_NEWEST;
	wanted[3].state = "pending_approval";
	wanted[4].serves = &third;
	wanted[5].service = 1;
	wanted[6].words = "nobody";
	wanted[6].pattern = "%nobody%";
	wanted[7].after = "aaaaaaaaaa100001";
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		assert_int_equal(desk_lines(db, arena, &wanted[i], &list), OK);
		assert_int_equal(list.count, i == 6 ? 0 : 51);
	}
	assert_int_equal(desk_waiting(db, arena, 1, middle, NULL, &waiting), OK);
	assert_true(waiting > 500);
	assert_int_equal(desk_booking(db, arena, 1, "aaaaaaaaaa100001", &third, &row), ERR_NOT_FOUND);
	assert_int_equal(desk_booking(db, arena, 1, "aaaaaaaaaa100001", NULL, &row), OK);
	assert_int_equal(desk_booking(db, arena, 2, "aaaaaaaaaa100001", NULL, &row), ERR_NOT_FOUND);
	assert_int_equal(desk_history(db, arena, 1, "aaaaaaaaaa100001", &list), OK);
	assert_int_equal(list.count, 1);
	assert_false(db_end(db));
	db_free(db);
	await_counts(part);
	assert_int_equal(scans("seq_scan"), whole);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_list_of_a_hundred_thousand_bookings_reads_a_whole_table),
	};

	return cmocka_run_group_tests_name("desk", tests, begin, end);
}
