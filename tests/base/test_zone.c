/* Zones: known wall clocks and the awkward dates of a dozen places, and zone
 * files that lie. */
#include "base/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"

static struct zone *
opened(const char *name)
{
	struct zone *zone = NULL;

	if (zone_open(name, &zone) != OK)
		fail_msg("%s cannot be opened", name);
	return zone;
}

static int64_t
instant(const char *text)
{
	int64_t seconds = 0;

	if (!time_read(text, strlen(text), &seconds))
		fail_msg("%s is no time", text);
	return seconds;
}

static int64_t
date(const char *text)
{
	int64_t days = 0;

	if (!date_read(text, strlen(text), &days))
		fail_msg("%s is no date", text);
	return days;
}

static void
wall_clocks_show_what_they_should(void **state)
{
	static const struct {
		const char *zone, *utc, *local, *abbreviation;
		bool dst;
	} cases[] = {
		{ "UTC", "2026-07-01T12:00:00Z", "2026-07-01T12:00:00Z", "UTC", false },
		{ "Europe/Lisbon", "2026-07-01T12:00:00Z", "2026-07-01T13:00:00+01:00", "WEST", true },
		{ "Europe/Lisbon", "2026-12-01T12:00:00Z", "2026-12-01T12:00:00Z", "WET", false },
		{ "Europe/Lisbon", "2026-03-29T00:59:59Z", "2026-03-29T00:59:59Z", "WET", false },
		{ "Europe/Lisbon", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00+01:00", "WEST", true },
		{ "Atlantic/Azores", "2026-10-25T00:59:59Z", "2026-10-25T00:59:59Z", "+00", true },
		{ "Atlantic/Azores", "2026-10-25T01:00:00Z", "2026-10-25T00:00:00-01:00", "-01", false },
		{ "America/New_York", "2026-11-01T05:30:00Z", "2026-11-01T01:30:00-04:00", "EDT", true },
		{ "America/New_York", "2026-11-01T06:30:00Z", "2026-11-01T01:30:00-05:00", "EST", false },
		{ "America/New_York", "2150-07-01T12:00:00Z", "2150-07-01T08:00:00-04:00", "EDT", true },
		{ "Australia/Lord_Howe", "2026-04-04T14:59:59Z", "2026-04-05T01:59:59+11:00", "+11", true },
		{ "Australia/Lord_Howe", "2026-04-04T15:00:00Z", "2026-04-05T01:30:00+10:30", "+1030",
		  false },
		{ "America/Santiago", "2026-09-06T03:59:59Z", "2026-09-05T23:59:59-04:00", "-04", false },
		{ "America/Santiago", "2026-09-06T04:00:00Z", "2026-09-06T01:00:00-03:00", "-03", true },
		{ "Africa/Cairo", "2026-04-23T22:00:00Z", "2026-04-24T01:00:00+03:00", "EEST", true },
		{ "Africa/Cairo", "2060-07-01T00:00:00Z", "2060-07-01T03:00:00+03:00", "EEST", true },
		{ "Asia/Kathmandu", "2026-01-01T00:00:00Z", "2026-01-01T05:45:00+05:45", "+0545", false },
		{ "Pacific/Pago_Pago", "2026-01-01T10:59:59Z", "2025-12-31T23:59:59-11:00", "SST", false },
		{ "Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29T23:59:59-10:00", "-10", true },
		{ "Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31T00:00:00+14:00", "+14", true },
		{ "Asia/Tokyo", "2026-06-01T15:00:00Z", "2026-06-02T00:00:00+09:00", "JST", false },
		{ "Asia/Taipei", "2026-06-01T16:00:00Z", "2026-06-02T00:00:00+08:00", "CST", false },
		{ "Etc/GMT+1", "2026-06-01T00:00:00Z", "2026-05-31T23:00:00-01:00", "-01", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zone *zone = opened(cases[i].zone);
		int64_t at = instant(cases[i].utc);
		struct wall wall = zone_wall(zone, at);
		char shown[32];

		assert_string_equal(time_write(at, wall.offset, shown), cases[i].local);
		assert_int_equal(wall.date * 86400 + wall.second, at + wall.offset);
		assert_string_equal(wall.abbreviation, cases[i].abbreviation);
		assert_int_equal(wall.dst, cases[i].dst);
		assert_string_equal(zone_name(zone), cases[i].zone);
		zone_free(zone);
	}
}

static void
a_wall_time_is_shown_never_once_or_twice(void **state)
{
	static const struct {
		const char *zone, *date;
		int32_t second;
		int count;
		const char *first, *second_time;
	} cases[] = {
		{ "Europe/Lisbon", "2026-03-29", 3600 + 1800, 0, NULL, NULL },
		{ "Europe/Lisbon", "2026-03-29", 2 * 3600, 1, "2026-03-29T01:00:00Z", NULL },
		{ "Europe/Lisbon", "2026-10-25", 5400, 2, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z" },
		{ "Europe/Lisbon", "2026-10-25", 3600, 2, "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z" },
		{ "Europe/Lisbon", "2026-10-25", 7200, 1, "2026-10-25T02:00:00Z", NULL },
		{ "Australia/Lord_Howe", "2026-10-04", 2 * 3600 + 900, 0, NULL, NULL },
		{ "Australia/Lord_Howe", "2026-04-05", 6000, 2, "2026-04-04T14:40:00Z",
		  "2026-04-04T15:10:00Z" },
		{ "America/Santiago", "2026-09-06", 0, 0, NULL, NULL },
		{ "America/Santiago", "2026-09-05", 86400, 1, "2026-09-06T04:00:00Z", NULL },
		{ "Pacific/Apia", "2011-12-30", 43200, 0, NULL, NULL },
		{ "Pacific/Apia", "2011-12-29", 86400, 1, "2011-12-30T10:00:00Z", NULL },
		{ "Asia/Tokyo", "2026-01-01", 0, 1, "2025-12-31T15:00:00Z", NULL },
		{ "America/New_York", "2150-03-08", 9000, 0, NULL, NULL },
		{ "Asia/Tokyo", "2026-01-01", -1, 0, NULL, NULL },
		{ "Asia/Tokyo", "2026-01-01", 86401, 0, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zone *zone = opened(cases[i].zone);
		int64_t out[2] = { 0, 0 };

		assert_int_equal(zone_instants(zone, date(cases[i].date), cases[i].second, out),
				 cases[i].count);
		if (cases[i].count > 0)
			assert_int_equal(out[0], instant(cases[i].first));
		if (cases[i].count > 1)
			assert_int_equal(out[1], instant(cases[i].second_time));
		zone_free(zone);
	}
}

static void
a_date_starts_where_its_first_moment_is(void **state)
{
	static const struct {
		const char *zone, *date, *start;
		int hours; /* until the next date starts */
	} cases[] = {
		{ "Europe/Lisbon", "2026-03-29", "2026-03-29T00:00:00Z", 23 },
		{ "Europe/Lisbon", "2026-10-25", "2026-10-24T23:00:00Z", 25 },
		{ "Atlantic/Azores", "2026-03-29", "2026-03-29T01:00:00Z", 23 },
		{ "Atlantic/Azores", "2026-10-25", "2026-10-25T00:00:00Z", 25 },
		{ "America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z", 23 },
		{ "America/Santiago", "2026-04-04", "2026-04-04T03:00:00Z", 25 },
		{ "Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", 23 },
		{ "Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z", 24 },
		{ "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", 0 },
		{ "Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z", 24 },
		/* The clock goes back to the day before: midnight comes twice. */
		{ "America/St_Johns", "2010-11-07", "2010-11-07T02:30:00Z", 25 },
		{ "America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z", 24 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zone *zone = opened(cases[i].zone);
		int64_t day = date(cases[i].date), start = zone_day_start(zone, day);

		assert_int_equal(start, instant(cases[i].start));
		assert_int_equal(zone_day_start(zone, day + 1) - start, cases[i].hours * 3600);
		zone_free(zone);
	}
}

static void
changes_are_found_within_the_range_asked(void **state)
{
	struct zone *lisbon = opened("Europe/Lisbon"), *tokyo = opened("Asia/Tokyo");
	int64_t new_year = instant("2026-01-01T00:00:00Z"), spring = instant("2026-03-29T01:00:00Z");
	int64_t far = instant("2300-01-01T00:00:00Z");

	(void)state;
	assert_int_equal(zone_next_change(lisbon, new_year, far), spring);
	assert_int_equal(zone_next_change(lisbon, spring - 1, spring + 1), spring);
	assert_int_equal(zone_next_change(lisbon, new_year, spring), INT64_MAX);
	assert_int_equal(zone_next_change(lisbon, spring, spring + 1), INT64_MAX);
	assert_int_equal(zone_next_change(lisbon, far, INT64_MAX), instant("2300-03-25T01:00:00Z"));
	assert_int_equal(zone_next_change(tokyo, new_year, INT64_MAX), INT64_MAX);
	zone_free(lisbon);
	zone_free(tokyo);
}

static void
the_ends_of_time_are_answered_too(void **state)
{
	static const char *const names[] = { "Europe/Lisbon", "Asia/Tokyo", "UTC" };
	int64_t out[2];

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct zone *zone = opened(names[i]);

		zone_wall(zone, INT64_MIN);
		zone_wall(zone, INT64_MAX);
		assert_int_equal(zone_instants(zone, INT64_MAX, 0, out), 0);
		assert_int_equal(zone_instants(zone, INT64_MIN, 86400, out), 0);
		assert_int_equal(zone_day_start(zone, INT64_MAX), INT64_MAX);
		assert_int_equal(zone_day_start(zone, INT64_MIN), INT64_MIN);
		assert_int_equal(zone_next_change(zone, INT64_MAX, INT64_MAX), INT64_MAX);
		zone_next_change(zone, INT64_MIN, INT64_MAX);
		zone_free(zone);
	}
}

static void
names_that_are_none_are_refused(void **state)
{
	static const struct {
		const char *name;
		enum err want;
	} cases[] = {
		{ "", ERR_INVALID },
		{ "../../../etc/passwd", ERR_INVALID },
		{ "Europe/../Asia/Tokyo", ERR_INVALID },
		{ "/etc/localtime", ERR_INVALID },
		{ "Europe//Lisbon", ERR_INVALID },
		{ "Europe/", ERR_INVALID },
		{ "Europe/Lis bon", ERR_INVALID },
		{ "Europe/Lisbon\n", ERR_INVALID },
		{ "zone.tab", ERR_INVALID },
		{ "localtime", ERR_INVALID },
		{ "right/Europe/Lisbon", ERR_INVALID },
		{ "Europe/Lisbonxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
		  ERR_INVALID },
		{ "Europe", ERR_NOT_FOUND },
		{ "Europe/Atlantis", ERR_NOT_FOUND },
		{ "Europe/Lisbon/Belem", ERR_NOT_FOUND },
		{ "europe/Lisbon", ERR_INVALID },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zone *zone = NULL;

		if (zone_open(cases[i].name, &zone) != cases[i].want)
			fail_msg("%s", cases[i].name);
		assert_null(zone);
	}
}

/* A file of version 2 with one kind, `offset`, and the footer. */
static size_t
write_file(unsigned char *out, int32_t offset, const char *footer)
{
	static const unsigned char header[44] = { 'T', 'Z', 'i', 'f', '2', [39] = 1, [43] = 4 };
	unsigned char kind[10] = { 0, 0, 0, 0, 0, 0, 'A', 'B', 'C', 0 };
	size_t len = 0;

	for (int i = 0; i < 4; i++)
		kind[i] = (unsigned char)((uint32_t)offset >> (24 - 8 * i));
	for (int version = 0; version < 2; version++) {
		memcpy(out + len, header, 44);
		memcpy(out + len + 44, kind, 10);
		len += 54;
	}
	return len + (size_t)sprintf((char *)out + len, "\n%s\n", footer);
}

static void
footers_are_read_by_the_letter(void **state)
{
	static const struct {
		const char *footer;
		enum err want;
		const char *utc, *local;
	} cases[] = {
		{ "", OK, "2026-07-01T00:00:00Z", "2026-07-01T00:00:00Z" },
		{ "WET0WEST,M3.5.0/1,M10.5.0", OK, "2026-07-01T00:00:00Z", "2026-07-01T01:00:00+01:00" },
		{ "<+0330>-3:30", OK, "2026-07-01T00:00:00Z", "2026-07-01T03:30:00+03:30" },
		{ "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", OK, "2026-03-29T01:00:00Z",
		  "2026-03-28T23:00:00-02:00" },
		{ "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", OK, "2026-03-29T00:59:59Z",
		  "2026-03-28T21:59:59-03:00" },
		{ "XXX3EDT4,0/0,J365/23", OK, "2026-01-15T12:00:00Z", "2026-01-15T08:00:00-04:00" },
		{ "EST5EDT,0/0,J365/25", OK, "2026-01-01T05:00:00Z", "2026-01-01T01:00:00-04:00" },
		{ "EST5EDT,0/0,J365/25", OK, "2026-01-01T04:59:59Z", "2026-01-01T00:59:59-04:00" },
		{ "AAA0BBB,J60/0,J300/0", OK, "2028-02-29T12:00:00Z", "2028-02-29T12:00:00Z" },
		{ "AAA0BBB,J60/0,J300/0", OK, "2028-03-01T00:00:00Z", "2028-03-01T01:00:00+01:00" },
		{ "AAA0BBB,59/0,J300/0", OK, "2028-02-29T00:00:00Z", "2028-02-29T01:00:00+01:00" },
		{ "IST-1GMT0,M10.5.0,M3.5.0/1", OK, "2026-07-01T00:00:00Z", "2026-07-01T01:00:00+01:00" },
		{ "IST-1GMT0,M10.5.0,M3.5.0/1", OK, "2026-12-01T00:00:00Z", "2026-12-01T00:00:00Z" },
		{ "WET0WEST", ERR_INVALID, NULL, NULL },
		{ "WET0WEST,M3.5.0", ERR_INVALID, NULL, NULL },
		{ "WET0WEST,M13.5.0,M10.5.0", ERR_INVALID, NULL, NULL },
		{ "WET0WEST,M3.6.0,M10.5.0", ERR_INVALID, NULL, NULL },
		{ "WET0WEST,J0,M10.5.0", ERR_INVALID, NULL, NULL },
		{ "WET0WEST,M3.5.0/168,M10.5.0", ERR_INVALID, NULL, NULL },
		{ "WET25", ERR_INVALID, NULL, NULL },
		{ "WE0", ERR_INVALID, NULL, NULL },
		{ "<WET0", ERR_INVALID, NULL, NULL },
		{ "WET0 ", ERR_INVALID, NULL, NULL },
		{ "0", ERR_INVALID, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		unsigned char bytes[256];
		struct zone *zone = NULL;
		char shown[32];
		int64_t at;

		if (zone_read("Test", bytes, write_file(bytes, 0, cases[i].footer), &zone) != cases[i].want)
			fail_msg("%s", cases[i].footer);
		if (zone == NULL)
			continue;
		at = instant(cases[i].utc);
		assert_string_equal(time_write(at, zone_wall(zone, at).offset, shown), cases[i].local);
		zone_free(zone);
	}
}

static void
hostile_files_are_refused(void **state)
{
	unsigned char good[256], bytes[256];
	size_t len = write_file(good, 3600, "ABC-1");
	struct zone *zone = NULL;

	(void)state;
	assert_int_equal(zone_read("Test", good, len, &zone), OK);
	assert_int_equal(zone_wall(zone, 0).offset, 3600);
	zone_free(zone);
	for (size_t cut = 0; cut < len; cut++) {
		unsigned char *copy = malloc(cut + 1); /* exact, so that an overrun is seen */

		memcpy(copy, good, cut);
		assert_int_equal(zone_read("Test", copy, cut, &zone), ERR_INVALID);
		free(copy);
	}
	/* Every single byte changed to every value: refused or read, never overrun. */
	for (size_t i = 0; i < len; i++) {
		for (int value = 0; value < 256; value++) {
			memcpy(bytes, good, len);
			bytes[i] = (unsigned char)value;
			if (zone_read("Test", bytes, len, &zone) != OK)
				continue;
			zone_wall(zone, INT64_C(1700000000));
			zone_next_change(zone, 0, INT64_C(1700000000));
			zone_free(zone);
		}
	}
	assert_int_equal(zone_read("Test", bytes, write_file(bytes, 93600, ""), &zone), ERR_INVALID);
	assert_int_equal(zone_read("Test", bytes, write_file(bytes, -90000, ""), &zone), ERR_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wall_clocks_show_what_they_should),
		cmocka_unit_test(a_wall_time_is_shown_never_once_or_twice),
		cmocka_unit_test(a_date_starts_where_its_first_moment_is),
		cmocka_unit_test(changes_are_found_within_the_range_asked),
		cmocka_unit_test(the_ends_of_time_are_answered_too),
		cmocka_unit_test(names_that_are_none_are_refused),
		cmocka_unit_test(footers_are_read_by_the_letter),
		cmocka_unit_test(hostile_files_are_refused),
	};

	return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
