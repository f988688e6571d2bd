/* Seals: nothing escapes them, whatever order transactions end in, and whoever
 * touches the log afterwards is found out. */
#include "store/seal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <libpq-fe.h>

#include "tests/support/database.h"

static struct db *worker;
static struct arena *arena;

static int
begin(void **state)
{
	(void)state;
	database_make(DATABASE_MIGRATED);
	database_sql("insert into hora.studio (slug, name, zone, currency, language, calling_code)"
		     " select 'studio-' || n, 'Studio ' || n, 'Europe/Lisbon', 'EUR', 'pt', '351'"
		     " from generate_series(1, 3) n");
	worker = db_new(database_as("hora_worker"), "test_seal");
	arena = arena_new();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	assert_false(db_end(worker));
	db_free(worker);
	arena_free(arena);
	database_drop();
	return 0;
}

static int64_t
seal(void)
{
	int64_t entries = -1;

	assert_int_equal(seal_entries(worker, arena, &entries), OK);
	return entries;
}

/* Seals until so many entries are. Transactions of other tests on this server may
 * hold it up for a while. */
static void
seal_up_to(int64_t want)
{
	const struct timespec moment = { .tv_nsec = 20000000 };
	int64_t sealed = 0;

	for (int tries = 0; tries < 1000 && (sealed += seal()) < want; tries++)
		nanosleep(&moment, NULL);
	assert_int_equal(sealed, want);
}

static int64_t
count(const char *what)
{
	return strtoll(database_sql("select count(*) from %s", what), NULL, 10);
}

static struct list
faults(const char *slug)
{
	struct list list;

	assert_int_equal(seal_faults(worker, arena, slug, &list), OK);
	return list;
}

static void
rename_studio(int studio)
{
	database_sql("update hora.studio set about = about || 'x' where id = %d", studio);
}

static void
every_entry_is_sealed_once(void **state)
{
	struct list heads;
	const struct seal_head *head;
	int64_t all = 0;

	(void)state;
	seal_up_to(count("audit.entry"));
	assert_int_equal(seal(), 0);
	rename_studio(1);
	rename_studio(2);
	rename_studio(1);
	seal_up_to(3);
	assert_int_equal(faults(NULL).count, 0);
	assert_int_equal(faults("studio-1").count, 0);
	assert_int_equal(seal_heads(worker, arena, NULL, &heads), OK);
	head = heads.items;
	for (size_t i = 0; i < heads.count; i++)
		all += head[i].entries;
	assert_int_equal(all, count("audit.entry"));
	assert_int_equal(seal_heads(worker, arena, "studio-1", &heads), OK);
	assert_int_equal(heads.count, 1);
	head = heads.items;
	assert_int_equal(head->number, 2);
	assert_int_equal(strlen(head->hash), 64);
}

/* A connection that is in the middle of a change. */
static PGconn *
start_change(int studio)
{
	PGconn *conn = PQconnectdb(database_as("hora_owner"));
	char sql[100];

	snprintf(sql, sizeof sql, "begin; update studio set about = about || 'y' where id = %d", studio);
	PQclear(PQexec(conn, "set search_path = hora"));
	PQclear(PQexec(conn, sql));
	assert_int_equal(PQtransactionStatus(conn), PQTRANS_INTRANS);
	return conn;
}

static void
finish_change(PGconn *conn, const char *how)
{
	PQclear(PQexec(conn, how));
	assert_int_equal(PQtransactionStatus(conn), PQTRANS_IDLE);
	PQfinish(conn);
}

static void
a_change_that_ends_late_is_not_passed_over(void **state)
{
	PGconn *slow, *slower, *vain;

	(void)state;
	seal_up_to(count("audit.entry"));
	slow = start_change(1);
	rename_studio(2);
	slower = start_change(3);
	vain = start_change(2);
	for (int i = 0; i < 5; i++) {
		assert_int_equal(seal(), 0); /* nothing is sealed past a transaction that runs */
		assert_int_equal(faults(NULL).count, 0);
	}
	finish_change(slow, "commit");
	seal_up_to(2); /* its own entry, and the one that waited for it */
	finish_change(vain, "rollback");
	rename_studio(1);
	assert_int_equal(seal(), 0);
	finish_change(slower, "commit");
	seal_up_to(2);
	for (int i = 0; i < 5; i++) {
		rename_studio(1 + i % 3);
		seal_up_to(1);
	}
	assert_int_equal(faults(NULL).count, 0);
	assert_int_equal(strtoll(database_sql("select sum(entries) from audit.seal"), NULL, 10),
			 count("audit.entry"));
}

