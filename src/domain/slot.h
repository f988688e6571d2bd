/* Slots: the starts that can be booked (product.md 4.2). The same function
 * lists them and decides about one, so that what is offered can be booked and
 * what is not is refused.
 *
 * All times are instants in Unix seconds, all lengths seconds, all ranges
 * half-open. The facts are arrays in any order; a database can hand its rows
 * over as they come. Nothing here reads a clock. */
#ifndef HORA_DOMAIN_SLOT_H
#define HORA_DOMAIN_SLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/shape.h"
#include "base/zone.h"
#include "domain/calendar.h"

#define SLOT_NO_LIMIT INT64_MAX

/* Most of each for one staff member, the candidate counted too. The bookings
 * that block count, each wholly on the local date of its start. */
struct slot_limits {
	int64_t per_day, per_week, minutes_per_day; /* SLOT_NO_LIMIT = any number */
};

/* A provider (staff) or a room. */
struct slot_resource {
	int64_t id;                      /* a stable key: settles what ranks equal */
	const struct calendar *calendar; /* providers; NULL for rooms: always open */
	int32_t room_kind;               /* rooms: any number that names the kind */
	int64_t before, after;           /* its own buffers, on top of each service's */
	struct slot_limits limits;       /* providers */
	int64_t assigned_at;             /* when it was last given a booking; TIME_NONE = never */
};

/* A resource is occupied. Only claims whose state blocks belong here (state.h;
 * overbook too). */
struct slot_claim {
	uint32_t resource;  /* index into resources; what has another is ignored */
	uint32_t bookings;  /* how many the limits and the choice count; usually 1 */
	int64_t occasion;   /* its claims on several resources are known by it */
	int64_t start, end; /* of the occasion */
	int64_t from, to;   /* blocked: with all buffers, the resource's own included */
	int64_t hold_until; /* blocks no more once now reaches it; TIME_NONE = no hold */
	bool shared;        /* an occasion of the service asked for, with seats for others */
	uint32_t taken;     /* shared: seats taken (claims of one start add up) */
	uint32_t capacity;  /* shared: the occasion's own; 0 = the service's */
};

/* A resource is away: an absence, or a range from an outside calendar. */
struct slot_away {
	uint32_t resource;
	bool outside;
	int64_t from, to;
};

/* A row of the timetable: a class that a provider holds each week. */
struct slot_class {
	uint32_t resource;
	int weekday;                 /* ISO */
	int32_t minute;              /* after midnight, in the provider's zone */
	int64_t first_day, last_day; /* local dates, both included */
};

struct slot_service {
	int64_t duration; /* > 0 */
	int64_t interval; /* step of the grid; 0 = the duration */
	int64_t before, after;
	int64_t notice;
	int64_t horizon_days; /* SLOT_NO_LIMIT = none */
	uint32_t capacity;    /* seats; 1 = an ordinary service */
	bool timetabled;      /* starts by classes, not by the grid */
	const int32_t *room_kinds;
	size_t room_kind_count; /* a kind listed twice asks once */
};

struct slot_facts {
	const struct slot_resource *resources; /* providers first, then rooms */
	uint32_t providers, rooms;
	const struct slot_claim *claims;
	size_t claim_count;
	const struct slot_away *aways;
	size_t away_count;
	const struct slot_class *classes; /* when the service is timetabled */
	size_t class_count;
	struct slot_service service;
};

enum slot_mode {
	SLOT_ANY, /* one of the providers; with one provider, that one */
	SLOT_ALL, /* all of them together */
};

struct slot_query {
	enum slot_mode mode;
	int64_t now;
	int64_t from, to; /* starts wanted: from <= start < to */
	uint32_t seats;   /* wanted; 0 = 1 */
	int64_t moved;    /* an occasion that does not count: its only booking is being moved; 0 = none */
	bool explain;     /* list the grid's starts that are not offered, too */
	/* Looked at by slot_decide alone: */
	int64_t open_bookings, open_most; /* of the customer; open_most 0 = no limit */
	bool overbook;                    /* take the start whatever stands against it */
};

/* Why a start is not offered, from what is hardest to mend to what is nearest
 * to free. */
