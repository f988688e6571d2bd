/* What occupies resources, as rows for the slot engine. Lists live in the arena. */
#ifndef HORA_STORE_CLAIM_H
#define HORA_STORE_CLAIM_H

#include "base/shape.h"
#include "db/db.h"

/* A claim that blocks, or did while it was held. */
struct busy {
	int64_t resource_id;
	int64_t starts, ends; /* blocked, buffers included */
	int64_t lead_sec;     /* from starts to the occasion's start */
	int64_t length_sec;   /* of the occasion */
	int64_t hold_until;   /* TIME_NONE when not held */
	int64_t occasion_id;
};

/* Time away: an absence, or what an outside calendar says. */
struct away {
	int64_t resource_id;
	int64_t starts, ends;
	bool external;
};

/* An occasion of a class, once per resource that it occupies. */
struct class
{
	int64_t id;
	int64_t starts, ends;
	int64_t capacity, taken;
	int64_t resource_id;
};

/* A resource's version, and when it was last given a booking (TIME_NONE: never). */
struct resource_version {
	int64_t resource_id;
	int64_t version;
	int64_t assigned_at;
};

/* What the starts of some resources depend on, as counts of changes. */
struct occupation {
	int64_t rules;    /* of the studio's rules */
	int64_t occupied; /* of what occupies the resources, all together */
};

/* Which resources, in which period. */
struct claim_query {
	int64_t studio;
	const int64_t *resources;
	size_t count;
	int64_t from, to;
};

/* Claims that block: struct busy, by resource and start. Each of these reads
 * lists of rows that live in the arena. */
MUST_CHECK enum err claim_busy(struct db *, struct arena *, const struct claim_query *, struct list *out);

/* Absences and external busy: struct away. */
MUST_CHECK enum err claim_away(struct db *, struct arena *, const struct claim_query *, struct list *out);

/* Occasions of a class that start in the period: struct class. */
MUST_CHECK enum err claim_classes(struct db *, struct arena *, const struct claim_query *, int64_t service,
				  struct list *out);

/* The counts, whatever the period. ERR_NOT_FOUND: no such studio. */
MUST_CHECK enum err claim_occupation(struct db *, struct arena *, const struct claim_query *,
				     struct occupation *out);

/* Versions, whatever the period: struct resource_version. */
MUST_CHECK enum err claim_versions(struct db *, struct arena *, const struct claim_query *, struct list *out);

#endif
