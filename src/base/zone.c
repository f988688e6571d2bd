/* Zone files (RFC 8536): the reader, and the questions asked of a zone. All
 * answers come from one primitive, the stretch of time around an instant in
 * which the clock is set one way; the file's table gives it up to the last
 * listed transition and the footer's rule after that. */
#include "base/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/zone_rule.h"

#define FOLDER "/usr/share/zoneinfo/"
#define NAME_MOST 64
#define FILE_MOST 65536
#define RULE_YEARS 5
#define RULE_CYCLE 801 /* changes in 400 years: what has not come by then never does */
#define HEADER 44
#define DAY 86400
#define FAR (INT64_C(1) << 42) /* days; beyond, there are no dates */

struct zone {
	size_t count; /* transitions, in order */
	int64_t *at;  /* instants of the transitions */
	uint8_t *to;  /* the kind each changes to; the first kind holds before all */
	struct zone_kind kinds[256];
	bool ruled; /* rule tells what follows the last transition */
	struct zone_rule rule;
	char name[];
};

struct stretch {
	int64_t from, until;
	const struct zone_kind *kind;
};

/* What is left of a file's bytes. */
struct cursor {
	const unsigned char *at;
	size_t left;
};

/* How many of each there are, in the header's order. */
enum part { ISUT, ISSTD, LEAP, TIME, TYPE, CHARS, PART__MAX };

static const unsigned char *
take(struct cursor *c, size_t count, size_t size)
{
	const unsigned char *start = c->at;

	if (size != 0 && count > c->left / size)
		return NULL;
	c->at += count * size;
	c->left -= count * size;
	return start;
}

/* A big-endian number of `size` bytes in two's complement. */
static int64_t
number(const unsigned char *at, size_t size)
{
	uint64_t n = at[0] & 0x80 ? UINT64_MAX : 0;

	for (size_t i = 0; i < size; i++)
		n = n << 8 | at[i];
	return (int64_t)n;
}

static bool
read_header(struct cursor *c, uint32_t counts[static PART__MAX])
{
	const unsigned char *header = take(c, 1, HEADER);

	if (header == NULL || memcmp(header, "TZif", 4) != 0 || header[4] < '2')
		return false;
	for (size_t i = 0; i < PART__MAX; i++)
		counts[i] = (uint32_t)number(header + 20 + 4 * i, 4);
	return true;
}

/* The transitions, in order and each to a known kind. */
static bool
read_transitions(struct zone *zone, struct cursor *c, const uint32_t counts[static PART__MAX])
{
	const unsigned char *times = take(c, counts[TIME], 8);
	const unsigned char *types = times == NULL ? NULL : take(c, counts[TIME], 1);

	if (types == NULL)
		return false;
	zone->at = calloc(counts[TIME] + 1, sizeof *zone->at + sizeof *zone->to);
	if (zone->at == NULL)
		abort();
	zone->to = (uint8_t *)(zone->at + counts[TIME] + 1);
	zone->count = counts[TIME];
	for (size_t i = 0; i < zone->count; i++) {
		zone->at[i] = number(times + 8 * i, 8);
		zone->to[i] = types[i];
		if (types[i] >= counts[TYPE] || (i > 0 && zone->at[i] <= zone->at[i - 1]))
			return false;
	}
	return true;
}

static bool
read_kinds(struct zone *zone, struct cursor *c, const uint32_t counts[static PART__MAX])
{
	const unsigned char *types = take(c, counts[TYPE], 6);
	const unsigned char *chars = types == NULL ? NULL : take(c, counts[CHARS], 1);

	if (chars == NULL || counts[TYPE] == 0 || counts[TYPE] > 256)
		return false;
	for (size_t i = 0; i < counts[TYPE]; i++) {
		const unsigned char *type = types + 6 * i;
		struct zone_kind *kind = &zone->kinds[i];
		int64_t offset = number(type, 4);
		const char *name;
		size_t len;

		if (offset < ZONE_OFFSET_LEAST || offset > ZONE_OFFSET_MOST || type[4] > 1
		    || type[5] >= counts[CHARS])
			return false;
		name = (const char *)chars + type[5];
		len = strnlen(name, counts[CHARS] - type[5]);
		if (len >= sizeof kind->abbreviation)
			len = sizeof kind->abbreviation - 1;
		kind->offset = (int32_t)offset;
		kind->dst = type[4] == 1;
		memcpy(kind->abbreviation, name, len);
	}
	return true;
}

