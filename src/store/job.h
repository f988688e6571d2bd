/* Jobs: what is to be done after a commit, leased by the worker's lanes one
 * studio after the other. Times of leases are the database's. */
#ifndef HORA_STORE_JOB_H
#define HORA_STORE_JOB_H

#include "base/shape.h"
#include "db/db.h"

#define JOB_CRASHES 5 /* a job during which the worker ended so often is set aside */

extern const char *const job_lanes[];  /* ended by NULL */
extern const char *const job_states[]; /* the same */

struct job {
	int64_t id;
	int64_t studio; /* 0 = the platform's */
	const char *lane, *kind, *key;
	const char *payload; /* JSON */
	int64_t due_at;
	int64_t tries;       /* that failed before */
	const char *request; /* whose; NULL = nobody's */
};

/* Who holds leases: unique among all workers that ever ran. */
struct holder {
	const char *lane;
	const char *name;
	int64_t seconds; /* a lease's life */
};

#define JOB_QUEUE_MAX 1000

/* The ids of a lane's due jobs in the order to do them, studio by studio: a list
 * of int64_t, at most JOB_QUEUE_MAX. */
MUST_CHECK enum err job_queue(struct db *, struct arena *, const char *lane, struct list *out);

/* Leases the first `most` of these that are still to be had: struct job; none
 * when others were faster. */
MUST_CHECK enum err job_lease(struct db *, struct arena *, const struct holder *, struct db_arg ids,
			      int64_t most, struct list *out);

/* The ends of a leased job. ERR_NOT_FOUND: the lease was lost meanwhile. Each is
 * one statement, so it can share a transaction with what the job did. */
MUST_CHECK enum err job_done(struct db *, const struct holder *, const struct job *, const char *result);
MUST_CHECK enum err job_retry(struct db *, const struct holder *, const struct job *, const char *why,
			      int64_t seconds);
MUST_CHECK enum err job_postpone(struct db *, const struct holder *, const struct job *, int64_t ms);
MUST_CHECK enum err job_bury(struct db *, const struct holder *, const struct job *, const char *why);

/* Removes jobs that are done and need no record. */
MUST_CHECK enum err job_forget(struct db *, const struct holder *, const int64_t *ids, size_t count);

/* Gives leased jobs back, to be done in so many seconds. */
MUST_CHECK enum err job_release(struct db *, const struct holder *, const int64_t *ids, size_t count,
				int64_t seconds);

/* Takes back the lane's leases that ran out; see JOB_CRASHES. */
MUST_CHECK enum err job_reclaim(struct db *, const char *lane);

struct lane_depth {
	const char *lane;
	int64_t due, leased, dead;
	int64_t age; /* of the oldest due, seconds past its time */
};

extern const struct shape lane_depth_shape;

/* How it stands with a lane, or with each (NULL): struct lane_depth. */
MUST_CHECK enum err job_depth(struct db *, struct arena *, const char *lane, struct list *out);

struct job_row {
	int64_t id, studio;
	const char *lane, *kind, *key, *payload;
	int64_t due_at, tries, crashes;
	const char *state;
	const char *last_error, *result; /* or NULL */
	int64_t done_at;                 /* TIME_NONE until then */
	const char *request;             /* or NULL */
};

extern const struct shape job_row_shape;

/* What to list; NULL = any. */
struct job_filter {
	const char *lane, *state, *kind;
	int64_t most;
};

/* Newest first: struct job_row. */
MUST_CHECK enum err job_list(struct db *, struct arena *, const struct job_filter *, struct list *out);

/* One of them. */
MUST_CHECK enum err job_find(struct db *, struct arena *, int64_t id, struct job_row *out);

/* A letter to an operator, to see whether letters arrive; key is unique. */
MUST_CHECK enum err job_test_mail(struct db *, struct arena *, const char *key, const char *to, int64_t *id);

/* By hand. ERR_NOT_FOUND: no such job, or not in a state for it: dead or dropped
 * to be done again, due or dead to be dropped. */
MUST_CHECK enum err job_again(struct db *, int64_t id);
MUST_CHECK enum err job_drop(struct db *, int64_t id);

/* Deletes jobs that ended before, a thousand at most. ERR_NOT_FOUND: none. */
MUST_CHECK enum err job_purge(struct db *, int64_t before);

/* Writes the jobs of a booking's later step (JSON, as usecase/notify.c makes it)
 * in the open transaction. left: resources that a move has freed. */
MUST_CHECK enum err job_step(struct db *, int64_t studio, int64_t booking, struct db_arg left,
			     const char *jobs);

#endif
