/* Listing and locking read by indexes, however many claims and jobs there are: what
 * is looked at belongs to the resources and the booking asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "db/statement.h"
#include "tests/support/database.h"

#include "store/claim.q.h"

/* A thousand studios of five staff; forty of them with forty claims and absences each. */
static const char filling[] =
    "set search_path = hora, public; set session_replication_role = replica;"
    "insert into studio_version (studio_id) select n from generate_series(1, 1000) n;"
    "insert into resource_version (resource_id, studio_id) select n, (n + 4) / 5 from generate_series(1, "
    "5000) n;"
    "insert into claim (studio_id, occasion_id, resource_id, blocked, lead_sec, length_sec, state)"
    " select (r + 4) / 5, r * 100 + d, r, tstzrange(now() + d * interval '1 day', now() + d * interval '1 "
    "day' + interval '1 hour'),"
    " 0, 3600, 'confirmed' from generate_series(1, 200) r, generate_series(1, 40) d;"
    "insert into occasion (id, studio_id, service_id, starts, ends, capacity, taken) overriding system value"
    " select occasion_id, studio_id, studio_id, starts, ends, 3, 1 from claim;"
    "insert into absence (studio_id, resource_id, away) select studio_id, resource_id, blocked from claim;"
    "insert into external_busy (studio_id, resource_id, busy, source)"
    " select studio_id, resource_id, blocked, 'there' from claim;";

static int
begin(void **state)
{
	(void)state;
	database_make(DATABASE_MIGRATED);
	database_sql("%s", filling);
	database_sql("vacuum (analyze)");
	return 0;
}

static int
end(void **state)
{
	(void)state;
	database_drop();
	return 0;
}

#define PERIOD "now(), now() + interval '1 day'"

static const struct {
	const struct statement *statement;
	const char *arguments;
	const char *words[2]; /* of its plan */
} plans[] = {
	{ &q_busy, "1, '{1,2,3,4,5}', " PERIOD, { "\"Index Only Scan\"", "claim_listing" } },
	{ &q_away, "1, '{1,2,3,4,5}', " PERIOD, { "absence_resource", "external_busy_resource" } },
	{ &q_classes, "1, 1, " PERIOD ", '{1,2,3,4,5}'", { "occasion_class", "claim_occasion" } },
	{ &q_version, "1, '{1,2,3,4,5}'", { "studio_version_pkey", "resource_version_pkey" } },
	{ &q_versions, "1, '{1,2,3,4,5}'", { "resource_version_pkey", "" } },
};

static void
listing_reads_by_its_indexes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
		const char *plan = database_sql(
		    "set search_path = hora, public; set plan_cache_mode = force_generic_plan;"
		    "deallocate all; prepare question as %s; explain (format json) execute question(%s)",
		    plans[i].statement->text, plans[i].arguments);

		for (size_t w = 0; w < sizeof plans[i].words / sizeof *plans[i].words; w++)
			if (strstr(plan, plans[i].words[w]) == NULL)
				fail_msg("%s without %s: %s", plans[i].statement->name, plans[i].words[w],
					 plan);
		assert_null(strstr(plan, "\"Seq Scan\""));
	}
}

/* Rows of a table that a call looks at. What the session read before may still be
 * counted with the transaction's own. */
static int64_t
rows_read(const char *call, const char *table)
{
	int64_t rows;

	database_sql("prepare seen as select seq_tup_read + coalesce(idx_tup_fetch, 0)"
		     " from pg_stat_xact_user_tables where schemaname = 'hora' and relname = '%s';"
		     "begin; create temporary table before on commit drop as execute seen",
		     table);
	database_sql("select %s", call);
	database_sql("create temporary table after on commit drop as execute seen");
	rows = strtoll(database_sql("select (table after) - (table before)"), NULL, 10);
	database_sql("rollback; deallocate seen");
	return rows;
}

static void
what_runs_under_locks_reads_no_more_than_it_needs(void **state)
{
	(void)state;
	database_sql("insert into hora.booking (id, public_id, studio_id, occasion_id, customer_id, state, "
		     "name, email,"
		     " language, price_minor, currency, tax_permille, source, manage_hash, manage_until)"
		     " overriding system value select 1, 'aaaaaaaaaaaaaaaa', 1, 1, 1, 'confirmed', 'A', "
		     "'a@example.com',"
		     " 'en', 0, 'EUR', 0, 'web', sha256('a'), now() + interval '1 day'");
	database_sql(
	    "insert into hora.job (studio_id, lane, kind, key, due_at) select 1, 'mail', 'mail.reminder',"
	    " n || '/2', now() + interval '1 day' from generate_series(1, 3000) n");
	database_sql("vacuum (analyze) hora.job; ");
	database_sql("update hora.claim set state = 'held', hold_until = now() where id in (select min(id) "
		     "from hora.claim"
		     " where resource_id = 1)");
	assert_in_range(rows_read("hora.booking_jobs(1, 1, '{}', '[]')", "job"), 0, 3);
	assert_in_range(rows_read("hora.booking_lock(1, '{1,2}', '')", "claim"), 1, 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(listing_reads_by_its_indexes),
		cmocka_unit_test(what_runs_under_locks_reads_no_more_than_it_needs),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