/* "\n" rule "\n", where the rule may be missing. */
static bool
read_footer(struct zone *zone, struct cursor *c)
{
	const unsigned char *text, *end;

	if (c->left < 2 || *c->at != '\n')
		return false;
	text = c->at + 1;
	end = memchr(text, '\n', c->left - 1);
	if (end == NULL)
		return false;
	zone->ruled = end > text;
	return !zone->ruled || zone_rule_read((const char *)text, (size_t)(end - text), &zone->rule);
}

/* The 32-bit block of version 1 is passed over. A file that counts leap
 * seconds ("right/") tells another time than ours and is refused. */
static bool
read_file(struct zone *zone, struct cursor *c)
{
	uint32_t v1[PART__MAX], v2[PART__MAX];

	return read_header(c, v1) && take(c, v1[TIME], 5) != NULL && take(c, v1[TYPE], 6) != NULL
	       && take(c, v1[CHARS], 1) != NULL && take(c, v1[LEAP], 8) != NULL
	       && take(c, v1[ISSTD], 1) != NULL && take(c, v1[ISUT], 1) != NULL && read_header(c, v2)
	       && v2[LEAP] == 0 && read_transitions(zone, c, v2) && read_kinds(zone, c, v2)
	       && take(c, v2[ISSTD], 1) != NULL && take(c, v2[ISUT], 1) != NULL && read_footer(zone, c);
}

enum err
zone_read(const char *name, const void *bytes, size_t len, struct zone **out)
{
	struct cursor c = { bytes, len };
	struct zone *zone = calloc(1, sizeof *zone + strlen(name) + 1);

	if (zone == NULL)
		abort();
	memcpy(zone->name, name, strlen(name));
	if (!read_file(zone, &c)) {
		zone_free(zone);
		return ERR_INVALID;
	}
	*out = zone;
	return OK;
}

/* Parts of letters, digits, "_", "+" and "-", each of which starts with a
 * letter, the first with a capital: so no "..", no "posix/", no "zone.tab". */
static bool
is_name(const char *name)
{
	size_t len = strlen(name);

	if (len == 0 || len > NAME_MOST || name[0] < 'A' || name[0] > 'Z')
		return false;
	for (size_t i = 0; i < len; i++) {
		bool letter = (name[i] >= 'a' && name[i] <= 'z') || (name[i] >= 'A' && name[i] <= 'Z');
		bool other =
		    (name[i] >= '0' && name[i] <= '9') || name[i] == '_' || name[i] == '+' || name[i] == '-';

		if (!letter && (i == 0 || name[i - 1] == '/' || !(other || name[i] == '/')))
			return false;
	}
	return name[len - 1] != '/';
}

/* A file's bytes, in one read as for any regular file; what fills the space is
 * no zone file. */
static enum err
load(const char *path, unsigned char *bytes, size_t room, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = fd < 0 ? -1 : read(fd, bytes, room);
	int why = errno;

	if (fd >= 0)
		close(fd);
	if (n < 0)
		return why == ENOENT || why == ENOTDIR || why == EISDIR ? ERR_NOT_FOUND : ERR_INTERNAL;
	*len = (size_t)n;
	return *len < room ? OK : ERR_INVALID;
}

enum err
zone_open(const char *name, struct zone **out)
{
	char path[sizeof FOLDER + NAME_MOST] = FOLDER;
	unsigned char *bytes;
	size_t len;
	enum err e;

	if (!is_name(name))
		return ERR_INVALID;
	memcpy(path + sizeof FOLDER - 1, name, strlen(name) + 1);
	bytes = malloc(FILE_MOST);
	if (bytes == NULL)
		abort();
	e = load(path, bytes, FILE_MOST, &len);
	if (e == OK)
		e = zone_read(name, bytes, len, out);
	free(bytes);
	return e;
}

void
zone_free(void *thing)
{
	struct zone *zone = thing;

	if (zone == NULL)
		return;
	free(zone->at);
	free(zone);
}

const char *
zone_name(const struct zone *zone)
{
	return zone->name;
}

static int64_t
date_of(int64_t local)
{
	return local / DAY - (local % DAY < 0);
}

