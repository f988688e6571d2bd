/* Runs the rows of slot_case.h. Besides the starts wanted, of every scenario:
 * each minute is decided as it is listed; the parts of a range come to the
 * whole; a reason is given for what is refused. */
#include "tests/domain/slot_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "domain/scenario.h"

#define MONDAY "2026-06-01T"

static const char *
or_else(const char *text, const char *otherwise)
{
	return text == NULL ? otherwise : text;
}

static char *
json_of(struct arena *a, const struct slot_case *c)
{
	char *json =
	    arena_text(a,
		       "{'now': '%s', 'mode': '%s', 'providers': {%s}, 'rooms': {%s}, 'service': {%s},"
		       " 'bookings': [%s], 'query': {'from': '%s', 'to': '%s'}}",
		       or_else(c->now, "2026-05-01T00:00:00Z"), or_else(c->mode, "one"),
		       or_else(c->providers, "'Ana': {'tz': 'UTC', 'weekly': {'1': [['09:00', '12:00']]}}"),
		       or_else(c->rooms, ""), or_else(c->service, "'duration': 60"), or_else(c->bookings, ""),
		       or_else(c->from, MONDAY "00:00:00Z"), or_else(c->to, "2026-06-02T00:00:00Z"));

	for (char *quote = json; (quote = strchr(quote, '\'')) != NULL;)
		*quote = '"';
	return json;
}

static void
write_start(struct buffer *out, int64_t start)
{
	char text[32];

	if (out->len > 0)
		buffer_char(out, ' ');
	text[strlen(time_write(start, 0, text)) - strlen(":00Z")] = '\0';
	buffer_text(out, strncmp(text, MONDAY, strlen(MONDAY)) == 0 ? text + strlen(MONDAY) : text);
}

static const char *
slots_as_text(struct arena *a, const struct slot_case *c, const struct scenario *s,
	      const struct slot_list *list)
{
	struct buffer out = buffer_new(a, 1 << 20);

	for (size_t i = 0; i < list->count; i++) {
		char separator = '=';

		write_start(&out, list->slots[i].start);
		for (uint32_t p = 0; p < s->facts.providers && strchr(c->want, '=') != NULL; p++) {
			if (!slot_is_free(list, i, p))
				continue;
			buffer_format(&out, "%c%s", separator, s->names[p]);
			separator = '+';
		}
		if (strchr(c->want, '/') != NULL)
			buffer_format(&out, "/%u", list->slots[i].seats_left);
	}
	return buffer_string(&out);
}

static const char *
drops_as_text(struct arena *a, const struct slot_case *c, const struct scenario *s,
	      const struct slot_list *list)
{
	struct buffer out = buffer_new(a, 1 << 20);

	for (size_t i = 0; i < list->drop_count; i++) {
		const struct slot_drop *drop = &list->drops[i];

		write_start(&out, drop->start);
		if (c->mode != NULL)
			buffer_format(&out, "=%s:%s",
				      drop->provider == SLOT_NOBODY ? "-" : s->names[drop->provider],
				      slot_reason_name(drop->reason));
		else
			buffer_format(&out, "=%s", slot_reason_name(drop->reason));
	}
	return buffer_string(&out);
}

/* Every whole minute of the range: yes if and only if it is listed. */
static void
decide_as_listed(const struct slot_case *c, const struct scenario *s, const struct slot_list *list)
{
	struct slot_query query = s->query;
	size_t next = 0;

	for (query.from = (s->query.from + 59) / 60 * 60; query.from < s->query.to; query.from += 60) {
		struct arena *a = arena_new();
		struct slot_decision decision = slot_decide(a, &s->facts, &query);
		bool listed = next < list->count && list->slots[next].start == query.from;

		if ((decision.reason == SLOT_FREE) != listed)
			fail_msg("%s: %lld is listed: %d, but decided: %s", c->it, (long long)query.from,
				 listed, slot_reason_name(decision.reason));
		if (listed && query.mode == SLOT_ANY && !slot_is_free(list, next, decision.providers[0]))
			fail_msg("%s: somebody was chosen who is not free", c->it);
		if (!listed && slot_reason_err(decision.reason) == OK)
			fail_msg("%s: refused without a reason", c->it);
		next += listed;
		arena_free(a);
	}
	assert_int_equal(next, list->count);
}

/* Lists [from, middle) and [middle, to) and lays them side by side. */
static void
split_as_whole(const struct slot_case *c, const struct scenario *s, const struct slot_list *whole)
{
	for (int64_t middle = s->query.from; middle <= s->query.to; middle += 5400) {
		struct arena *a = arena_new();
		struct slot_query first = s->query, second = s->query;
		struct slot_list parts[2];
		size_t next = 0;

		first.to = second.from = middle;
		parts[0] = slot_find(a, &s->facts, &first);
		parts[1] = slot_find(a, &s->facts, &second);
		if (parts[0].count + parts[1].count != whole->count)
			fail_msg("%s: split at %lld", c->it, (long long)middle);
		for (size_t part = 0; part < 2; part++)
			for (size_t i = 0; i < parts[part].count; i++, next++)
				if (parts[part].slots[i].start != whole->slots[next].start
				    || parts[part].slots[i].seats_left != whole->slots[next].seats_left
				    || parts[part].free[i] != whole->free[next])
					fail_msg("%s: split at %lld", c->it, (long long)middle);
		arena_free(a);
	}
}

static void
compare(const struct slot_case *c, const char *what, const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		fail_msg("%s\n  %s: %s\n   wanted: %s", c->it, what, got, want);
}

void
slot_case_hold(const struct slot_case *c)
{
	struct arena *a = arena_new();
	const char *json = json_of(a, c), *complaint = NULL;
	struct scenario s;
	struct slot_list list;

	if (scenario_read(a, json, strlen(json), &s, &complaint) != OK)
		fail_msg("%s: %s", c->it, complaint);
	list = slot_find(a, &s.facts, &s.query);
	compare(c, "slots", slots_as_text(a, c, &s, &list), c->want);
	decide_as_listed(c, &s, &list);
	split_as_whole(c, &s, &list);
	s.query.explain = true;
	list = slot_find(a, &s.facts, &s.query);
	compare(c, "slots, explained", slots_as_text(a, c, &s, &list), c->want);
	if (c->drops != NULL)
		compare(c, "drops", drops_as_text(a, c, &s, &list), c->drops);
	arena_free(a);
}
