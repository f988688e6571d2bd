/* Scenarios: what is read, what is refused and where, and what is written. */
#include "domain/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NOW "'now': '2026-05-01T00:00:00Z'"
#define ANA "'Ana': {'tz': 'UTC', 'weekly': {'1': [['09:00', '11:00']]}}"
#define PROVIDERS "'providers': {" ANA "}"
#define SERVICE "'service': {'duration': 60}"
#define QUERY "'query': {'from': '2026-06-01T00:00:00Z', 'to': '2026-06-02T00:00:00Z'}"
#define REST PROVIDERS ", " SERVICE ", " QUERY
#define START "'start': '2026-06-01T09:00:00Z'"
#define BOOKING START ", 'end': '2026-06-01T10:00:00Z'"

static char *
quoted(struct arena *a, const char *text)
{
	char *json = arena_dup(a, text);

	for (char *quote = json; (quote = strchr(quote, '\'')) != NULL;)
		*quote = '"';
	return json;
}

/* A complaint that starts with place and ": ", or says so much at least. */
static const struct {
	const char *json, *place;
} mistakes[] = {
	{ "", "byte 1: " },
	{ "{", "byte 2: " },
	{ "{} {}", "byte 4: " },
	{ "[]", "an object is expected" },
	{ "7", "an object is expected" },
	{ "{" REST "}", "now: this key is missing" },
	{ "{" NOW ", " SERVICE ", " QUERY "}", "providers: this key is missing" },
	{ "{" NOW ", " PROVIDERS ", " QUERY "}", "service: this key is missing" },
	{ "{" NOW ", " PROVIDERS ", " SERVICE "}", "query: this key is missing" },
	{ "{" NOW ", 'then': 1, " REST "}", "then: there is no such key" },
	{ "{" NOW ", " NOW ", " REST "}", "byte " }, /* twice */
	{ "{'now': '2026-05-01T00:00:00.5Z', " REST "}", "now: " },
	{ "{'now': '2026-05-01T00:00:00.0Z', " REST "}", "now: " },
	{ "{'now': '2026-05-01T00:00:00', " REST "}", "now: " },
	{ "{'now': '2026-05-01T00:00:60Z', " REST "}", "now: " },
	{ "{'now': '2026-02-30T00:00:00Z', " REST "}", "now: " },
	{ "{'now': 1777593600, " REST "}", "now: " },
	{ "{" NOW ", 'mode': 'some', " REST "}", "mode: " },
	{ "{" NOW ", 'mode': 1, " REST "}", "mode: " },
	{ "{" NOW ", 'providers': [], " SERVICE ", " QUERY "}", "providers: " },
	{ "{" NOW ", 'providers': {}, " SERVICE ", " QUERY "}",
	  "providers: the mode \"one\" wants exactly one" },
	{ "{" NOW ", 'providers': {" ANA ", 'Bo': {'tz': 'UTC'}}, " SERVICE ", " QUERY "}", "providers: " },
	{ "{" NOW ", 'providers': {'Ana': {}}, " SERVICE ", " QUERY "}",
	  "providers.Ana.tz: this key is missing" },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'Europe/Atlantis'}}, " SERVICE ", " QUERY "}",
	  "providers.Ana.tz: there is no time zone of this name" },
	{ "{" NOW ", 'providers': {'Ana': {'tz': '../etc/passwd'}}, " SERVICE ", " QUERY "}",
	  "providers.Ana.tz: " },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'hours': {}}}, " SERVICE ", " QUERY "}",
	  "providers.Ana.hours: there is no such key" },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'weekly': {'0': []}}}, " SERVICE ", " QUERY "}",
	  "providers.Ana.weekly.0: " },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'weekly': {'11': []}}}, " SERVICE ", " QUERY "}",
	  "providers.Ana.weekly.11: " },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'weekly': {'1': ['09:00', '17:00']}}}, " SERVICE
	  ", " QUERY "}",
	  "providers.Ana.weekly.1[0]: a pair" },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'weekly': {'1': [['9:00', '17:00']]}}}, " SERVICE
	  ", " QUERY "}",
	  "providers.Ana.weekly.1[0][0]: " },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'weekly': {'1': [['09:00', '24:01']]}}}, " SERVICE
	  ", " QUERY "}",
	  "providers.Ana.weekly.1[0][1]: " },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'weekly': {'1': [['09:00', '10:60']]}}}, " SERVICE
	  ", " QUERY "}",
	  "providers.Ana.weekly.1[0][1]: " },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'weekly': {'1': [['09:00', '10:00', "
	  "'11:00']]}}}, " SERVICE ", " QUERY "}",
	  "providers.Ana.weekly.1[0]: " },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'overrides': {'2026-13-01': []}}}, " SERVICE
	  ", " QUERY "}",
	  "providers.Ana.overrides.2026-13-01: " },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'overrides': {'2026-06-01': null}}}, " SERVICE
	  ", " QUERY "}",
	  "providers.Ana.overrides.2026-06-01: " },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'closed': ['2026-06-01', '1.6.2026']}}, " SERVICE
	  ", " QUERY "}",
	  "providers.Ana.closed[1]: " },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'absences': [{'from': "
	  "'2026-06-01T10:00:00Z', 'to': '2026-06-01T10:00:00Z'}]}}, " SERVICE ", " QUERY "}",
	  "providers.Ana.absences[0].from: it must be before \"to\"" },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'before': -1}}, " SERVICE ", " QUERY "}",
	  "providers.Ana.before: " },
	{ "{" NOW ", 'providers': {'Ana': {'tz': 'UTC', 'after': 1.5}}, " SERVICE ", " QUERY "}",
	  "providers.Ana.after: " },
	{ "{" NOW ", 'rooms': {'r1': {}}, " REST "}", "rooms.r1.kind: this key is missing" },
	{ "{" NOW ", 'rooms': {'r1': {'kind': 'a', 'absences': []}}, " REST "}",
	  "rooms.r1.absences: there is no such key" },
	{ "{" NOW ", " PROVIDERS ", 'service': {}, " QUERY "}", "service.duration: this key is missing" },
	{ "{" NOW ", " PROVIDERS ", 'service': {'duration': 0}, " QUERY "}",
	  "service.duration: a whole number from 1" },
	{ "{" NOW ", " PROVIDERS ", 'service': {'duration': '60'}, " QUERY "}", "service.duration: " },
	{ "{" NOW ", " PROVIDERS ", 'service': {'duration': 9223372036854775807}, " QUERY "}",
	  "service.duration: " },
	{ "{" NOW ", " PROVIDERS ", 'service': {'duration': 60, 'interval': 0}, " QUERY "}",
	  "service.interval: " },
	{ "{" NOW ", " PROVIDERS ", 'service': {'duration': 60, 'notice': -5}, " QUERY "}",
	  "service.notice: " },
	{ "{" NOW ", " PROVIDERS ", 'service': {'duration': 60, 'capacity': 0}, " QUERY "}",
	  "service.capacity: " },
	{ "{" NOW ", " PROVIDERS ", 'service': {'duration': 60, 'horizon_days': true}, " QUERY "}",
	  "service.horizon_days: " },
	{ "{" NOW ", " PROVIDERS ", 'service': {'duration': 60, 'limits': {'per_month': 1}}, " QUERY "}",
	  "service.limits.per_month: there is no such key" },
	{ "{" NOW ", " PROVIDERS ", 'service': {'duration': 60, 'limits': {'per_day': -1}}, " QUERY "}",
	  "service.limits.per_day: " },
	{ "{" NOW ", " PROVIDERS ", 'service': {'duration': 60, 'room_kinds': ['table']}, " QUERY "}",
	  "service.room_kinds[0]: there is no room of this kind" },
	{ "{" NOW ", " PROVIDERS ", 'service': {'duration': 60, 'room_kinds': 'table'}, " QUERY "}",
	  "service.room_kinds: " },
	{ "{" NOW ", 'bookings': {}, " REST "}", "bookings: an array is expected" },
	{ "{" NOW ", 'bookings': [{" BOOKING "}, {" START "}], " REST "}",
	  "bookings[1].end: this key is missing" },
	{ "{" NOW ", 'bookings': [{" START ", 'end': '2026-06-01T08:00:00Z'}], " REST "}",
	  "bookings[0].start: " },
	{ "{" NOW ", 'bookings': [{" BOOKING ", 'state': 'free'}], " REST "}",
	  "bookings[0].state: there is no such state" },
	{ "{" NOW ", 'bookings': [{" BOOKING ", 'state': 'new'}], " REST "}", "bookings[0].state: " },
	{ "{" NOW ", 'bookings': [{" BOOKING ", 'provider': 'Bo'}], " REST "}", "bookings[0].provider: " },
	{ "{" NOW ", 'bookings': [{" BOOKING ", 'room': 'Ana'}], " REST "}", "bookings[0].room: " },
	{ "{" NOW ", 'bookings': [{" BOOKING ", 'seats': 0}], " REST "}", "bookings[0].seats: " },
	{ "{" NOW ", 'bookings': [{" BOOKING ", 'hold_until': 'soon'}], " REST "}",
	  "bookings[0].hold_until: " },
	{ "{" NOW ", 'bookings': [{" BOOKING ", 'state': 'cancelled', 'provider': 'Bo'}], " REST "}",
	  "bookings[0].provider: " },
	{ "{" NOW ", " PROVIDERS ", " SERVICE
	  ", 'query': {'from': '2026-06-01T00:00:00Z', 'to': '2026-06-01T00:00:00Z'}}",
	  "query.from: it must be before \"to\"" },
	{ "{" NOW ", " PROVIDERS ", " SERVICE
	  ", 'query': {'from': '2026-06-01T00:00:00Z', 'to': '2046-06-01T00:00:00Z'}}",
	  "query.to: " },
	{ "{" NOW ", " PROVIDERS ", " SERVICE ", 'query': {'from': '2026-06-01T00:00:00Z'}}",
	  "query.to: this key is missing" },
};

