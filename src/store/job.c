/* Rows of jobs: leasing them in turn, and their ends. */
#include "store/job.h"

#include "store/job.q.h"

const char *const job_lanes[] = { "live", "now", "mail", "sms", "line", "pay", "hooks", "batch", NULL };
const char *const job_states[] = { "due", "leased", "done", "dead", "dropped", NULL };

static const struct field job_fields[] = {
	FIELD(INT, job, id),      FIELD(INT, job, studio), FIELD(TEXT, job, lane),
	FIELD(TEXT, job, kind),   FIELD(TEXT, job, key),   FIELD(TEXT, job, payload),
	FIELD(TIME, job, due_at), FIELD(INT, job, tries),  FIELD(TEXT, job, request),
};
static const struct shape job_shape = SHAPE(job, job_fields);

static const struct field depth_fields[] = {
	FIELD(TEXT, lane_depth, lane), FIELD(INT, lane_depth, due), FIELD(INT, lane_depth, leased),
	FIELD(INT, lane_depth, dead),  FIELD(INT, lane_depth, age),
};
const struct shape lane_depth_shape = SHAPE(lane_depth, depth_fields);

static const struct field row_fields[] = {
	FIELD(INT, job_row, id),       FIELD(INT, job_row, studio),      FIELD(TEXT, job_row, lane),
	FIELD(TEXT, job_row, kind),    FIELD(TEXT, job_row, key),        FIELD(TEXT, job_row, payload),
	FIELD(TIME, job_row, due_at),  FIELD(INT, job_row, tries),       FIELD(INT, job_row, crashes),
	FIELD(TEXT, job_row, state),   FIELD(TEXT, job_row, last_error), FIELD(TEXT, job_row, result),
	FIELD(TIME, job_row, done_at), FIELD(TEXT, job_row, request),
};
const struct shape job_row_shape = SHAPE(job_row, row_fields);

static const struct field id_field[] = { { .name = "id", .kind = KIND_INT } };
static const struct shape id_shape = { "id", sizeof(int64_t), id_field, 1 };

enum err
job_queue(struct db *db, struct arena *a, const char *lane, struct list *out)
{
	return db_all(db, a, &q_queue, db_args(db_text(lane)), &id_shape, out);
}

enum err
job_lease(struct db *db, struct arena *a, const struct holder *h, struct db_arg ids, int64_t most,
	  struct list *out)
{
	return db_all(db, a, &q_lease, db_args(ids, db_text(h->name), db_int(h->seconds), db_int(most)),
		      &job_shape, out);
}

enum err
job_done(struct db *db, const struct holder *h, const struct job *j, const char *result)
{
	return db_run(db, &q_done, db_args(db_int(j->id), db_text(h->name), db_text(result)));
}

enum err
job_retry(struct db *db, const struct holder *h, const struct job *j, const char *why, int64_t seconds)
{
	return db_run(db, &q_retry, db_args(db_int(j->id), db_text(h->name), db_text(why), db_int(seconds)));
}

enum err
job_postpone(struct db *db, const struct holder *h, const struct job *j, int64_t ms)
{
	return db_run(db, &q_postpone, db_args(db_int(j->id), db_text(h->name), db_int(ms)));
}

enum err
job_bury(struct db *db, const struct holder *h, const struct job *j, const char *why)
{
	return db_run(db, &q_bury, db_args(db_int(j->id), db_text(h->name), db_text(why)));
}

enum err
job_forget(struct db *db, const struct holder *h, const int64_t *ids, size_t count)
{
	return db_do(db, &q_forget, db_args(db_ints(ids, count), db_text(h->name)));
}

enum err
job_release(struct db *db, const struct holder *h, const int64_t *ids, size_t count, int64_t seconds)
{
	return db_do(db, &q_release, db_args(db_ints(ids, count), db_text(h->name), db_int(seconds)));
}

enum err
job_reclaim(struct db *db, const char *lane)
{
	return db_do(db, &q_reclaim, db_args(db_text(lane)));
}

enum err
job_depth(struct db *db, struct arena *a, const char *lane, struct list *out)
{
	return db_all(db, a, &q_depth, db_args(db_text(lane)), &lane_depth_shape, out);
}

enum err
job_list(struct db *db, struct arena *a, const struct job_filter *f, struct list *out)
{
	return db_all(db, a, &q_list,
		      db_args(db_text(f->lane), db_text(f->state), db_text(f->kind), db_int(f->most)),
		      &job_row_shape, out);
}

enum err
job_find(struct db *db, struct arena *a, int64_t id, struct job_row *out)
{
	return db_one(db, a, &q_find, db_args(db_int(id)), &job_row_shape, out);
}

enum err
job_test_mail(struct db *db, struct arena *a, const char *key, const char *to, int64_t *id)
{
	return db_call(db, a, &q_test_mail, db_args(db_text(key), db_text(to)), &id_shape, id);
}

enum err
job_again(struct db *db, int64_t id)
{
	return db_run(db, &q_again, db_args(db_int(id)));
}

enum err
job_drop(struct db *db, int64_t id)
{
	return db_run(db, &q_drop, db_args(db_int(id)));
}

enum err
job_purge(struct db *db, int64_t before)
{
	return db_run(db, &q_purge, db_args(db_time(before)));
}

enum err
job_step(struct db *db, int64_t studio, int64_t booking, struct db_arg left, const char *jobs)
{
	return db_do(db, &q_step, db_args(db_int(studio), db_int(booking), left, db_text(jobs)));
}
