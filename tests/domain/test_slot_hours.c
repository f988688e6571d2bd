/* Slots: working hours, the grid, dated changes and changes of the clock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/domain/slot_case.h"

#define ANA(zone, rules) "'Ana': {'tz': '" zone "', " rules "}"
#define WEEKLY(days) "'weekly': {" days "}"
#define ALL_DAY "[['00:00', '24:00']]"
#define DAY_AND_NIGHT \
	WEEKLY("'1': " ALL_DAY ", '2': " ALL_DAY ", '3': " ALL_DAY ", '4': " ALL_DAY ", '5': " ALL_DAY \
	       ", '6': " ALL_DAY ", '7': " ALL_DAY)

static void
starts_step_from_the_start_of_each_joined_window(void **state)
{
	static const struct slot_case cases[] = {
		{ "the step is the duration when none is given", .want = "09:00 10:00 11:00" },
		{ "a shorter step overlaps", .service = "'duration': 60, 'interval': 30",
		  .want = "09:00 09:30 10:00 10:30 11:00", .drops = "11:30=ends_late" },
		{ "a longer step leaves pauses", .service = "'duration': 30, 'interval': 45",
		  .want = "09:00 09:45 10:30 11:15" },
		{ "two windows have two grids",
		  .providers = ANA("UTC", WEEKLY("'1': [['09:00', '11:00'], ['14:15', '16:15']]")),
		  .want = "09:00 10:00 14:15 15:15" },
		{ "windows may be listed in any order",
		  .providers = ANA("UTC", WEEKLY("'1': [['14:15', '16:15'], ['09:00', '11:00']]")),
		  .want = "09:00 10:00 14:15 15:15" },
		{ "windows that touch are one",
		  .providers = ANA("UTC", WEEKLY("'1': [['09:00', '10:30'], ['10:30', '12:00']]")),
		  .want = "09:00 10:00 11:00" },
		{ "windows that overlap are one",
		  .providers =
		      ANA("UTC", WEEKLY("'1': [['09:00', '11:00'], ['09:30', '10:00'], ['10:00', '12:00']]")),
		  .want = "09:00 10:00 11:00" },
		{ "a pause starts a new grid",
		  .providers = ANA("UTC", WEEKLY("'1': [['09:00', '10:10'], ['10:20', '12:00']]")),
		  .want = "09:00 10:20" },
		{ "a service that fits exactly is offered", .service = "'duration': 180", .want = "09:00" },
		{ "a service longer than the window is not", .service = "'duration': 181", .want = "",
		  .drops = "09:00=ends_late" },
		{ "windows join across midnight",
		  .providers = ANA("UTC", WEEKLY("'1': [['22:00', '24:00']], '2': [['00:00', '02:00']]")),
		  .service = "'duration': 90", .to = "2026-06-03T00:00:00Z", .want = "22:00 23:30",
		  .drops = "2026-06-02T01:00=ends_late" },
		{ "24:00 is the end of the date",
		  .providers = ANA("UTC", WEEKLY("'1': [['22:00', '24:00']]")), .want = "22:00 23:00" },
		{ "inverted and empty windows are ignored",
		  .providers = ANA("UTC", WEEKLY("'1': [['12:00', '09:00'], ['09:00', '09:00'], ['24:00', "
						 "'00:00'], ['10:00', '11:00']]")),
		  .want = "10:00" },
		{ "who has no hours has no starts", .providers = "'Ana': {'tz': 'UTC'}", .want = "" },
		{ "a query takes starts, from included and to excluded", .from = "2026-06-01T10:00:00Z",
		  .to = "2026-06-01T11:00:00Z", .want = "10:00" },
		{ "a query between two starts does not move the grid", .from = "2026-06-01T09:00:01Z",
		  .want = "10:00 11:00" },
		{ "a service may end after the query", .from = "2026-06-01T11:00:00Z",
		  .to = "2026-06-01T11:00:01Z", .want = "11:00" },
		{ "hours are of the wall clock",
		  .providers = ANA("Europe/Lisbon", WEEKLY("'1': [['09:00', '12:00']]")),
		  .want = "08:00 09:00 10:00" },
		{ "offsets need not be whole hours",
		  .providers = ANA("Asia/Kathmandu", WEEKLY("'1': [['09:00', '12:00']]")),
		  .want = "03:15 04:15 05:15" },
		{ "the weekday is the resource's",
		  .providers = ANA("Asia/Tokyo", WEEKLY("'1': [['06:00', '10:00']]")),
		  .from = "2026-05-31T00:00:00Z",
		  .want = "2026-05-31T21:00 2026-05-31T22:00 2026-05-31T23:00 00:00" },
	};

	(void)state;
	HOLD_ALL(cases);
}

static const struct slot_case nights[] = {
	{ "a spring gap joins what is before and after it",
	  .providers = ANA("Europe/Lisbon", WEEKLY("'7': [['00:30', '03:30']]")),
	  .service = "'duration': 60, 'interval': 30", .now = "2026-03-01T00:00:00Z",
	  .from = "2026-03-29T00:00:00Z", .to = "2026-03-30T00:00:00Z",
	  .want = "2026-03-29T00:30 2026-03-29T01:00 2026-03-29T01:30" },
	{ "two windows that meet in the gap are one",
	  .providers = ANA("Europe/Lisbon", WEEKLY("'7': [['00:00', '01:00'], ['02:00', '03:00']]")),
	  .service = "'duration': 90, 'interval': 30", .now = "2026-03-01T00:00:00Z",
	  .from = "2026-03-29T00:00:00Z", .to = "2026-03-30T00:00:00Z",
	  .want = "2026-03-29T00:00 2026-03-29T00:30",
	  .drops = "2026-03-29T01:00=ends_late 2026-03-29T01:30=ends_late" },
	{ "a window inside the gap does not exist",
	  .providers = ANA("Europe/Lisbon", WEEKLY("'7': [['01:00', '02:00']]")), .service = "'duration': 15",
	  .now = "2026-03-01T00:00:00Z", .from = "2026-03-29T00:00:00Z", .to = "2026-03-30T00:00:00Z",
	  .want = "" },
	{ "a window that ends in the gap ends where it begins",
	  .providers = ANA("Europe/Lisbon", WEEKLY("'7': [['00:00', '01:30']]")), .service = "'duration': 30",
	  .now = "2026-03-01T00:00:00Z", .from = "2026-03-29T00:00:00Z", .to = "2026-03-30T00:00:00Z",
	  .want = "2026-03-29T00:00 2026-03-29T00:30" },
	{ "a night with an hour more is an hour longer",
	  .providers = ANA("Europe/Lisbon", WEEKLY("'7': [['00:30', '03:00']]")),
	  .now = "2026-10-01T00:00:00Z", .from = "2026-10-24T12:00:00Z", .to = "2026-10-26T00:00:00Z",
	  .want = "2026-10-24T23:30 2026-10-25T00:30 2026-10-25T01:30" },
	{ "minutes that come twice are offered twice",
	  .providers = ANA("Europe/Lisbon", WEEKLY("'7': [['01:00', '02:00']]")), .service = "'duration': 30",
	  .now = "2026-10-01T00:00:00Z", .from = "2026-10-24T12:00:00Z", .to = "2026-10-26T00:00:00Z",
	  .want = "2026-10-25T00:00 2026-10-25T00:30 2026-10-25T01:00 2026-10-25T01:30" },
	{ "an autumn hour can part a window",
	  .providers = ANA("Europe/Lisbon", WEEKLY("'7': [['00:30', '01:30']]")), .service = "'duration': 30",
	  .now = "2026-10-01T00:00:00Z", .from = "2026-10-24T12:00:00Z", .to = "2026-10-26T00:00:00Z",
	  .want = "2026-10-24T23:30 2026-10-25T00:00 2026-10-25T01:00" },
	{ "Lord Howe springs by half an hour",
	  .providers = ANA("Australia/Lord_Howe", WEEKLY("'7': [['01:00', '04:00']]")),
	  .now = "2026-09-01T00:00:00Z", .from = "2026-10-03T12:00:00Z", .to = "2026-10-04T12:00:00Z",
	  .want = "2026-10-03T14:30 2026-10-03T15:30", .drops = "2026-10-03T16:30=ends_late" },
	{ "and falls back by as much",
	  .providers = ANA("Australia/Lord_Howe", WEEKLY("'7': [['01:00', '03:00']]")),
	  .now = "2026-03-01T00:00:00Z", .from = "2026-04-04T12:00:00Z", .to = "2026-04-05T12:00:00Z",
	  .want = "2026-04-04T14:00 2026-04-04T15:00" },
	{ "a date may begin at one o'clock",
	  .providers = ANA("America/Santiago", WEEKLY("'7': [['00:00', '03:00']]")),
	  .now = "2026-08-01T00:00:00Z", .from = "2026-09-06T00:00:00Z", .to = "2026-09-07T00:00:00Z",
	  .want = "2026-09-06T04:00 2026-09-06T05:00" },
	{ "and still join the date before",
	  .providers =
	      ANA("America/Santiago", WEEKLY("'6': [['22:00', '24:00']], '7': [['00:00', '03:00']]")),
	  .service = "'duration': 90", .now = "2026-08-01T00:00:00Z", .from = "2026-09-06T00:00:00Z",
	  .to = "2026-09-07T00:00:00Z", .want = "2026-09-06T02:00 2026-09-06T03:30" },
	{ "a date that is skipped has no hours",
	  .providers = ANA("Pacific/Apia", WEEKLY("'5': [['09:00', '10:00']], '6': [['09:00', '10:00']]")),
	  .now = "2011-12-01T00:00:00Z", .from = "2011-12-29T00:00:00Z", .to = "2012-01-01T00:00:00Z",
	  .want = "2011-12-30T19:00" },
	{ "its neighbours touch",
	  .providers = ANA("Pacific/Apia", WEEKLY("'4': [['23:00', '24:00']], '6': [['00:00', '01:00']]")),
	  .service = "'duration': 120", .now = "2011-12-01T00:00:00Z", .from = "2011-12-29T00:00:00Z",
	  .to = "2012-01-01T00:00:00Z", .want = "2011-12-30T09:00" },
	/* At 00:01 the clock goes back to 23:01 of the date before. */
	{ "a date interrupted by the one before is both times its own",
	  .providers = ANA("America/St_Johns", WEEKLY("'7': [['00:00', '00:30']]")),
	  .service = "'duration': 1, 'interval': 15", .now = "2010-11-01T00:00:00Z",
	  .from = "2010-11-07T00:00:00Z", .to = "2010-11-07T12:00:00Z",
	  .want = "2010-11-07T02:30 2010-11-07T03:30 2010-11-07T03:45" },
};