enum slot_reason {
	SLOT_FREE,
	SLOT_NO_SUCH_MINUTE, /* the clock is moved over it */
	SLOT_PAST,
	SLOT_NOTICE,
	SLOT_HORIZON,
	SLOT_CLOSED,
	SLOT_OUTSIDE_HOURS,
	SLOT_ENDS_LATE, /* starts in time, ends after hours */
	SLOT_OFF_GRID,
	SLOT_ABSENT,
	SLOT_BUSY_OUTSIDE, /* by the outside calendar */
	SLOT_LIMIT_CUSTOMER,
	SLOT_LIMIT_WEEK,
	SLOT_LIMIT_DAY,
	SLOT_LIMIT_MINUTES,
	SLOT_TAKEN,
	SLOT_BUFFER, /* the time is free, the time around it is not */
	SLOT_FULL,
	SLOT_NO_ROOM,
	SLOT_REASON__MAX
};

/* A start. seats_left: before this booking; the greatest among the free
 * providers, for SLOT_ALL the least; 1 when the capacity is 1. */
struct slot {
	int64_t start, end;
	uint32_t seats_left;
};

#define SLOT_NOBODY UINT32_MAX

/* A start of somebody's grid that is not offered. */
struct slot_drop {
	int64_t start;
	uint32_t provider; /* whose; SLOT_NOBODY for SLOT_ALL where nobody in particular is the reason */
	enum slot_reason reason;
};

struct slot_list {
	const struct slot *slots; /* in order, each start once */
	size_t count;
	const uint64_t *free; /* per slot, `words` words: a bit for each free provider */
	size_t words;
	const struct slot_drop *drops; /* in order, when asked to explain */
	size_t drop_count;
};

/* The range of instants whose claims and absences bear on starts in [from, to):
 * facts must hold all that overlap [*first, *last). deciding: for slot_decide,
 * which counts the bookings of the whole day. */
void slot_reach(const struct slot_facts *, int64_t from, int64_t to, bool deciding, int64_t *first,
		int64_t *last);

/* Lists the slots of the range. Lives in the arena. */
struct slot_list slot_find(struct arena *, const struct slot_facts *, const struct slot_query *);

/* The first moment after query->now at which the list may differ though nothing
 * was written: a start is lost to its notice, a hold runs out, another date comes
 * within the horizon. INT64_MAX: never. */
int64_t slot_valid_until(const struct slot_facts *, const struct slot_query *, const struct slot_list *);

/* Is a provider among the free of the i-th slot? */
bool slot_is_free(const struct slot_list *, size_t i, uint32_t provider);

/* What to book. Indexes into resources. */
struct slot_decision {
	enum slot_reason reason;   /* SLOT_FREE: yes; all else below is set only then */
	const uint32_t *providers; /* one, for SLOT_ALL all */
	size_t provider_count;
	const uint32_t *rooms; /* one of each kind asked for, in the order asked */
	size_t room_count;
	int64_t occasion; /* to join; 0 = make a new one (its rooms are then those above) */
	uint32_t seats_left;
	bool overbooked; /* something blocks it: its claims must say overbook */
};

/* Decides about the start query->from (query->to is not looked at). Among the
 * free: fewest bookings that local date, then least recently assigned, then
 * the lowest id. */
struct slot_decision slot_decide(struct arena *, const struct slot_facts *, const struct slot_query *);

#define SLOT_FIRST INT32_MAX

/* The instant of a wall time somebody typed, minute being that of the day. Of a
 * minute that comes twice the one with this offset (seconds east of UTC),
 * SLOT_FIRST or a wrong one the first. SLOT_NO_SUCH_MINUTE or SLOT_FREE. */
enum slot_reason slot_instant(const struct zone *, int64_t date, int32_t minute, int32_t offset,
			      int64_t *out);

/* "outside_hours"; and a sentence for a person, untranslated. Static texts. */
const char *slot_reason_name(enum slot_reason);
const char *slot_reason_text(enum slot_reason);

/* What refusing for this reason is: ERR_CONFLICT when somebody else has the
 * time, ERR_TOO_LATE when it is over or too soon, ERR_INVALID when it was never
 * offered; OK for SLOT_FREE. */
enum err slot_reason_err(enum slot_reason);

#endif
