/* Slots: what occupies time, buffers, absences, notice, horizon and limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/domain/slot_case.h"

#define AT(start, end) "'start': '2026-06-01T" start ":00Z', 'end': '2026-06-01T" end ":00Z'"
#define MONDAYS "'tz': 'UTC', 'weekly': {'1': [['09:00', '12:00']]}"
#define LONG_MONDAYS "'tz': 'UTC', 'weekly': {'1': [['09:00', '14:00']]}"

static void
bookings_take_starts_and_leave_the_grid(void **state)
{
	static const struct slot_case cases[] = {
		{ "what touches a booking is free", .bookings = "{" AT("10:00", "11:00") "}",
		  .want = "09:00 11:00", .drops = "10:00=taken" },
		{ "a booking off the grid does not move it", .service = "'duration': 60, 'interval': 30",
		  .bookings = "{" AT("09:30", "10:30") "}", .want = "10:30 11:00",
		  .drops = "09:00=taken 09:30=taken 10:00=taken 11:30=ends_late" },
		{ "five minutes are enough to be in the way", .bookings = "{" AT("10:15", "10:20") "}",
		  .want = "09:00 11:00" },
		{ "a booking of no length blocks nothing, with buffers too",
		  .bookings = "{" AT("10:15", "10:15") ", 'before': 30, 'after': 30}",
		  .want = "09:00 10:00 11:00" },
		{ "bookings may overlap each other",
		  .bookings =
		      "{" AT("09:00", "10:30") "}, {" AT("09:10", "09:20") "}, {" AT("10:00", "10:40") "}",
		  .want = "11:00" },
		{ "a booking outside hours is in nobody's way", .bookings = "{" AT("07:00", "09:00") "}",
		  .want = "09:00 10:00 11:00" },
		{ "a booking may begin the day before",
		  .bookings = "{'start': '2026-05-31T20:00:00Z', 'end': '2026-06-01T09:01:00Z'}",
		  .want = "10:00 11:00" },
		{ "a booking that names its provider",
		  .bookings = "{" AT("10:00", "11:00") ", 'provider': 'Ana'}", .want = "09:00 11:00" },
		{ "overbooked time is taken", .bookings = "{" AT("10:00", "11:00") ", 'state': 'overbook'}",
		  .want = "09:00 11:00", .drops = "10:00=taken" },
		{ "external busy is in the way", .bookings = "{" AT("10:00", "11:00") ", 'state': 'busy'}",
		  .want = "09:00 11:00", .drops = "10:00=busy_outside" },
	};

	(void)state;
	HOLD_ALL(cases);
}

static void
a_state_keeps_its_time_or_not(void **state)
{
	static const struct {
		const char *state, *want;
	} rows[] = {
		{ "held", "09:00 11:00" },
		{ "pending_payment", "09:00 11:00" },
		{ "pending_approval", "09:00 11:00" },
		{ "confirmed", "09:00 11:00" },
		{ "checked_in", "09:00 11:00" },
		{ "in_service", "09:00 11:00" },
		{ "completed", "09:00 11:00" },
		{ "cancelled", "09:00 10:00 11:00" },
		{ "declined", "09:00 10:00 11:00" },
		{ "expired", "09:00 10:00 11:00" },
		{ "no_show", "09:00 10:00 11:00" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char booking[256];

		snprintf(booking, sizeof booking, "{" AT("10:00", "11:00") ", 'state': '%s'}", rows[i].state);
		slot_case_hold(
		    &(struct slot_case){ rows[i].state, .bookings = booking, .want = rows[i].want });
	}
}

static void
a_hold_blocks_until_its_time(void **state)
{
	static const struct slot_case cases[] = {
		{ "a hold whose time is not past blocks",
		  .bookings =
		      "{" AT("10:00", "11:00") ", 'state': 'held', 'hold_until': '2026-05-01T00:00:01Z'}",
		  .want = "09:00 11:00" },
		{ "a hold is past when its time is now",
		  .bookings =
		      "{" AT("10:00", "11:00") ", 'state': 'held', 'hold_until': '2026-05-01T00:00:00Z'}",
		  .want = "09:00 10:00 11:00" },
		{ "the time of a hold means nothing to another state",
		  .bookings = "{" AT("10:00", "11:00") ", 'hold_until': '2026-04-01T00:00:00Z'}",
		  .want = "09:00 11:00" },
	};

	(void)state;
	HOLD_ALL(cases);
}

static void
buffers_of_neighbours_add_up(void **state)
{
	static const struct slot_case cases[] = {
		{ "a candidate needs its own buffers", .service = "'duration': 60, 'before': 10, 'after': 15",
		  .bookings = "{" AT("10:00", "11:00") "}", .want = "",
		  .drops = "09:00=buffer 10:00=taken 11:00=buffer" },
		{ "a booking keeps its own", .bookings = "{" AT("10:00", "11:00") ", 'before': 30}",
		  .want = "11:00", .drops = "09:00=buffer 10:00=taken" },
		{ "both count", .service = "'duration': 60, 'interval': 15, 'before': 15",
		  .bookings = "{" AT("09:00", "10:00") ", 'after': 15}", .want = "10:30 10:45 11:00" },
		{ "blocked ranges may touch", .service = "'duration': 60, 'interval': 30, 'before': 15",
		  .bookings = "{" AT("09:00", "09:30") ", 'after': 15}", .want = "10:00 10:30 11:00" },
		{ "buffers may lie outside hours", .service = "'duration': 60, 'before': 90, 'after': 90",
		  .want = "09:00 10:00 11:00" },
		{ "but not outside what is free", .service = "'duration': 60, 'after': 90",
		  .bookings = "{" AT("12:00", "13:00") "}", .want = "09:00",
		  .drops = "10:00=buffer 11:00=buffer" },
		{ "a provider's own are added to both",
		  .providers = "'Ana': {" LONG_MONDAYS ", 'before': 10, 'after': 5}",
		  .service = "'duration': 60, 'interval': 15", .bookings = "{" AT("10:00", "11:00") "}",
		  .want = "11:15 11:30 11:45 12:00 12:15 12:30 12:45 13:00" },
		{ "and to external busy as to any booking",
		  .providers = "'Ana': {" LONG_MONDAYS ", 'before': 10, 'after': 5}",
		  .service = "'duration': 60, 'interval': 15",
		  .bookings = "{" AT("10:00", "11:00") ", 'state': 'busy'}",
		  .want = "11:15 11:30 11:45 12:00 12:15 12:30 12:45 13:00" },
	};

	(void)state;
	HOLD_ALL(cases);
}

static void
absences_are_ranges_of_instants(void **state)
{
	static const struct slot_case cases[] = {
		{ "an absence removes starts and leaves the grid",
		  .providers =
		      "'Ana': {" MONDAYS
		      ", 'absences': [{'from': '2026-06-01T10:00:00Z', 'to': '2026-06-01T10:30:00Z'}]}",
		  .want = "09:00 11:00", .drops = "10:00=absent" },
		{ "the whole blocked range must be clear of it",
		  .providers =
		      "'Ana': {" MONDAYS
		      ", 'absences': [{'from': '2026-06-01T10:00:00Z', 'to': '2026-06-01T10:30:00Z'}]}",
		  .service = "'duration': 60, 'after': 15", .want = "11:00",
		  .drops = "09:00=absent 10:00=absent" },
		{ "the provider's own buffers are the candidate's, not the absence's",
		  .providers =
		      "'Ana': {" LONG_MONDAYS ", 'after': 15, 'absences': [{'from': '2026-06-01T10:00:00Z', "
		      "'to': '2026-06-01T12:00:00Z'}]}",
		  .service = "'duration': 60, 'interval': 30", .want = "12:00 12:30 13:00" },
		{ "an absence of weeks",
		  .providers =
		      "'Ana': {" MONDAYS
		      ", 'absences': [{'from': '2026-05-01T00:00:00+01:00', 'to': '2026-06-01T10:00:00Z'}]}",
		  .want = "10:00 11:00" },
	};

	(void)state;
	HOLD_ALL(cases);
}

static void
time_ahead_has_a_near_and_a_far_end(void **state)
{
	static const struct slot_case cases[] = {
		{ "a start at the notice's end is offered", .service = "'duration': 60, 'notice': 60",
		  .now = "2026-06-01T08:00:00Z", .want = "09:00 10:00 11:00" },
		{ "a start within the notice is not", .service = "'duration': 60, 'notice': 60",
		  .now = "2026-06-01T08:00:01Z", .want = "10:00 11:00", .drops = "09:00=notice" },
		{ "notice is elapsed time, also over a night with 25 hours",
		  .providers = "'Ana': {'tz': 'Europe/Lisbon', 'weekly': {'7': [['09:00', '11:00']]}}",
		  .service = "'duration': 60, 'notice': 1440", .now = "2026-10-24T09:00:00Z",
		  .from = "2026-10-25T00:00:00Z", .to = "2026-10-26T00:00:00Z",
		  .want = "2026-10-25T09:00 2026-10-25T10:00" },
		{ "now is early enough without notice", .now = "2026-06-01T10:00:00Z", .want = "10:00 11:00",
		  .drops = "09:00=past" },
		{ "a second later is too late", .now = "2026-06-01T10:00:01Z", .want = "11:00",
		  .drops = "09:00=past 10:00=past" },
		{ "a horizon of 0 days is today", .service = "'duration': 60, 'horizon_days': 0",
		  .now = "2026-06-01T00:00:00Z", .want = "09:00 10:00 11:00" },
		{ "and not tomorrow", .service = "'duration': 60, 'horizon_days': 0",
		  .now = "2026-05-31T23:59:59Z", .want = "",
		  .drops = "09:00=horizon 10:00=horizon 11:00=horizon" },
		{ "its last date is wholly in", .service = "'duration': 60, 'horizon_days': 3",
		  .now = "2026-05-29T23:59:59Z", .want = "09:00 10:00 11:00" },
		{ "a horizon counts dates of the resource",
		  .providers = "'Ana': {'tz': 'Asia/Tokyo', 'weekly': {'1': [['22:00', '24:00']], '2': "
			       "[['00:00', '02:00']]}}",
		  .service = "'duration': 60, 'horizon_days': 0", .now = "2026-05-31T15:00:00Z",
		  .want = "13:00 14:00", .drops = "15:00=horizon 16:00=horizon" },
		/* At 00:01 the clock goes back to 23:01 of the date before. */
		{ "a date that comes back is still within it",
		  .providers = "'Ana': {'tz': 'America/St_Johns', 'weekly': {'6': [['23:00', '24:00']], '7': "
			       "[['00:00', '00:01']]}}",
		  .service = "'duration': 15, 'horizon_days': 0", .now = "2010-11-06T12:00:00Z",
		  .from = "2010-11-07T00:00:00Z", .to = "2010-11-08T00:00:00Z",
		  .want = "2010-11-07T01:30 2010-11-07T01:45 2010-11-07T02:00 2010-11-07T02:15 "
			  "2010-11-07T02:45 2010-11-07T03:00 "
			  "2010-11-07T03:15" },
		{ "judged at the start, wherever the end is",
		  .providers = "'Ana': {'tz': 'UTC', 'weekly': {'1': [['23:00', '24:00']], '2': [['00:00', "
			       "'02:00']]}}",
		  .service = "'duration': 90, 'interval': 30, 'horizon_days': 31",
		  .now = "2026-05-01T00:00:00Z", .to = "2026-06-03T00:00:00Z", .want = "23:00 23:30" },
	};

	(void)state;
	HOLD_ALL(cases);
}

