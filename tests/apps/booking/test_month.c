/* Months as tables of weeks. */
#include "apps/booking/month.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/clock.h"
#include "usecase/agenda.h"

/* The days of a month, free on odd dates. */
static struct list
days_of(struct arena *a, int year, int month)
{
	int length = month_length(year, month);
	struct agenda_day *days = arena_alloc(a, (size_t)length, sizeof *days);

	for (int i = 0; i < length; i++)
		days[i] = (struct agenda_day){ .date = date_days(year, month, i + 1),
					       .mark = i % 2 == 0 ? DAY_FREE : DAY_NONE };
	return (struct list){ days, (size_t)length };
}

static void
every_date_stands_in_its_column_once(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (int language = 0; language < LANGUAGE__MAX; language++)
		for (int64_t first = date_days(2026, 1, 1); first < date_days(2030, 1, 1);
		     first = month_later(first, 1)) {
			struct civil civil = date_civil(first);
			struct list days = days_of(a, civil.year, civil.month);
			struct list heads = month_weekdays(a, (enum language)language, first);
			struct list weeks = month_weeks(a, (enum language)language, &days, first, first + 1);
			const struct month_week *week = weeks.items;
			const struct weekday *head = heads.items;
			int64_t next = first;

			assert_int_equal(heads.count, 7);
			assert_true(weeks.count >= 4 && weeks.count <= 6);
			for (size_t i = 0; i < weeks.count * 7; i++) {
				const struct month_day *cell =
				    (const struct month_day *)week[i / 7].days.items + i % 7;

				if (!cell->inside)
					continue;
				assert_int_equal(cell->date, next++);
				assert_int_equal(date_weekday(cell->date), date_weekday(head[i % 7].date));
				assert_int_equal(cell->today, cell->date == first);
				assert_int_equal(cell->current, cell->date == first + 1);
				assert_int_equal(cell->open, cell->mark == DAY_FREE);
			}
			assert_int_equal(next, month_later(first, 1));
		}
	arena_free(a);
}

static void
months_are_read_strictly(void **state)
{
	static const char *const bad[] = { NULL,      "",        "2026",     "2026-13", "2026-00",
					   "2026-1",  "26-01",   "2026-011", "2026/01", " 2026-0",
					   "9999-12", "0000-01", "2026-0\n" };
	int64_t first = 0;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(month_read(bad[i], &first));
	assert_true(month_read("2026-11", &first));
	assert_int_equal(first, date_days(2026, 11, 1));
	assert_int_equal(month_later(first, 2), date_days(2027, 1, 1));
	assert_int_equal(month_later(first, -11), date_days(2025, 12, 1));
	assert_int_equal(month_first(date_days(2028, 2, 29)), date_days(2028, 2, 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_date_stands_in_its_column_once),
		cmocka_unit_test(months_are_read_strictly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
