/* Reads POSIX TZ strings and finds the instants at which they change the
 * clock. The reader walks a cursor; whatever it cannot read leaves the cursor
 * where it is, so that one test at the end (nothing left) settles the rest. */
#include "base/zone_rule.h"

#include <string.h>

#include "base/clock.h"

#define DAY 86400

struct cursor {
	const char *at, *end;
	bool bad;
};

static bool
take(struct cursor *c, char wanted)
{
	if (c->at == c->end || *c->at != wanted)
		return false;
	c->at++;
	return true;
}

static bool
is_digit(const struct cursor *c)
{
	return c->at < c->end && *c->at >= '0' && *c->at <= '9';
}

/* A number of at most three digits within a range. */
static int
read_number(struct cursor *c, int least, int most)
{
	const char *start = c->at;
	int number = 0;

	while (is_digit(c) && c->at - start < 3)
		number = number * 10 + (*c->at++ - '0');
	c->bad |= c->at == start || number < least || number > most;
	return number;
}

/* [+-]h[h[h]][:mm[:ss]] */
static int32_t
read_time(struct cursor *c, int most_hours)
{
	bool minus = take(c, '-');
	int32_t seconds;

	if (!minus)
		take(c, '+');
	seconds = read_number(c, 0, most_hours) * 3600;
	if (take(c, ':')) {
		seconds += read_number(c, 0, 59) * 60;
		if (take(c, ':'))
			seconds += read_number(c, 0, 59);
	}
	return minus ? -seconds : seconds;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Letters, or letters, digits and signs between < and >. */
static void
read_abbreviation(struct cursor *c, struct zone_kind *kind)
{
	bool quoted = take(c, '<');
	const char *start = c->at;
	size_t len;

	while (c->at < c->end
	       && (is_letter(*c->at) || (quoted && (is_digit(c) || *c->at == '+' || *c->at == '-'))))
		c->at++;
	len = (size_t)(c->at - start);
	c->bad |= len < 3 || (quoted && !take(c, '>'));
	if (len >= sizeof kind->abbreviation)
		len = sizeof kind->abbreviation - 1;
	memset(kind->abbreviation, 0, sizeof kind->abbreviation);
	memcpy(kind->abbreviation, start, len);
}

static void
read_date(struct cursor *c, struct zone_date *date)
{
	c->bad |= !take(c, ',');
	if (take(c, 'M')) {
		date->form = ZONE_WEEKDAY;
		date->month = read_number(c, 1, 12);
		c->bad |= !take(c, '.');
		date->week = read_number(c, 1, 5);
		c->bad |= !take(c, '.');
		date->day = read_number(c, 0, 6);
	} else {
		date->form = take(c, 'J') ? ZONE_JULIAN : ZONE_DAY;
		date->day = read_number(c, date->form == ZONE_JULIAN, 365);
	}
	date->second = take(c, '/') ? read_time(c, 167) : 2 * 3600;
}

bool
zone_rule_read(const char *text, size_t len, struct zone_rule *out)
{
	struct cursor c = { text, text + len, false };
	struct zone_rule rule = { 0 };

	read_abbreviation(&c, &rule.standard);
	rule.standard.offset = -read_time(&c, 24);
	if (c.at < c.end) {
		rule.changes = true;
		read_abbreviation(&c, &rule.daylight);
		rule.daylight.dst = true;
		rule.daylight.offset = rule.standard.offset + 3600;
		if (c.at < c.end && *c.at != ',')
			rule.daylight.offset = -read_time(&c, 24);
		read_date(&c, &rule.from);
		read_date(&c, &rule.until);
	}
	if (c.bad || c.at < c.end)
		return false;
	/* What changes the name alone is no change: every other change moves the clock. */
	rule.changes = rule.daylight.offset != rule.standard.offset && rule.changes;
	*out = rule;
	return true;
}

/* Seconds since 1970 of the date and time as if the wall clock showed UTC. */
static int64_t
date_in(const struct zone_date *date, int year)
{
	int64_t first = date_days(year, 1, 1), day;

	if (date->form == ZONE_WEEKDAY) {
		day = date_days(year, date->month, 1);
		day += (date->day - date_weekday(day) % 7 + 7) % 7 + (date->week - 1) * 7;
		if (day >= date_days(year, date->month, 1) + month_length(year, date->month))
			day -= 7;
	} else if (date->form == ZONE_DAY) {
		day = first + date->day;
	} else { /* 29 February is never counted */
		day = first + date->day - 1 + (date->day >= 60 && month_length(year, 2) == 29);
	}
	return day * DAY + date->second;
}

void
zone_rule_changes(const struct zone_rule *rule, int year, struct zone_change out[static 2])
{
	out[0].at = date_in(&rule->from, year) - rule->standard.offset;
	out[0].to = &rule->daylight;
	out[1].at = date_in(&rule->until, year) - rule->daylight.offset;
	out[1].to = &rule->standard;
}