static void
limits_count_what_blocks_and_the_candidate(void **state)
{
	static const struct slot_case cases[] = {
		{ "one a day is one a day", .service = "'duration': 60, 'limits': {'per_day': 1}",
		  .bookings = "{" AT("07:00", "08:00") "}", .want = "",
		  .drops = "09:00=limit_day 10:00=limit_day 11:00=limit_day" },
		{ "two a day leave room for a second", .service = "'duration': 60, 'limits': {'per_day': 2}",
		  .bookings = "{" AT("07:00", "08:00") "}", .want = "09:00 10:00 11:00" },
		{ "none a day", .service = "'duration': 60, 'limits': {'per_day': 0}", .want = "" },
		{ "a booking belongs to the date it starts on",
		  .service = "'duration': 60, 'limits': {'per_day': 1}",
		  .bookings = "{'start': '2026-05-31T23:30:00Z', 'end': '2026-06-01T00:30:00Z'}",
		  .want = "09:00 10:00 11:00" },
		{ "the date is the provider's",
		  .providers = "'Ana': {'tz': 'Asia/Tokyo', 'weekly': {'1': [['18:00', '20:00']]}}",
		  .service = "'duration': 60, 'limits': {'per_day': 1}",
		  .bookings = "{'start': '2026-05-31T15:00:00Z', 'end': '2026-05-31T16:00:00Z'}",
		  .want = "" },
		{ "a week is Monday to Sunday", .service = "'duration': 60, 'limits': {'per_week': 1}",
		  .bookings = "{'start': '2026-06-07T22:00:00Z', 'end': '2026-06-07T23:00:00Z'}", .want = "",
		  .drops = "09:00=limit_week 10:00=limit_week 11:00=limit_week" },
		{ "the Sunday before is another week", .service = "'duration': 60, 'limits': {'per_week': 1}",
		  .bookings = "{'start': '2026-05-31T22:00:00Z', 'end': '2026-05-31T23:00:00Z'}",
		  .want = "09:00 10:00 11:00" },
		{ "minutes count the candidate",
		  .service = "'duration': 60, 'limits': {'minutes_per_day': 59}", .want = "",
		  .drops = "09:00=limit_minutes 10:00=limit_minutes 11:00=limit_minutes" },
		{ "minutes may be reached", .service = "'duration': 60, 'limits': {'minutes_per_day': 90}",
		  .bookings = "{" AT("07:00", "07:30") ", 'before': 60, 'after': 60}",
		  .want = "09:00 10:00 11:00" },
		{ "and not exceeded", .service = "'duration': 60, 'limits': {'minutes_per_day': 90}",
		  .bookings = "{" AT("07:00", "07:31") "}", .want = "" },
		{ "external busy counts for none", .service = "'duration': 60, 'limits': {'per_day': 1}",
		  .bookings = "{" AT("07:00", "08:00") ", 'state': 'busy'}", .want = "09:00 10:00 11:00" },
		{ "nor what is cancelled, over, or of no length",
		  .service = "'duration': 60, 'limits': {'per_day': 1}",
		  .bookings =
		      "{" AT("07:00", "08:00") ", 'state': 'cancelled'}, {" AT("07:00", "07:00") "}, {" AT(
			  "07:00", "08:00") ", 'state': 'held', 'hold_until': '2026-04-30T00:00:00Z'}",
		  .want = "09:00 10:00 11:00" },
		{ "overbooked ones count", .service = "'duration': 60, 'limits': {'per_day': 1}",
		  .bookings = "{" AT("07:00", "08:00") ", 'state': 'overbook'}", .want = "" },
		{ "a booking without provider counts for each", .mode = "any",
		  .providers = "'Ana': {" MONDAYS "}, 'Bo': {" MONDAYS "}",
		  .service = "'duration': 60, 'limits': {'per_day': 1}",
		  .bookings = "{" AT("07:00", "08:00") "}", .want = "" },
		{ "a provider's own count for that one", .mode = "any",
		  .providers = "'Ana': {" MONDAYS "}, 'Bo': {" MONDAYS "}",
		  .service = "'duration': 60, 'limits': {'per_day': 1}",
		  .bookings = "{" AT("07:00", "08:00") ", 'provider': 'Ana'}",
		  .want = "09:00=Bo 10:00=Bo 11:00=Bo" },
		{ "one that occupies a room alone counts for nobody", .rooms = "'r1': {'kind': 'table'}",
		  .service = "'duration': 60, 'limits': {'per_day': 1}",
		  .bookings = "{" AT("07:00", "08:00") ", 'room': 'r1'}", .want = "09:00 10:00 11:00" },
	};

	(void)state;
	HOLD_ALL(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bookings_take_starts_and_leave_the_grid),
		cmocka_unit_test(a_state_keeps_its_time_or_not),
		cmocka_unit_test(a_hold_blocks_until_its_time),
		cmocka_unit_test(buffers_of_neighbours_add_up),
		cmocka_unit_test(absences_are_ranges_of_instants),
		cmocka_unit_test(time_ahead_has_a_near_and_a_far_end),
		cmocka_unit_test(limits_count_what_blocks_and_the_candidate),
	};

	return cmocka_run_group_tests_name("slot busy", tests, NULL, NULL);
}