static void
clocks_that_move_neither_lose_nor_invent_time(void **state)
{
	(void)state;
	HOLD_ALL(nights);
}

static void
dated_changes_replace_the_week(void **state)
{
	static const struct slot_case cases[] = {
		{ "an override replaces the weekly hours",
		  .providers = ANA(
		      "UTC",
		      WEEKLY(
			  "'1': [['09:00', '12:00']]") ", 'overrides': {'2026-06-01': [['14:00', '16:00']]}"),
		  .want = "14:00 15:00" },
		{ "an override of no windows is a day off",
		  .providers =
		      ANA("UTC", WEEKLY("'1': [['09:00', '12:00']]") ", 'overrides': {'2026-06-01': []}"),
		  .want = "" },
		{ "an override of an inverted window too",
		  .providers = ANA(
		      "UTC",
		      WEEKLY(
			  "'1': [['09:00', '12:00']]") ", 'overrides': {'2026-06-01': [['12:00', '09:00']]}"),
		  .want = "" },
		{ "an override holds on its date alone",
		  .providers = ANA(
		      "UTC",
		      WEEKLY(
			  "'1': [['09:00', '12:00']]") ", 'overrides': {'2026-06-08': [], '2026-05-25': []}"),
		  .want = "09:00 10:00 11:00" },
		{ "an override can open a day that is closed in the week",
		  .providers = ANA("UTC", "'overrides': {'2026-06-01': [['10:00', '12:00']]}"),
		  .want = "10:00 11:00" },
		{ "a closed date wins over the week",
		  .providers = ANA("UTC", WEEKLY("'1': [['09:00', '12:00']]") ", 'closed': ['2026-06-01']"),
		  .want = "" },
		{ "a closed date wins over an override",
		  .providers = ANA("UTC", "'closed': ['2026-05-01', '2026-06-01'], 'overrides': "
					  "{'2026-06-01': [['10:00', '12:00']]}"),
		  .want = "" },
		{ "a closed date cuts hours that go through it",
		  .providers = ANA("UTC", DAY_AND_NIGHT ", 'closed': ['2026-06-02']"),
		  .service = "'duration': 120", .from = "2026-06-01T20:00:00Z", .to = "2026-06-03T03:00:00Z",
		  .want = "20:00 22:00 2026-06-03T00:00 2026-06-03T02:00" },
		{ "a closed date is the resource's, not UTC's",
		  .providers = ANA("Asia/Tokyo", DAY_AND_NIGHT ", 'closed': ['2026-06-01']"),
		  .from = "2026-05-31T13:00:00Z", .to = "2026-06-01T17:00:00Z",
		  .want = "2026-05-31T13:00 2026-05-31T14:00 15:00 16:00" },
		{ "an override joins the date before",
		  .providers = ANA(
		      "UTC",
		      WEEKLY(
			  "'1': [['22:00', '24:00']]") ", 'overrides': {'2026-06-02': [['00:00', '01:00']]}"),
		  .service = "'duration': 90", .to = "2026-06-03T00:00:00Z", .want = "22:00 23:30" },
	};

	(void)state;
	HOLD_ALL(cases);
}

