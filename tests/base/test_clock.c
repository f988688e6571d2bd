/* The calendar against libc's, and the two written forms against RFC 3339. */
#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define FIRST_DATE INT64_C(-719162)
#define LAST_DATE INT64_C(2932896)

static void
every_date_agrees_with_libc(void **state)
{
	(void)state;
	for (int64_t days = FIRST_DATE; days <= LAST_DATE; days++) {
		time_t seconds = days * 86400;
		struct civil date = date_civil(days);
		struct tm tm;

		gmtime_r(&seconds, &tm);
		if (date.year != tm.tm_year + 1900 || date.month != tm.tm_mon + 1 || date.day != tm.tm_mday
		    || date.weekday % 7 != tm.tm_wday || date_weekday(days) != date.weekday
		    || date_days(date.year, date.month, date.day) != days
		    || !date_exists(date.year, date.month, date.day))
			fail_msg("%lld", (long long)days);
	}
}

static void
the_calendar_has_its_edges(void **state)
{
	(void)state;
	assert_int_equal(date_days(1, 1, 1), FIRST_DATE);
	assert_int_equal(date_days(9999, 12, 31), LAST_DATE);
	assert_int_equal(month_length(2024, 2), 29);
	assert_int_equal(month_length(1900, 2), 28);
	assert_int_equal(month_length(2000, 2), 29);
	assert_true(date_exists(2024, 2, 29));
	assert_false(date_exists(2023, 2, 29));
	assert_false(date_exists(2024, 2, 30));
	assert_false(date_exists(2024, 13, 1));
	assert_false(date_exists(2024, 0, 1));
	assert_false(date_exists(2024, 1, 0));
	assert_false(date_exists(0, 1, 1));
	assert_false(date_exists(10000, 1, 1));
	assert_int_equal(date_civil(-719468).year, 0); /* before year 1, still arithmetic */
	assert_int_equal(date_civil(INT64_MAX).year, date_civil(700000000000).year);
	assert_int_equal(date_civil(INT64_MIN).year, date_civil(-700000000000).year);
}

