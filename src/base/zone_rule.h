/* The rule a zone follows after its last listed transition: a POSIX TZ string
 * (POSIX.1-2017 8.3, with the extensions of RFC 8536 3.3.1), as found in the
 * footer of zone files. Used by base/zone.c alone. */
#ifndef HORA_BASE_ZONE_RULE_H
#define HORA_BASE_ZONE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The offsets RFC 8536 3.2 allows, seconds east of UTC. */
#define ZONE_OFFSET_LEAST (-89999)
#define ZONE_OFFSET_MOST 93599

/* One way of setting the clock. */
struct zone_kind {
	int32_t offset; /* seconds east of UTC */
	bool dst;
	char abbreviation[8];
};

/* A date that comes every year, and the wall clock time on it. */
struct zone_date {
	enum { ZONE_JULIAN, ZONE_DAY, ZONE_WEEKDAY } form; /* Jn, n, Mm.w.d */
	int day;                                           /* 1 to 365; 0 to 365; weekday, Sunday = 0 */
	int month, week;                                   /* of ZONE_WEEKDAY; week 5 is the last */
	int32_t second;                                    /* of the day; within a week either way */
};

struct zone_rule {
	struct zone_kind standard, daylight;
	bool changes; /* daylight is used at all */
	struct zone_date from, until;
};

struct zone_change {
	int64_t at;
	const struct zone_kind *to; /* one of the rule's */
};

/* Reads the whole text; false when it is malformed or leaves dates out. */
bool zone_rule_read(const char *text, size_t len, struct zone_rule *out);

/* The two changes that a rule makes in a year: to daylight, then to standard
 * time, whichever comes first in the year. */
void zone_rule_changes(const struct zone_rule *, int year, struct zone_change out[static 2]);

#endif
