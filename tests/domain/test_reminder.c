/* Due times of reminders, as tables: offsets, the day before, quiet hours, and
 * the days on which clocks change. */
#include "domain/reminder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/clock.h"

static int64_t
instant(const char *text)
{
	int64_t seconds = 0;

	if (!time_read(text, strlen(text), &seconds))
		fail_msg("%s is no time", text);
	return seconds;
}

/* "0/120 1/1080": pairs of days and minutes. */
static size_t
read_wishes(const char *text, struct reminder *out)
{
	size_t count = 0;
	char *end;

	while (*text != '\0') {
		out[count].days = strtol(text, &end, 10);
		out[count++].minutes = strtol(end + 1, &end, 10);
		text = *end == ' ' ? end + 1 : end;
	}
	return count;
}

struct plan_case {
	const char *zone, *wishes;
	int64_t quiet_from, quiet_to;
	const char *now, *start, *due; /* instants of due with the zone's offset, in order */
};

static void
check_plan(const struct plan_case *c)
{
	struct arena *a = arena_new();
	struct buffer got = buffer_new(a, 1000);
	struct reminder wishes[REMINDERS_MAX];
	struct zone *zone = NULL;
	struct reminder_rules rules = { .reminders = wishes, .quiet = { c->quiet_from, c->quiet_to } };
	int64_t due[REMINDERS_MAX];
	size_t count;
	char text[32];

	assert_int_equal(zone_open(c->zone, &zone), OK);
	rules.zone = zone;
	rules.count = read_wishes(c->wishes, wishes);
	count = reminder_plan(&rules, instant(c->start), instant(c->now), due);
	for (size_t i = 0; i < count; i++)
		buffer_format(&got, "%s%s", i > 0 ? " " : "",
			      time_write(due[i], zone_wall(zone, due[i]).offset, text));
	if (strcmp(buffer_string(&got), c->due) != 0)
		fail_msg("%s, \"%s\", start %s: got %s, want %s", c->zone, c->wishes, c->start,
			 buffer_string(&got), c->due);
	zone_free(zone);
	arena_free(a);
}

