/* Slots: several staff, rooms, and seats. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/domain/slot_case.h"

#define AT(start, end) "'start': '2026-06-01T" start ":00Z', 'end': '2026-06-01T" end ":00Z'"
#define HOURS(from, to) "{'tz': 'UTC', 'weekly': {'1': [['" from "', '" to "']]}}"
#define ANA_AND_BO "'Ana': " HOURS("09:00", "12:00") ", 'Bo': " HOURS("09:00", "12:00")

static void
any_of_several_is_a_union(void **state)
{
	static const struct slot_case cases[] = {
		{ "each start lists who is free", .mode = "any",
		  .providers = "'Ana': " HOURS("09:00", "11:00") ", 'Bo': " HOURS("10:00", "12:00"),
		  .want = "09:00=Ana 10:00=Ana+Bo 11:00=Bo" },
		{ "one's booking leaves the other", .mode = "any", .providers = ANA_AND_BO,
		  .bookings = "{" AT("10:00", "11:00") ", 'provider': 'Ana'}",
		  .want = "09:00=Ana+Bo 10:00=Bo 11:00=Ana+Bo", .drops = "10:00=Ana:taken" },
		{ "a booking without provider occupies all", .mode = "any", .providers = ANA_AND_BO,
		  .bookings = "{" AT("10:00", "11:00") "}", .want = "09:00=Ana+Bo 11:00=Ana+Bo",
		  .drops = "10:00=Ana:taken 10:00=Bo:taken" },
		{ "each has a grid of their own", .mode = "any",
		  .providers = "'Ana': " HOURS("09:00", "11:00") ", 'Bo': " HOURS("09:30", "11:30"),
		  .want = "09:00=Ana 09:30=Bo 10:00=Ana 10:30=Bo" },
		{ "and a zone", .mode = "any",
		  .providers = "'Ana': " HOURS(
		      "09:00",
		      "10:00") ", 'Bo': {'tz': 'Europe/Lisbon', 'weekly': {'1': [['10:00', '12:00']]}}",
		  .want = "09:00=Ana+Bo 10:00=Bo" },
		{ "names stand in byte order", .mode = "any",
		  .providers = "'b': " HOURS("09:00", "10:00") ", '\xc3\xa9': " HOURS(
		      "09:00", "10:00") ", 'B': " HOURS("09:00", "10:00") ", 'a b': " HOURS("09:00", "10:00"),
		  .want = "09:00=B+a b+b+\xc3\xa9" },
		{ "a horizon is each one's own", .mode = "any",
		  .providers = "'Ana': {'tz': 'UTC', 'weekly': {'7': [['20:00', '21:00']]}},"
			       "'Bo': {'tz': 'Asia/Tokyo', 'weekly': {'1': [['05:00', '06:00']]}}",
		  .service = "'duration': 60, 'horizon_days': 0", .now = "2026-05-31T14:00:00Z",
		  .from = "2026-05-31T00:00:00Z", .want = "2026-05-31T20:00=Ana" },
		{ "nobody is nobody", .mode = "any", .providers = "", .want = "" },
	};

	(void)state;
	HOLD_ALL(cases);
}

static void
all_together_is_an_intersection(void **state)
{
	static const struct slot_case cases[] = {
		{ "all must work", .mode = "all",
		  .providers = "'Ana': " HOURS("09:00", "12:00") ", 'Bo': " HOURS("10:00", "13:00"),
		  .want = "10:00=Ana+Bo 11:00=Ana+Bo" },
		{ "the grid is anchored where the intersection starts", .mode = "all",
		  .providers = "'Ana': " HOURS("09:00", "12:00") ", 'Bo': " HOURS("09:40", "12:00"),
		  .want = "09:40 10:40", .drops = "11:40=-:ends_late" },
		{ "each intersection has its own", .mode = "all",
		  .providers = "'Ana': " HOURS("09:00", "17:00") ", 'Bo': {'tz': 'UTC', 'weekly': {'1': "
								 "[['09:15', '11:15'], ['13:05', '15:05']]}}",
		  .want = "09:15 10:15 13:05 14:05" },
		{ "one who is taken is one too few", .mode = "all", .providers = ANA_AND_BO,
		  .bookings = "{" AT("10:00", "11:00") ", 'provider': 'Bo'}", .want = "09:00 11:00",
		  .drops = "10:00=Bo:taken" },
		{ "one who is off is too", .mode = "all",
		  .providers =
		      "'Ana': " HOURS("09:00", "12:00") ", 'Bo': {'tz': 'UTC', 'weekly': {'1': [['09:00', "
							"'12:00']]}, 'closed': ['2026-06-01']}",
		  .want = "" },
		{ "zones meet in real time", .mode = "all",
		  .providers = "'Ana': " HOURS(
		      "09:00",
		      "12:00") ", 'Bo': {'tz': 'America/New_York', 'weekly': {'1': [['06:00', '09:00']]}}",
		  .want = "10:00 11:00" },
		{ "the nearest horizon holds", .mode = "all",
		  .providers = "'Ana': {'tz': 'UTC', 'weekly': {'7': [['20:00', '21:00']]}},"
			       "'Bo': {'tz': 'Asia/Tokyo', 'weekly': {'1': [['05:00', '06:00']]}}",
		  .service = "'duration': 60, 'horizon_days': 0", .now = "2026-05-31T14:00:00Z",
		  .from = "2026-05-31T00:00:00Z", .want = "", .drops = "2026-05-31T20:00=Bo:horizon" },
		{ "one's limit is everyone's", .mode = "all", .providers = ANA_AND_BO,
		  .service = "'duration': 60, 'limits': {'per_day': 1}",
		  .bookings = "{" AT("07:00", "08:00") ", 'provider': 'Bo'}", .want = "" },
		{ "buffers are each one's own", .mode = "all",
		  .providers = "'Ana': " HOURS(
		      "09:00",
		      "12:00") ", 'Bo': {'tz': 'UTC', 'weekly': {'1': [['09:00', '12:00']]}, 'after': 10}",
		  .bookings = "{" AT("10:00", "11:00") ", 'provider': 'Ana'}", .want = "09:00 11:00" },
	};

	(void)state;
	HOLD_ALL(cases);
}

static void
a_start_needs_a_free_room_of_each_kind(void **state)
{
	static const struct slot_case cases[] = {
		{ "the only room is taken", .rooms = "'r1': {'kind': 'table'}",
		  .service = "'duration': 60, 'room_kinds': ['table']",
		  .bookings = "{" AT("10:00", "11:00") ", 'room': 'r1'}", .want = "09:00 11:00",
		  .drops = "10:00=no_room" },
		{ "another of the kind will do", .rooms = "'r1': {'kind': 'table'}, 'r2': {'kind': 'table'}",
		  .service = "'duration': 60, 'room_kinds': ['table']",
		  .bookings = "{" AT("10:00", "11:00") ", 'room': 'r1'}", .want = "09:00 10:00 11:00" },
		{ "another of another kind will not",
		  .rooms = "'r1': {'kind': 'table'}, 'r2': {'kind': 'pool'}",
		  .service = "'duration': 60, 'room_kinds': ['table']",
		  .bookings = "{" AT("10:00", "11:00") ", 'room': 'r1'}", .want = "09:00 11:00" },
		{ "a kind asked for twice is asked for once", .rooms = "'r1': {'kind': 'table'}",
		  .service = "'duration': 60, 'room_kinds': ['table', 'table']",
		  .want = "09:00 10:00 11:00" },
		{ "each kind needs a room", .rooms = "'r1': {'kind': 'table'}, 'r2': {'kind': 'pool'}",
		  .service = "'duration': 60, 'room_kinds': ['table', 'pool']",
		  .bookings =
		      "{" AT("09:00", "10:00") ", 'room': 'r1'}, {" AT("11:00", "11:01") ", 'room': 'r2'}",
		  .want = "10:00" },
		{ "a room nobody asks for is in nobody's way", .rooms = "'r1': {'kind': 'table'}",
		  .bookings = "{" AT("10:00", "11:00") ", 'room': 'r1'}", .want = "09:00 10:00 11:00" },
		{ "a room's own buffers count", .rooms = "'r1': {'kind': 'table', 'before': 15}",
		  .service = "'duration': 60, 'room_kinds': ['table']",
		  .bookings = "{" AT("10:00", "11:00") ", 'room': 'r1'}", .want = "" },
		{ "the service's count for the room too", .rooms = "'r1': {'kind': 'table'}",
		  .service = "'duration': 60, 'after': 15, 'room_kinds': ['table']",
		  .bookings = "{" AT("10:00", "11:00") ", 'room': 'r1'}", .want = "11:00",
		  .drops = "09:00=no_room 10:00=no_room" },
		{ "the provider's own do not",
		  .providers = "'Ana': {'tz': 'UTC', 'weekly': {'1': [['09:00', '12:00']]}, 'after': 30}",
		  .rooms = "'r1': {'kind': 'table'}", .service = "'duration': 60, 'room_kinds': ['table']",
		  .bookings = "{" AT("10:00", "11:00") ", 'room': 'r1'}", .want = "09:00 11:00" },
		{ "nor the room's for the provider",
		  .rooms = "'r1': {'kind': 'table', 'after': 30}, 'r2': {'kind': 'table'}",
		  .service = "'duration': 60, 'room_kinds': ['table']",
		  .bookings = "{" AT("10:00", "11:00") ", 'provider': 'Ana', 'room': 'r1'}",
		  .want = "09:00 11:00" },
		{ "a booking with provider and room occupies both", .mode = "any", .providers = ANA_AND_BO,
		  .rooms = "'r1': {'kind': 'table'}", .service = "'duration': 60, 'room_kinds': ['table']",
		  .bookings = "{" AT("10:00", "11:00") ", 'provider': 'Ana', 'room': 'r1'}",
		  .want = "09:00=Ana+Bo 11:00=Ana+Bo", .drops = "10:00=Ana:taken 10:00=Bo:no_room" },
		{ "a room is always open", .rooms = "'r1': {'kind': 'table'}",
		  .providers = "'Ana': {'tz': 'UTC', 'weekly': {'1': [['00:00', '02:00']]}}",
		  .service = "'duration': 60, 'before': 120, 'room_kinds': ['table']",
		  .want = "00:00 01:00" },
	};

	(void)state;
	HOLD_ALL(cases);
}

#define CLASS "'duration': 60, 'capacity': 3"

static void
seats_are_taken_one_by_one(void **state)
{
	static const struct slot_case cases[] = {
		{ "a start with seats left is offered though it is occupied", .service = CLASS,
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 2}", .want = "09:00/3 10:00/1 11:00/3" },
		{ "a full one is not", .service = CLASS, .bookings = "{" AT("10:00", "11:00") ", 'seats': 3}",
		  .want = "09:00/3 11:00/3", .drops = "10:00=full" },
		{ "seats of all its bookings add up", .service = CLASS,
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 2}, {" AT(
		      "10:00", "11:00") ", 'seats': 1, 'provider': 'Ana'}",
		  .want = "09:00/3 11:00/3", .drops = "10:00=full" },
		{ "more than full is full", .service = CLASS,
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 9}", .want = "09:00/3 11:00/3" },
		{ "a booking without seats is another occasion", .service = CLASS,
		  .bookings = "{" AT("10:00", "11:00") "}", .want = "09:00/3 11:00/3",
		  .drops = "10:00=taken" },
		{ "external busy is none of it", .service = CLASS,
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 1, 'state': 'busy'}",
		  .want = "09:00/3 11:00/3" },
		{ "another end is another occasion", .service = CLASS,
		  .bookings = "{" AT("10:00", "10:59") ", 'seats': 1}", .want = "09:00/3 11:00/3" },
		{ "another start is another occasion",
		  .service = "'duration': 60, 'interval': 30, 'capacity': 3",
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 1}", .want = "09:00/3 10:00/2 11:00/3",
		  .drops = "09:30=taken 10:30=taken 11:30=ends_late" },
		{ "another booking removes the start, seats left or not", .service = CLASS,
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 1}, {" AT("10:30", "10:40") "}",
		  .want = "09:00/3 11:00/3" },
		{ "an absence does too",
		  .providers =
		      "'Ana': {'tz': 'UTC', 'weekly': {'1': [['09:00', '12:00']]},"
		      " 'absences': [{'from': '2026-06-01T10:30:00Z', 'to': '2026-06-01T10:31:00Z'}]}",
		  .service = CLASS, .bookings = "{" AT("10:00", "11:00") ", 'seats': 1}",
		  .want = "09:00/3 11:00/3" },
		{ "its buffers are in the way of others, not of itself", .service = CLASS,
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 1, 'before': 30}",
		  .want = "10:00/2 11:00/3", .drops = "09:00=buffer" },
		{ "cancelled seats are free", .service = CLASS,
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 3, 'state': 'cancelled'}",
		  .want = "09:00/3 10:00/3 11:00/3" },
		{ "held ones until their time", .service = CLASS,
		  .bookings =
		      "{" AT("10:00",
			     "11:00") ", 'seats': 1, 'state': 'held', 'hold_until': '2026-05-01T00:00:00Z'},"
				      "{" AT("10:00", "11:00") ", 'seats': 1, 'state': 'held', 'hold_until': "
							       "'2026-05-01T00:10:00Z'}",
		  .want = "09:00/3 10:00/2 11:00/3" },
		{ "with a capacity of 1 there is nothing to share",
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 1}", .want = "09:00/1 11:00/1" },
		{ "each booking of a class counts for the limits",
		  .service = "'duration': 60, 'capacity': 3, 'limits': {'per_day': 1}",
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 1}", .want = "" },
	};

	(void)state;
	HOLD_ALL(cases);
}

static void
an_occasion_is_of_the_very_provider(void **state)
{
	static const struct slot_case cases[] = {
		{ "of any, the one with most seats counts", .mode = "any", .providers = ANA_AND_BO,
		  .service = CLASS, .bookings = "{" AT("10:00", "11:00") ", 'seats': 2, 'provider': 'Ana'}",
		  .want = "09:00=Ana+Bo/3 10:00=Ana+Bo/3 11:00=Ana+Bo/3" },
		{ "whoever that is", .mode = "any", .providers = ANA_AND_BO, .service = CLASS,
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 2, 'provider': 'Bo'}",
		  .want = "09:00=Ana+Bo/3 10:00=Ana+Bo/3 11:00=Ana+Bo/3" },
		{ "one that is full leaves the other", .mode = "any", .providers = ANA_AND_BO,
		  .service = CLASS, .bookings = "{" AT("10:00", "11:00") ", 'seats': 3, 'provider': 'Ana'}",
		  .want = "09:00=Ana+Bo/3 10:00=Bo/3 11:00=Ana+Bo/3", .drops = "10:00=Ana:full" },
		{ "one without provider is each one's", .mode = "any", .providers = ANA_AND_BO,
		  .service = CLASS, .bookings = "{" AT("10:00", "11:00") ", 'seats': 2}",
		  .want = "09:00=Ana+Bo/3 10:00=Ana+Bo/1 11:00=Ana+Bo/3" },
		{ "its room is not in its own way", .rooms = "'r1': {'kind': 'hall'}",
		  .service = CLASS ", 'room_kinds': ['hall']",
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 2, 'provider': 'Ana', 'room': 'r1'}",
		  .want = "09:00/3 10:00/1 11:00/3" },
		{ "but in another's", .mode = "any", .providers = ANA_AND_BO,
		  .rooms = "'r1': {'kind': 'hall'}", .service = CLASS ", 'room_kinds': ['hall']",
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 2, 'provider': 'Ana', 'room': 'r1'}",
		  .want = "09:00=Ana+Bo/3 10:00=Ana/1 11:00=Ana+Bo/3", .drops = "10:00=Bo:no_room" },
		{ "a room occupied alone is nobody's occasion", .rooms = "'r1': {'kind': 'hall'}",
		  .service = CLASS ", 'room_kinds': ['hall']",
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 2, 'room': 'r1'}",
		  .want = "09:00/3 11:00/3", .drops = "10:00=no_room" },
		{ "of all together, one that names nobody is theirs", .mode = "all", .providers = ANA_AND_BO,
		  .service = CLASS, .bookings = "{" AT("10:00", "11:00") ", 'seats': 2}",
		  .want = "09:00=Ana+Bo/3 10:00=Ana+Bo/1 11:00=Ana+Bo/3" },
		{ "one that names one of them is not", .mode = "all", .providers = ANA_AND_BO,
		  .service = CLASS, .bookings = "{" AT("10:00", "11:00") ", 'seats': 2, 'provider': 'Ana'}",
		  .want = "09:00/3 11:00/3", .drops = "10:00=Ana:taken" },
		{ "nor when there is one of each", .mode = "all", .providers = ANA_AND_BO, .service = CLASS,
		  .bookings =
		      "{" AT("10:00", "11:00") ", 'seats': 1, 'provider': 'Ana'},"
					       "{" AT("10:00", "11:00") ", 'seats': 1, 'provider': 'Bo'}",
		  .want = "09:00/3 11:00/3" },
		{ "but of all who are one, it is", .mode = "all", .service = CLASS,
		  .bookings = "{" AT("10:00", "11:00") ", 'seats': 2, 'provider': 'Ana'}",
		  .want = "09:00/3 10:00/1 11:00/3" },
	};

	(void)state;
	HOLD_ALL(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_of_several_is_a_union),
		cmocka_unit_test(all_together_is_an_intersection),
		cmocka_unit_test(a_start_needs_a_free_room_of_each_kind),
		cmocka_unit_test(seats_are_taken_one_by_one),
		cmocka_unit_test(an_occasion_is_of_the_very_provider),
	};

	return cmocka_run_group_tests_name("slot staff", tests, NULL, NULL);
}