#define SEALED "(select first_id from audit.seal where studio_id = 1 and number = 2)"

static void
whoever_touches_the_log_is_found_out(void **state)
{
	static const struct {
		const char *deed, *fault;
	} cases[] = {
		{ "update audit.entry set actor = 'nobody' where id = " SEALED, "entries were changed" },
		{ "update audit.entry set at = at - interval '1 s' where id = " SEALED,
		  "entries were changed" },
		{ "update audit.entry set columns = columns || 'x'::text where id = " SEALED,
		  "entries were changed" },
		{ "update audit.entry set reason = '' where id = " SEALED, "entries were changed" },
		{ "delete from audit.entry where id = " SEALED, "entries are missing" },
		{ "insert into audit.entry (txid, actor, studio_id, object, object_id, action, columns)"
		  " select txid, actor, studio_id, object, object_id, action, columns from audit.entry"
		  " where id = " SEALED,
		  "is in no seal" },
		{ "update audit.seal set hash = sha256('x') where studio_id = 1 and number = 2",
		  "entries were changed" },
		{ "delete from audit.seal where studio_id = 1 and number = 2",
		  "a seal before it is missing" },
		{ "update audit.seal set entries = entries + 1 where studio_id = 1 and number = 2",
		  "entries are missing" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct seal_fault *fault;
		struct list found;
		bool told = false;

		for (int n = 0; n < 3; n++) {
			rename_studio(1);
			seal_up_to(n == 0 ? count("audit.entry") : 1);
		}
		assert_int_equal(faults(NULL).count, 0);
		database_sql("begin; alter table audit.entry disable trigger all");
		database_sql("%s", cases[i].deed);
		database_sql("commit");
		found = faults("studio-1");
		fault = found.items;
		for (size_t f = 0; f < found.count; f++)
			told |= strstr(fault[f].fault, cases[i].fault) != NULL;
		if (!told)
			fail_msg("unnoticed: %s", cases[i].deed);
		assert_int_equal(faults("studio-2").count, 0);
		end(NULL);
		begin(NULL);
	}
}

static void
no_program_can_touch_the_log(void **state)
{
	static const char *const roles[] = { "hora_booking", "hora_auth",   "hora_admin", "hora_payments",
					     "hora_line",    "hora_worker", "hora_reader" };
	static const char *const deeds[] = {
		"update audit.entry set actor = 'nobody'",
		"delete from audit.entry",
		"truncate audit.entry",
		("insert into audit.entry (actor, object, object_id, action, columns)"
		 " values ('a', 'b', 'c', 'insert', '{}')"),
		"update audit.seal set entries = 1",
		"delete from audit.seal",
		"truncate audit.seal",
		"update audit.progress set low_id = 0",
		"alter table audit.entry disable trigger all",
	};

	(void)state;
	for (size_t r = 0; r < sizeof roles / sizeof *roles; r++) {
		PGconn *conn = PQconnectdb(database_as(roles[r]));

		PQclear(PQexec(conn, "set default_transaction_read_only = off"));
		for (size_t d = 0; d < sizeof deeds / sizeof *deeds; d++) {
			PGresult *result = PQexec(conn, deeds[d]);

			assert_string_equal(PQresultErrorField(result, PG_DIAG_SQLSTATE), "42501");
			PQclear(result);
		}
		PQfinish(conn);
	}
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(every_entry_is_sealed_once),
		TEST(a_change_that_ends_late_is_not_passed_over),
		TEST(whoever_touches_the_log_is_found_out),
		TEST(no_program_can_touch_the_log),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
