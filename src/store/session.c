/* Rows of sessions and keys. */
#include "store/session.h"

#include <string.h>

#include "store/session.q.h"

static const struct field row_fields[] = {
	FIELD(INT, session_row, session),
	FIELD(INT, session_row, account),
	FIELD(ENUM, session_row, strength, .names = strength_names),
	FIELD(TIME, session_row, proved_at),
	FIELD(INT, session_row, studio),
	FIELD(TEXT, session_row, role),
	FIELD(INT, session_row, resource),
	FIELD(BOOL, session_row, platform),
	FIELD(BOOL, session_row, owns),
	FIELD(BOOL, session_row, verified),
	FIELD(TEXT, session_row, email),
	FIELD(TEXT, session_row, first_name),
	FIELD(TEXT, session_row, last_name),
	FIELD(TEXT, session_row, phone),
	FIELD(TEXT, session_row, language),
	FIELD(TEXT, session_row, zone),
	FIELD(BOOL, session_row, weak),
};
static const struct shape row_shape = SHAPE(session_row, row_fields);

static const struct field item_fields[] = {
	FIELD(INT, session_item, id),       FIELD(ENUM, session_item, strength, .names = strength_names),
	FIELD(TIME, session_item, created), FIELD(TIME, session_item, seen),
	FIELD(TEXT, session_item, address), FIELD(TEXT, session_item, agent),
};
const struct shape session_item_shape = SHAPE(session_item, item_fields);

static const struct field needs_fields[] = {
	FIELD(BOOL, session_needs, works),
	FIELD(BOOL, session_needs, factor),
};
static const struct shape needs_shape = SHAPE(session_needs, needs_fields);

static const struct field key_fields[] = {
	FIELD(INT, key_row, key),
	FIELD(INT, key_row, studio),
	FIELD(TEXT, key_row, slug),
	FIELD(TEXT, key_row, scopes),
};
static const struct shape key_shape = SHAPE(key_row, key_fields);

static const struct field id_field[] = { { .name = "id", .kind = KIND_INT } };
static const struct shape id_shape = { "id", sizeof(int64_t), id_field, 1 };

enum err
session_look(struct db *db, struct arena *a, const char *name, int64_t now, const struct session_place *place,
	     struct session_row *out)
{
	return db_one(db, a, &q_look,
		      db_args(db_bytes(name, strlen(name)), db_time(now), db_text(place->studio),
			      db_text(place->booking)),
		      &row_shape, out);
}

enum err
session_open(struct db *db, struct arena *a, const struct session_opening *s, int64_t *id)
{
	return db_call(db, a, &q_open,
		       db_args(db_int(s->account), db_bytes(s->name, strlen(s->name)),
			       db_text(strength_names[s->strength]), db_time(s->now), db_int(s->life.idle),
			       db_int(s->life.whole), db_text(s->address == NULL ? "" : s->address),
			       db_text(s->agent == NULL ? "" : s->agent)),
		       &id_shape, id);
}

enum err
session_end(struct db *db, const char *name, int64_t now)
{
	return db_do(db, &q_end, db_args(db_bytes(name, strlen(name)), db_time(now)));
}

enum err
session_end_all(struct db *db, int64_t account, int64_t but, int64_t now)
{
	return db_do(db, &q_end_all, db_args(db_int(account), db_int(but), db_time(now)));
}

enum err
session_end_one(struct db *db, int64_t account, int64_t id, int64_t now)
{
	return db_run(db, &q_end_one, db_args(db_int(account), db_int(id), db_time(now)));
}

enum err
session_list(struct db *db, struct arena *a, int64_t account, int64_t now, struct list *out)
{
	return db_all(db, a, &q_list, db_args(db_int(account), db_time(now)), &session_item_shape, out);
}

enum err
session_tidy(struct db *db, int64_t before)
{
	return db_do(db, &q_tidy, db_args(db_time(before)));
}

enum err
session_needs(struct db *db, struct arena *a, int64_t account, struct session_needs *out)
{
	return db_call(db, a, &q_works, db_args(db_int(account)), &needs_shape, out);
}

enum err
key_look(struct db *db, struct arena *a, const char *secret, int64_t now, struct key_row *out)
{
	return db_one(db, a, &q_key_look, db_args(db_bytes(secret, strlen(secret)), db_time(now)), &key_shape,
		      out);
}
