/* Time zones by name, from the system's zone files (RFC 8536, TZif version 2
 * and later, with the POSIX footer for times after the last transition).
 * Independent of the process's own TZ; no globals. */
#ifndef HORA_BASE_ZONE_H
#define HORA_BASE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct zone;

/* What a wall clock shows at an instant. */
struct wall {
	int64_t date;   /* days since 1970-01-01 */
	int32_t second; /* of the day, 0 to 86399 */
	int32_t offset; /* seconds east of UTC */
	bool dst;
	char abbreviation[8]; /* "WEST", "+08", … */
};

/* Opens a zone by IANA name ("Europe/Lisbon"). Names with "..", a leading "/"
 * or unknown characters are ERR_INVALID, unknown ones ERR_NOT_FOUND, files that
 * are there but cannot be read ERR_INTERNAL. The zone
 * is the caller's: zone_free, or arena_own with it. */
MUST_CHECK enum err zone_open(const char *name, struct zone **out);

/* The same from a file's content, which may be anything: ERR_INVALID when it is
 * no zone file of version 2 or later, or counts leap seconds. */
MUST_CHECK enum err zone_read(const char *name, const void *bytes, size_t len, struct zone **out);

/* Lets a zone go (NULL is allowed); the name it was opened with. */
void zone_free(void *zone);
const char *zone_name(const struct zone *);

/* The wall clock at an instant. */
struct wall zone_wall(const struct zone *, int64_t instant);

/* The instants at which the wall clock shows this date and second of day:
 * none in a spring gap, two (in order) in an autumn overlap, else one. second
 * may be 86400: the end of the date, the first instant of the next local date. */
int zone_instants(const struct zone *, int64_t date, int32_t second, int64_t out[2]);

/* The first instant of a local date (midnight may not exist), so that
 * [first(d), first(d + 1)) is the whole date. */
int64_t zone_day_start(const struct zone *, int64_t date);

/* The first instant after `after` at which the offset changes; INT64_MAX when
 * there is none before `until`. */
int64_t zone_next_change(const struct zone *, int64_t after, int64_t until);

#endif