static void
reminders_are_due_when_the_studio_wishes(void **state)
{
	static const struct plan_case cases[] = {
		/* Elapsed minutes, and a time of the day before. */
		{ "Europe/Lisbon", "0/1440 0/120", 0, 0, "2026-11-01T09:00:00Z", "2026-11-24T10:00:00Z",
		  "2026-11-23T10:00:00Z 2026-11-24T08:00:00Z" },
		{ "Europe/Lisbon", "1/1080 0/120", 0, 0, "2026-11-01T09:00:00Z", "2026-11-24T10:00:00Z",
		  "2026-11-23T18:00:00Z 2026-11-24T08:00:00Z" },
		{ "Asia/Tokyo", "1/1080", 0, 0, "2026-11-01T09:00:00Z", "2026-11-24T01:00:00+09:00",
		  "2026-11-23T18:00:00+09:00" },
		{ "America/New_York", "7/540", 0, 0, "2026-10-01T09:00:00Z", "2026-11-03T15:00:00-05:00",
		  "2026-10-27T09:00:00-04:00" },
		/* What is past, or just confirmed, is not planned; the same time twice is one. */
		{ "Europe/Lisbon", "0/1440 0/120", 0, 0, "2026-11-23T12:00:00Z", "2026-11-24T10:00:00Z",
		  "2026-11-24T08:00:00Z" },
		{ "Europe/Lisbon", "0/120", 0, 0, "2026-11-24T07:30:01Z", "2026-11-24T10:00:00Z", "" },
		{ "Europe/Lisbon", "0/120", 0, 0, "2026-11-24T07:30:00Z", "2026-11-24T10:00:00Z",
		  "2026-11-24T08:00:00Z" },
		{ "Europe/Lisbon", "0/1440 1/600", 0, 0, "2026-11-01T09:00:00Z", "2026-11-24T10:00:00Z",
		  "2026-11-23T10:00:00Z" },
		{ "Europe/Lisbon", "", 0, 0, "2026-11-01T09:00:00Z", "2026-11-24T10:00:00Z", "" },
		/* Days of 23 and 25 hours: a day before is 24 hours, the day before a date. */
		{ "Europe/Berlin", "0/1440 1/1080", 0, 0, "2026-03-01T09:00:00Z", "2026-03-29T18:00:00+02:00",
		  "2026-03-28T17:00:00+01:00 2026-03-28T18:00:00+01:00" },
		{ "Europe/Berlin", "0/1440 1/1080", 0, 0, "2026-10-01T09:00:00Z", "2026-10-25T18:00:00+01:00",
		  "2026-10-24T18:00:00+02:00 2026-10-24T19:00:00+02:00" },
		/* A time that the spring change skips is the change; of two, the first. */
		{ "Europe/Berlin", "1/150", 0, 0, "2026-03-01T09:00:00Z", "2026-03-30T10:00:00+02:00",
		  "2026-03-29T03:00:00+02:00" },
		{ "Australia/Lord_Howe", "1/135", 0, 0, "2026-09-01T09:00:00Z", "2026-10-05T10:00:00+11:00",
		  "2026-10-04T02:30:00+11:00" },
		{ "America/Santiago", "1/30", 0, 0, "2026-08-01T09:00:00Z", "2026-09-07T10:00:00-03:00",
		  "2026-09-06T01:00:00-03:00" },
		{ "Europe/Berlin", "1/150", 0, 0, "2026-10-01T09:00:00Z", "2026-10-26T10:00:00+01:00",
		  "2026-10-25T02:30:00+02:00" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_plan(&cases[i]);
}

static void
quiet_hours_move_reminders_to_when_they_help(void **state)
{
	static const struct plan_case cases[] = {
		/* Over midnight: to the morning, where an hour or more is left then. */
		{ "Europe/Lisbon", "0/360", 1260, 480, "2026-11-01T09:00:00Z", "2026-11-24T09:00:00Z",
		  "2026-11-24T08:00:00Z" },
		/* Else to the last second before they began. */
		{ "Europe/Lisbon", "0/120", 1260, 480, "2026-11-01T09:00:00Z", "2026-11-24T08:59:00Z",
		  "2026-11-23T20:59:59Z" },
		{ "Europe/Lisbon", "0/120", 1260, 480, "2026-11-01T09:00:00Z", "2026-11-24T00:30:00Z",
		  "2026-11-23T20:59:59Z" },
		/* Within one day, and on their edges: the first minute is quiet, the end not. */
		{ "Europe/Lisbon", "0/120", 720, 840, "2026-11-01T09:00:00Z", "2026-11-24T15:30:00Z",
		  "2026-11-24T14:00:00Z" },
		{ "Europe/Lisbon", "0/120", 720, 840, "2026-11-01T09:00:00Z", "2026-11-24T14:00:00Z",
		  "2026-11-24T11:59:59Z" },
		{ "Europe/Lisbon", "0/120", 720, 840, "2026-11-01T09:00:00Z", "2026-11-24T16:00:00Z",
		  "2026-11-24T14:00:00Z" },
		{ "Europe/Lisbon", "0/120", 720, 840, "2026-11-01T09:00:00Z", "2026-11-24T13:59:00Z",
		  "2026-11-24T11:59:00Z" },
		/* Two that end up together are one; one that would be past is none. */
		{ "Europe/Lisbon", "0/180 0/120", 1260, 480, "2026-11-01T09:00:00Z", "2026-11-24T08:30:00Z",
		  "2026-11-23T20:59:59Z" },
		{ "Europe/Lisbon", "0/120", 1260, 480, "2026-11-23T21:30:00Z", "2026-11-24T08:30:00Z", "" },
		/* The night the clocks go back. */
		{ "Europe/Berlin", "0/360", 1320, 420, "2026-10-01T09:00:00Z", "2026-10-25T09:00:00+01:00",
		  "2026-10-25T07:00:00+01:00" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_plan(&cases[i]);
}

static void
whatever_the_wishes_reminders_come_before_the_start_and_awake(void **state)
{
	static const char *const zones[] = { "Europe/Lisbon",       "Africa/Cairo", "America/Santiago",
					     "Australia/Lord_Howe", "Asia/Tokyo",   "America/New_York" };
	struct reminder wishes[] = { { 0, 1440 }, { 0, 120 }, { 1, 1080 }, { 1, 150 }, { 2, 0 }, { 0, 30 } };
	struct reminder_rules rules = { .reminders = wishes, .count = 6, .quiet = { 1290, 465 } };
	int64_t base = instant("2026-01-01T00:00:00Z");

	(void)state;
	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
		struct zone *zone = NULL;

		assert_int_equal(zone_open(zones[z], &zone), OK);
		rules.zone = zone;
		for (int64_t start = base; start < base + 366 * 86400; start += 20011) {
			int64_t due[REMINDERS_MAX], now = start - 200000;
			size_t count = reminder_plan(&rules, start, now, due);

			assert_in_range(count, 1, 6);
			for (size_t i = 0; i < count; i++) {
				int32_t minute = zone_wall(zone, due[i]).second / 60;

				assert_true(due[i] > now && due[i] < start);
				assert_true(i == 0 || due[i] > due[i - 1]);
				assert_true(minute >= 465 && minute < 1290);
			}
		}
		zone_free(zone);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reminders_are_due_when_the_studio_wishes),
		cmocka_unit_test(quiet_hours_move_reminders_to_when_they_help),
		cmocka_unit_test(whatever_the_wishes_reminders_come_before_the_start_and_awake),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