static void
what_is_wrong_is_told_with_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct arena *a = arena_new();
		const char *json = quoted(a, mistakes[i].json), *complaint = "nothing";
		struct scenario s;
		enum err e = scenario_read(a, json, strlen(json), &s, &complaint);

		if (e != ERR_INVALID || strncmp(complaint, mistakes[i].place, strlen(mistakes[i].place)) != 0)
			fail_msg("%s\n  says: %s\n  want: %s", json, e == OK ? "OK" : complaint,
				 mistakes[i].place);
		arena_free(a);
	}
}

static void
what_is_absent_has_its_default(void **state)
{
	struct arena *a = arena_new();
	const char *json =
	    quoted(a, "{" NOW ", 'bookings': [{" BOOKING ", 'room': null, 'hold_until': null}], " REST "}");
	const char *complaint = NULL;
	struct scenario s;

	(void)state;
	assert_int_equal(scenario_read(a, json, strlen(json), &s, &complaint), OK);
	assert_int_equal(s.query.mode, SLOT_ANY);
	assert_int_equal(s.facts.service.capacity, 1);
	assert_int_equal(s.facts.service.notice, 0);
	assert_int_equal(s.facts.service.horizon_days, SLOT_NO_LIMIT);
	assert_int_equal(s.facts.resources[0].limits.per_day, SLOT_NO_LIMIT);
	assert_int_equal(s.facts.claim_count, 1);
	assert_int_equal(s.facts.claims[0].hold_until, TIME_NONE);
	assert_string_equal(s.names[0], "Ana");
	arena_free(a);
}