static void
dates_are_read_strictly(void **state)
{
	static const struct {
		const char *text;
		bool good;
		int64_t days;
	} cases[] = {
		{ "1970-01-01", true, 0 },         { "0001-01-01", true, FIRST_DATE },
		{ "9999-12-31", true, LAST_DATE }, { "2024-02-29", true, 19782 },
		{ "2023-02-29", false, 0 },        { "0000-01-01", false, 0 },
		{ "2024-2-29", false, 0 },         { "2024-02-29 ", false, 0 },
		{ " 2024-02-29", false, 0 },       { "02024-02-29", false, 0 },
		{ "2024/02/29", false, 0 },        { "2024-00-10", false, 0 },
		{ "2024-01-32", false, 0 },        { "-024-01-01", false, 0 },
		{ "2024-01-0x", false, 0 },        { "20240101", false, 0 },
		{ "2024\r01\r01", false, 0 },      { "", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t days = 42;
		bool good = date_read(cases[i].text, strlen(cases[i].text), &days);

		if (good != cases[i].good || days != (cases[i].good ? cases[i].days : 42))
			fail_msg("%s", cases[i].text);
	}
}

static void
times_are_read_strictly(void **state)
{
	static const struct {
		const char *text;
		bool good;
		int64_t seconds;
	} cases[] = {
		{ "1970-01-01T00:00:00Z", true, 0 },
		{ "1970-01-01t00:00:01z", true, 1 },
		{ "1969-12-31T23:59:59Z", true, -1 },
		{ "2026-03-29T01:30:00+01:00", true, 1774744200 },
		{ "2026-03-29T00:30:00-00:00", true, 1774744200 },
		{ "2026-03-28T13:00:00-11:30", true, 1774744200 },
		{ "2038-01-19T03:14:08Z", true, INT64_C(2147483648) },
		{ "0001-01-01T23:59:00+23:59", true, FIRST_DATE * 86400 },
		{ "0001-01-01T23:58:59+23:59", false, 0 }, /* year 0 in UTC */
		{ "9999-12-31T00:00:59-23:59", true, LAST_DATE * 86400 + 86399 },
		{ "9999-12-31T00:01:00-23:59", false, 0 },
		{ "1970-01-01T00:00:00", false, 0 }, /* no offset: which time? */
		{ "1970-01-01 00:00:00Z", false, 0 },
		{ "1970-01-01T00:00Z", false, 0 },
		{ "1970-01-01T24:00:00Z", false, 0 },
		{ "1970-01-01T00:60:00Z", false, 0 },
		{ "1990-12-31T23:59:60Z", false, 0 },    /* leap seconds have no Unix time of their own */
		{ "1970-01-01T00:00:01.000Z", true, 1 }, /* as JavaScript writes it */
		{ "1970-01-01T01:00:01.0+01:00", true, 1 },
		{ "1970-01-01T00:00:00.5Z", false, 0 },
		{ "1970-01-01T00:00:00.001Z", false, 0 },
		{ "1970-01-01T00:00:00.Z", false, 0 },
		{ "1970-01-01T00:00:00.", false, 0 },
		{ "1970-01-01T00:00:00.000", false, 0 },
		{ "1970-01-01T00:00:00+0100", false, 0 },
		{ "1970-01-01T00:00:00+01", false, 0 },
		{ "1970-01-01T00:00:00+24:00", false, 0 },
		{ "1970-01-01T00:00:00+00:60", false, 0 },
		{ "1970-01-01T00:00:00ZZ", false, 0 },
		{ "1970-01-01T00:00:00\xc3\x9a", false, 0 },
		{ "1970-02-29T00:00:00Z", false, 0 },
		{ "1970-01-01T0:00:00Z", false, 0 },
		{ "0", false, 0 },
		{ "", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t seconds = 42;
		bool good = time_read(cases[i].text, strlen(cases[i].text), &seconds);

		if (good != cases[i].good || seconds != (cases[i].good ? cases[i].seconds : 42))
			fail_msg("%s", cases[i].text);
	}
}

static void
times_are_written_with_their_offset(void **state)
{
	static const struct {
		int64_t seconds;
		int32_t offset;
		const char *text;
	} cases[] = {
		{ 0, 0, "1970-01-01T00:00:00Z" },
		{ -1, 0, "1969-12-31T23:59:59Z" },
		{ 1774744200, 3600, "2026-03-29T01:30:00+01:00" },
		{ 1774744200, -41400, "2026-03-28T13:00:00-11:30" },
		{ 0, 20700, "1970-01-01T05:45:00+05:45" },
		{ 0, -2205, "1969-12-31T23:24:00-00:36" }, /* Lisbon before 1912: -0:36:45 */
		{ 0, 59, "1970-01-01T00:00:00Z" },
		{ FIRST_DATE * 86400, 0, "0001-01-01T00:00:00Z" },
		{ FIRST_DATE * 86400, -60, "" },
		{ LAST_DATE * 86400 + 86399, 0, "9999-12-31T23:59:59Z" },
		{ LAST_DATE * 86400 + 86400, 0, "" },
		{ 0, 86400, "" },
		{ 0, INT32_MIN, "" },
		{ INT64_MIN, 0, "" },
		{ INT64_MIN, -3600, "" },
		{ INT64_MAX, 3600, "" },
	};
	char text[32];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(time_write(cases[i].seconds, cases[i].offset, text), cases[i].text);
}

static void
dates_are_written_within_four_digit_years(void **state)
{
	char text[16];

	(void)state;
	assert_string_equal(date_write(0, text), "1970-01-01");
	assert_string_equal(date_write(FIRST_DATE, text), "0001-01-01");
	assert_string_equal(date_write(FIRST_DATE - 1, text), "");
	assert_string_equal(date_write(LAST_DATE, text), "9999-12-31");
	assert_string_equal(date_write(LAST_DATE + 1, text), "");
	assert_string_equal(date_write(INT64_MIN, text), "");
}

static void
the_clocks_run(void **state)
{
	int64_t before = clock_ticks();

	(void)state;
	assert_true(clock_now() > 1700000000);
	assert_true(clock_ticks() >= before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_date_agrees_with_libc),
		cmocka_unit_test(the_calendar_has_its_edges),
		cmocka_unit_test(dates_are_read_strictly),
		cmocka_unit_test(times_are_read_strictly),
		cmocka_unit_test(times_are_written_with_their_offset),
		cmocka_unit_test(dates_are_written_within_four_digit_years),
		cmocka_unit_test(the_clocks_run),
	};

	return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
