/* The values a scenario is made of, and the places of mistakes. */
#include "domain/scenario_value.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"

#define MINUTES_MOST INT64_C(100000000) /* 190 years */
#define COUNT_MOST INT64_C(1000000)

static const char *
path_of(struct arena *a, const struct place *place)
{
	if (place == NULL)
		return "";
	if (place->name == NULL)
		return arena_text(a, "%s[%zu]", path_of(a, place->in), place->index);
	if (place->in == NULL)
		return place->name;
	return arena_text(a, "%s.%s", path_of(a, place->in), place->name);
}

bool
complain(struct reader *r, const struct place *place, const char *fmt, ...)
{
	char what[256];
	va_list args;

	if (r->complaint != NULL)
		return false;
	va_start(args, fmt);
	vsnprintf(what, sizeof what, fmt, args);
	va_end(args);
	r->complaint = place == NULL ? arena_dup(r->arena, what)
				     : arena_text(r->arena, "%s: %s", path_of(r->arena, place), what);
	return false;
}

bool
want(struct reader *r, const struct json *json, const struct place *place, enum json_kind kind)
{
	static const char *const names[] = {
		[JSON_NULL] = "null",        [JSON_BOOL] = "true or false", [JSON_INTEGER] = "a whole number",
		[JSON_REAL] = "a number",    [JSON_STRING] = "a text",      [JSON_ARRAY] = "an array",
		[JSON_OBJECT] = "an object",
	};

	return json_kind(json) == kind || complain(r, place, "%s is expected", names[kind]);
}

static bool
is_member(const struct member *members, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(members[i].name, name))
			return true;
	return false;
}

bool
take_members(struct reader *r, const struct json *json, const struct place *place,
	     const struct member *members, size_t count, void *record)
{
	if (!want(r, json, place, JSON_OBJECT))
		return false;
	for (size_t i = 0; i < json_count(json); i++) {
		struct place here = { place, NULL, 0 };

		json_member_at(json, i, &here.name);
		if (!is_member(members, count, here.name))
			return complain(r, &here, "there is no such key");
	}
	for (size_t i = 0; i < count; i++) {
		const struct json *value = json_member(json, members[i].name);
		struct place here = { place, members[i].name, 0 };

		if (json_kind(value) == JSON_NULL) {
			if (members[i].required)
				return complain(r, &here, "this key is missing");
		} else if (!members[i].take(r, value, &here, (char *)record + members[i].offset)) {
			return false;
		}
	}
	return true;
}

static bool
take_number(struct reader *r, const struct json *json, const struct place *place, int64_t least, int64_t most,
	    int64_t *out)
{
	*out = json_integer(json);
	if (json_kind(json) == JSON_INTEGER && *out >= least && *out <= most)
		return true;
	return complain(r, place, "a whole number from %" PRId64 " to %" PRId64 " is expected", least, most);
}

static bool
take_scaled(struct reader *r, const struct json *json, const struct place *place, int64_t least,
	    void *seconds)
{
	int64_t minutes;

	if (!take_number(r, json, place, least, MINUTES_MOST, &minutes))
		return false;
	*(int64_t *)seconds = minutes * 60;
	return true;
}

bool
take_minutes(struct reader *r, const struct json *json, const struct place *place, void *seconds)
{
	return take_scaled(r, json, place, 0, seconds);
}

bool
take_duration(struct reader *r, const struct json *json, const struct place *place, void *seconds)
{
	return take_scaled(r, json, place, 1, seconds);
}

bool
take_count(struct reader *r, const struct json *json, const struct place *place, void *number)
{
	return take_number(r, json, place, 0, COUNT_MOST, number);
}

bool
take_seats(struct reader *r, const struct json *json, const struct place *place, void *number)
{
	return take_number(r, json, place, 1, COUNT_MOST, number);
}

bool
take_instant(struct reader *r, const struct json *json, const struct place *place, void *seconds)
{
	size_t len = 0;
	const char *text = json_string(json, &len);

	if (text != NULL && memchr(text, '.', len) == NULL && time_read(text, len, seconds))
		return true;
	return complain(r, place, "a time such as 2026-03-29T09:00:00Z, in whole seconds, is expected");
}

bool
read_date(struct reader *r, const char *text, const struct place *place, int64_t *days)
{
	if (text != NULL && date_read(text, strlen(text), days))
		return true;
	return complain(r, place, "a date such as 2026-03-29 is expected");
}

bool
take_date(struct reader *r, const struct json *json, const struct place *place, void *days)
{
	return read_date(r, json_string(json, NULL), place, days);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
take_clock(struct reader *r, const struct json *json, const struct place *place, void *minutes)
{
	size_t len = 0;
	const char *t = json_string(json, &len);
	int32_t hour, minute;

	if (t != NULL && len == 5 && is_digit(t[0]) && is_digit(t[1]) && t[2] == ':' && is_digit(t[3])
	    && is_digit(t[4])) {
		hour = (t[0] - '0') * 10 + (t[1] - '0');
		minute = (t[3] - '0') * 10 + (t[4] - '0');
		if (minute < 60 && hour * 60 + minute <= 24 * 60) {
			*(int32_t *)minutes = hour * 60 + minute;
			return true;
		}
	}
	return complain(r, place, "a time of day from 00:00 to 24:00 is expected");
}

bool
take_text(struct reader *r, const struct json *json, const struct place *place, void *text)
{
	if (!want(r, json, place, JSON_STRING))
		return false;
	*(const char **)text = json_string(json, NULL);
	return true;
}

static bool
take_kind(struct reader *r, const struct json *json, const struct place *place, enum json_kind kind,
	  void *out)
{
	if (!want(r, json, place, kind))
		return false;
	*(const struct json **)out = json;
	return true;
}

bool
take_object(struct reader *r, const struct json *json, const struct place *place, void *out)
{
	return take_kind(r, json, place, JSON_OBJECT, out);
}

bool
take_array(struct reader *r, const struct json *json, const struct place *place, void *out)
{
	return take_kind(r, json, place, JSON_ARRAY, out);
}