/* Looks at the changes of five years, in the order of time: both of one year can
 * lie in its neighbour's first or last week. At one and the same instant the
 * later year's change holds, which is how "all year" is written. */
static struct stretch
ruled_stretch(const struct zone *zone, int64_t instant)
{
	struct stretch s = { INT64_MIN, INT64_MAX, &zone->rule.standard };
	struct zone_change changes[2 * RULE_YEARS];
	int year;

	if (zone->count > 0)
		s.from = zone->at[zone->count - 1];
	if (!zone->rule.changes || instant / DAY > FAR || instant / DAY < -FAR)
		return s;
	year = date_civil(date_of(instant + zone->rule.standard.offset)).year;
	for (int i = 0; i < RULE_YEARS; i++)
		zone_rule_changes(&zone->rule, year - RULE_YEARS / 2 + i, changes + 2 * i);
	for (int i = 1; i < 2 * RULE_YEARS; i++) {
		struct zone_change change = changes[i];
		int j = i;

		for (; j > 0 && changes[j - 1].at > change.at; j--)
			changes[j] = changes[j - 1];
		changes[j] = change;
	}
	for (int i = 0; i < 2 * RULE_YEARS; i++) {
		if (changes[i].at > instant) {
			s.until = changes[i].at;
			break;
		}
		s.kind = changes[i].to;
		if (changes[i].at > s.from)
			s.from = changes[i].at;
	}
	return s;
}

static struct stretch
stretch_at(const struct zone *zone, int64_t instant)
{
	size_t low = 0, high = zone->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (zone->at[middle] <= instant)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == zone->count && zone->ruled)
		return ruled_stretch(zone, instant);
	return (struct stretch){
		low == 0 ? INT64_MIN : zone->at[low - 1],
		low == zone->count ? INT64_MAX : zone->at[low],
		&zone->kinds[low == 0 ? 0 : zone->to[low - 1]],
	};
}

struct wall
zone_wall(const struct zone *zone, int64_t instant)
{
	const struct zone_kind *kind = stretch_at(zone, instant).kind;
	struct wall wall = { .offset = kind->offset, .dst = kind->dst };
	int64_t local;

	if (__builtin_add_overflow(instant, kind->offset, &local))
		local = instant;
	wall.date = date_of(local);
	wall.second = (int32_t)((local % DAY + DAY) % DAY);
	memcpy(wall.abbreviation, kind->abbreviation, sizeof wall.abbreviation);
	return wall;
}

int
zone_instants(const struct zone *zone, int64_t date, int32_t second, int64_t out[2])
{
	int64_t local, from;
	int count = 0;

	if (date > FAR || date < -FAR || second < 0 || second > DAY)
		return 0;
	if (second == DAY) {
		out[0] = zone_day_start(zone, date + 1);
		return 1;
	}
	local = date * DAY + second;
	for (from = local - ZONE_OFFSET_MOST; from <= local - ZONE_OFFSET_LEAST && count < 2;) {
		struct stretch s = stretch_at(zone, from);
		int64_t instant = local - s.kind->offset;

		if (instant >= s.from && instant < s.until)
			out[count++] = instant;
		from = s.until;
	}
	return count;
}

/* The local date before the loop's first instant is an earlier one; in each
 * stretch the date is reached when the clock does, or at once when the change
 * of the clock has passed its first moment over. */
int64_t
zone_day_start(const struct zone *zone, int64_t date)
{
	int64_t local, from;

	if (date > FAR)
		return INT64_MAX;
	if (date < -FAR)
		return INT64_MIN;
	local = date * DAY;
	for (from = local - ZONE_OFFSET_MOST - 1;;) {
		struct stretch s = stretch_at(zone, from);
		int64_t instant = local - s.kind->offset;

		if (instant < s.from)
			instant = s.from;
		if (instant < s.until)
			return instant;
		from = s.until;
	}
}

int64_t
zone_next_change(const struct zone *zone, int64_t after, int64_t until)
{
	struct stretch s = stretch_at(zone, after);

	for (size_t left = zone->count + RULE_CYCLE; s.until < until && left > 0; left--) {
		struct stretch next = stretch_at(zone, s.until);

		if (next.kind->offset != s.kind->offset)
			return s.until;
		s = next;
	}
	return INT64_MAX;
}