static const char *
answered(struct arena *a, const char *scenario, bool explain)
{
	const char *json = quoted(a, scenario), *complaint = NULL;
	struct buffer out = buffer_new(a, 4096);
	struct scenario s;
	struct slot_list list;

	if (scenario_read(a, json, strlen(json), &s, &complaint) != OK)
		fail_msg("%s", complaint);
	s.query.explain = explain;
	list = slot_find(a, &s.facts, &s.query);
	scenario_write(&out, &s, &list);
	return buffer_string(&out);
}

static void
the_answer_is_json(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(
	    answered(a, "{" NOW ", 'bookings': [{" BOOKING "}], " REST "}", false),
	    "{\"slots\": [\n{\"start\": \"2026-06-01T10:00:00Z\", \"end\": \"2026-06-01T11:00:00Z\", "
	    "\"providers\": [\"Ana\"], \"seats_left\": 1}]}\n");
	assert_string_equal(
	    answered(a, "{" NOW ", 'bookings': [{" START ", 'end': '2026-06-01T11:00:00Z'}], " REST "}",
		     false),
	    "{\"slots\": []}\n");
	assert_string_equal(
	    answered(a, "{" NOW ", 'bookings': [{" BOOKING "}], " REST "}", true),
	    "{\"slots\": [\n{\"start\": \"2026-06-01T10:00:00Z\", \"end\": \"2026-06-01T11:00:00Z\", "
	    "\"providers\": [\"Ana\"], \"seats_left\": 1}],\n\"dropped\": [\n"
	    "{\"start\": \"2026-06-01T09:00:00Z\", \"provider\": \"Ana\", \"reason\": \"taken\", "
	    "\"text\": \"This time is taken.\"}]}\n");
	arena_free(a);
}

static void
every_reason_has_a_name_a_sentence_and_an_error(void **state)
{
	(void)state;
	assert_int_equal(slot_reason_err(SLOT_FREE), OK);
	for (enum slot_reason r = 0; r < SLOT_REASON__MAX; r++) {
		assert_non_null(slot_reason_name(r));
		assert_non_null(slot_reason_text(r));
		assert_true(r == SLOT_FREE || slot_reason_err(r) != OK);
		for (enum slot_reason other = 0; other < r; other++)
			assert_string_not_equal(slot_reason_name(r), slot_reason_name(other));
	}
	assert_non_null(slot_reason_text(SLOT_REASON__MAX));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_wrong_is_told_with_its_place),
		cmocka_unit_test(what_is_absent_has_its_default),
		cmocka_unit_test(the_answer_is_json),
		cmocka_unit_test(every_reason_has_a_name_a_sentence_and_an_error),
	};

	return cmocka_run_group_tests_name("scenario", tests, NULL, NULL);
}
