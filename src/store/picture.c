/* Rows of photos. Who asks for a studio's binds the studio; the worker, who makes
 * and removes the copies of all, goes by the picture's own key. */
#include "store/picture.h"

#include "store/picture.q.h"

static const char *const state_names[] = { "waiting", "ready", "failed", "removing", NULL };

static const struct field row_fields[] = {
	FIELD(INT, picture_row, service_id),
	FIELD(INT, picture_row, resource_id),
	FIELD(ENUM, picture_row, kind, .names = picture_kind_names),
	FIELD(TEXT, picture_row, digest),
	FIELD(INT, picture_row, width),
};
static const struct shape row_shape = SHAPE(picture_row, row_fields);

static const struct field status_fields[] = {
	FIELD(ENUM, picture_status, state, .names = state_names),
	FIELD(ENUM, picture_status, kind, .names = picture_kind_names),
	FIELD(TEXT, picture_status, digest),
	FIELD(INT, picture_status, width),
	FIELD(ENUM, picture_status, fault, .names = picture_fault_names),
};
static const struct shape status_shape = SHAPE(picture_status, status_fields);

static const struct field work_fields[] = {
	FIELD(INT, picture_work, id),
	FIELD(ENUM, picture_work, state, .names = state_names),
	FIELD(ENUM, picture_work, kind, .names = picture_kind_names),
	FIELD(TEXT, picture_work, spool),
	FIELD(TEXT, picture_work, digest),
};
static const struct shape work_shape = SHAPE(picture_work, work_fields);

struct answer {
	bool yes;
};
static const struct field answer_fields[] = { FIELD(BOOL, answer, yes) };
static const struct shape answer_shape = SHAPE(answer, answer_fields);

struct made {
	int64_t id;
};
static const struct field made_fields[] = { FIELD(INT, made, id) };
static const struct shape made_shape = SHAPE(made, made_fields);

static struct db_arg
some(int64_t id)
{
	return id == 0 ? db_null(DB_INT) : db_int(id);
}

enum err
picture_rows(struct db *db, struct arena *a, int64_t studio, struct list *out)
{
	return db_all(db, a, &q_rows, db_args(db_int(studio)), &row_shape, out);
}

enum err
picture_status(struct db *db, struct arena *a, const struct picture_subject *s, struct list *out)
{
	if (s->studio == 0)
		return db_all(db, a, &q_account_status, db_args(db_int(s->account)), &status_shape, out);
	return db_all(db, a, &q_status, db_args(db_int(s->studio), some(s->service), some(s->resource)),
		      &status_shape, out);
}

enum err
picture_put(struct db *db, struct arena *a, const struct picture_subject *s, const char *spool, int64_t bytes)
{
	struct made *made = arena_make(a, struct made);

	if (s->studio == 0)
		return db_call(db, a, &q_account_put,
			       db_args(db_int(s->account), db_text(spool), db_int(bytes)), &made_shape, made);
	return db_call(
	    db, a, &q_put,
	    db_args(db_int(s->studio), some(s->service), some(s->resource), db_text(spool), db_int(bytes)),
	    &made_shape, made);
}

enum err
picture_drop(struct db *db, struct arena *a, const struct picture_subject *s)
{
	struct made *made = arena_make(a, struct made);

	if (s->studio == 0)
		return db_call(db, a, &q_account_drop, db_args(db_int(s->account)), &made_shape, made);
	return db_call(db, a, &q_drop, db_args(db_int(s->studio), some(s->service), some(s->resource)),
		       &made_shape, made);
}

enum err
picture_find(struct db *db, struct arena *a, int64_t id, struct picture_work *out)
{
	return db_one(db, a, &q_find, db_args(db_int(id)), &work_shape, out);
}

enum err
picture_claim(struct db *db, struct arena *a, int64_t id, const void *digest)
{
	struct answer answer;
	enum err e =
	    db_call(db, a, &q_claim, db_args(db_int(id), db_bytes(digest, 32)), &answer_shape, &answer);

	return e == OK && !answer.yes ? ERR_BUSY : e;
}

enum err
picture_ready(struct db *db, int64_t id, int64_t width, int64_t height, int64_t bytes)
{
	return db_do(db, &q_ready, db_args(db_int(id), db_int(width), db_int(height), db_int(bytes)));
}

enum err
picture_fail(struct db *db, int64_t id, enum picture_fault fault)
{
	return db_do(db, &q_fail, db_args(db_int(id), db_text(picture_fault_names[fault])));
}

enum err
picture_fail_stuck(struct db *db)
{
	return db_do(db, &q_fail_stuck, db_args(db_text(picture_fault_names[PICTURE_DAMAGED])));
}

enum err
picture_release(struct db *db, struct arena *a, int64_t id, bool *last)
{
	struct answer answer;
	enum err e = db_call(db, a, &q_release, db_args(db_int(id)), &answer_shape, &answer);

	if (e == OK)
		*last = answer.yes;
	return e;
}

enum err
picture_forget(struct db *db, int64_t id)
{
	return db_do(db, &q_forget, db_args(db_int(id)));
}

enum err
picture_is_spooled(struct db *db, struct arena *a, const char *spool, bool *out)
{
	struct answer answer;
	enum err e = db_call(db, a, &q_is_spooled, db_args(db_text(spool)), &answer_shape, &answer);

	if (e == OK)
		*out = answer.yes;
	return e;
}
