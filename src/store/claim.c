/* Rows of what occupies resources. */
#include "store/claim.h"

#include "store/claim.q.h"

static const struct field busy_fields[] = {
	FIELD(INT, busy, resource_id), FIELD(TIME, busy, starts),    FIELD(TIME, busy, ends),
	FIELD(INT, busy, lead_sec),    FIELD(INT, busy, length_sec), FIELD(TIME, busy, hold_until),
	FIELD(INT, busy, occasion_id),
};
static const struct shape busy_shape = SHAPE(busy, busy_fields);

static const struct field away_fields[] = {
	FIELD(INT, away, resource_id),
	FIELD(TIME, away, starts),
	FIELD(TIME, away, ends),
	FIELD(BOOL, away, external),
};
static const struct shape away_shape = SHAPE(away, away_fields);

static const struct field class_fields[] = {
	FIELD(INT, class, id),       FIELD(TIME, class, starts), FIELD(TIME, class, ends),
	FIELD(INT, class, capacity), FIELD(INT, class, taken),   FIELD(INT, class, resource_id),
};
static const struct shape class_shape = SHAPE(class, class_fields);

static const struct field version_fields[] = {
	FIELD(INT, resource_version, resource_id),
	FIELD(INT, resource_version, version),
	FIELD(TIME, resource_version, assigned_at),
};
static const struct shape version_shape = SHAPE(resource_version, version_fields);

static const struct field occupation_fields[] = {
	FIELD(INT, occupation, rules),
	FIELD(INT, occupation, occupied),
};
static const struct shape occupation_shape = SHAPE(occupation, occupation_fields);

enum err
claim_occupation(struct db *db, struct arena *a, const struct claim_query *s, struct occupation *out)
{
	return db_one(db, a, &q_version, db_args(db_int(s->studio), db_ints(s->resources, s->count)),
		      &occupation_shape, out);
}

enum err
claim_busy(struct db *db, struct arena *a, const struct claim_query *s, struct list *out)
{
	return db_all(
	    db, a, &q_busy,
	    db_args(db_int(s->studio), db_ints(s->resources, s->count), db_time(s->from), db_time(s->to)),
	    &busy_shape, out);
}

enum err
claim_away(struct db *db, struct arena *a, const struct claim_query *s, struct list *out)
{
	return db_all(
	    db, a, &q_away,
	    db_args(db_int(s->studio), db_ints(s->resources, s->count), db_time(s->from), db_time(s->to)),
	    &away_shape, out);
}

enum err
claim_classes(struct db *db, struct arena *a, const struct claim_query *s, int64_t service, struct list *out)
{
	return db_all(db, a, &q_classes,
		      db_args(db_int(s->studio), db_int(service), db_time(s->from), db_time(s->to),
			      db_ints(s->resources, s->count)),
		      &class_shape, out);
}

enum err
claim_versions(struct db *db, struct arena *a, const struct claim_query *s, struct list *out)
{
	return db_all(db, a, &q_versions, db_args(db_int(s->studio), db_ints(s->resources, s->count)),
		      &version_shape, out);
}