static void
hours_round_the_clock_start_anew_on_mondays(void **state)
{
	static const struct slot_case cases[] = {
		{ "the grid starts at Monday's first instant, and a service may run across it",
		  .providers = ANA("UTC", DAY_AND_NIGHT), .service = "'duration': 50",
		  .from = "2026-05-31T22:00:00Z", .to = "2026-06-01T02:00:00Z",
		  .want = "2026-05-31T22:40 2026-05-31T23:30 00:00 00:50 01:40" },
		{ "hours of several days but no whole week keep one grid",
		  .providers = ANA(
		      "UTC", WEEKLY("'5': " ALL_DAY ", '6': " ALL_DAY ", '7': " ALL_DAY ", '1': " ALL_DAY)),
		  .service = "'duration': 50", .from = "2026-05-31T23:30:00Z", .to = "2026-06-01T02:00:00Z",
		  .want = "2026-05-31T23:40 00:30 01:20" },
		{ "a minute's break each night is a break",
		  .providers = ANA("UTC", WEEKLY("'7': [['00:00', '23:59']], '1': [['00:00', '23:59']]")),
		  .service = "'duration': 50", .from = "2026-05-31T22:00:00Z", .to = "2026-06-01T01:00:00Z",
		  .want = "2026-05-31T22:30 00:00 00:50", .drops = "2026-05-31T23:20=ends_late" },
		{ "hours that begin in mid-week keep their grid until Monday",
		  .providers = ANA("UTC", DAY_AND_NIGHT ", 'closed': ['2026-05-26']"),
		  .service = "'duration': 50", .from = "2026-05-31T22:00:00Z", .to = "2026-06-01T01:00:00Z",
		  .want = "2026-05-31T22:20 2026-05-31T23:10 00:00 00:50" },
		{ "twelve days without a whole Monday to Sunday are one window",
		  .providers = ANA("UTC", DAY_AND_NIGHT ", 'closed': ['2026-05-25', '2026-06-07']"),
		  .service = "'duration': 50", .from = "2026-06-01T00:00:00Z", .to = "2026-06-01T02:00:00Z",
		  .want = "00:10 01:00 01:50" },
		{ "a whole week at the very end is one",
		  .providers = ANA("UTC", DAY_AND_NIGHT ", 'closed': ['2026-05-26', '2026-06-08']"),
		  .service = "'duration': 70", .from = "2026-06-01T00:00:00Z", .to = "2026-06-01T02:00:00Z",
		  .want = "00:00 01:10" },
		{ "the days after the last whole week start at their Monday",
		  .providers = ANA("UTC", DAY_AND_NIGHT ", 'closed': ['2026-06-03']"),
		  .service = "'duration': 50", .from = "2026-06-02T22:00:00Z", .to = "2026-06-03T01:00:00Z",
		  .want = "2026-06-02T22:40", .drops = "2026-06-02T23:30=ends_late" },
		{ "Monday is the resource's", .providers = ANA("America/New_York", DAY_AND_NIGHT),
		  .service = "'duration': 50", .from = "2026-06-01T03:00:00Z", .to = "2026-06-01T05:00:00Z",
		  .want = "03:30 04:00 04:50" },
		{ "a week with a change of the clock is whole too",
		  .providers = ANA("Europe/Lisbon", DAY_AND_NIGHT), .service = "'duration': 50",
		  .now = "2026-03-01T00:00:00Z", .from = "2026-03-29T22:00:00Z", .to = "2026-03-30T00:00:00Z",
		  /* Monday 23 March, 00:00Z, to Monday 30 March, 23:00Z of the 29th: 10,020 minutes. */
		  .want = "2026-03-29T22:40 2026-03-29T23:00 2026-03-29T23:50" },
		{ "for all together, each one's hours are cut at their own Mondays", .mode = "all",
		  .providers = ANA("Asia/Tokyo", DAY_AND_NIGHT) ", 'Bo': {'tz': 'UTC', " WEEKLY(
		      "'7': [['09:00', '17:00']]") "}",
		  .service = "'duration': 50", .from = "2026-05-31T13:00:00Z", .to = "2026-06-01T00:00:00Z",
		  .want = "2026-05-31T13:10 2026-05-31T14:00 2026-05-31T14:50 2026-05-31T15:00 "
			  "2026-05-31T15:50" },
	};

	(void)state;
	HOLD_ALL(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(starts_step_from_the_start_of_each_joined_window),
		cmocka_unit_test(clocks_that_move_neither_lose_nor_invent_time),
		cmocka_unit_test(dated_changes_replace_the_week),
		cmocka_unit_test(hours_round_the_clock_start_anew_on_mondays),
	};

	return cmocka_run_group_tests_name("slot hours", tests, NULL, NULL);
}
