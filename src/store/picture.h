/* Photos as rows: what a page shows, what was sent, and what the worker makes of
 * it. */
#ifndef HORA_STORE_PICTURE_H
#define HORA_STORE_PICTURE_H

#include "base/shape.h"
#include "db/db.h"
#include "domain/picture.h"

/* What a photo shows: a studio, one of its services, one of its staff; or, with
 * no studio, an account's holder. 0 = not that. */
struct picture_subject {
	int64_t studio, service, resource, account;
};

enum picture_state { PICTURE_WAITING, PICTURE_READY, PICTURE_FAILED, PICTURE_REMOVING, PICTURE_STATE__MAX };

/* One that is shown. */
struct picture_row {
	int64_t service_id, resource_id; /* 0 = the studio's own */
	int kind;                        /* enum picture_kind */
	const char *digest;
	int64_t width;
};

/* What there is of a subject. */
struct picture_status {
	int state;          /* enum picture_state */
	int kind;           /* enum picture_kind */
	const char *digest; /* NULL until it is ready */
	int64_t width;      /* 0 until then */
	int fault;          /* enum picture_fault */
};

/* One to work on. */
struct picture_work {
	int64_t id;
	int state, kind;
	const char *spool;  /* NULL once it is worked off */
	const char *digest; /* NULL: it has no files */
};

/* The photos a studio's pages show: struct picture_row. */
MUST_CHECK enum err picture_rows(struct db *, struct arena *, int64_t studio, struct list *out);

/* The newest of a subject in each state but removing, newest first: struct
 * picture_status. */
MUST_CHECK enum err picture_status(struct db *, struct arena *, const struct picture_subject *,
				   struct list *out);

/* Keeps one that lies in the spool, with the job that works it off; what waited
 * for the same subject is dropped. ERR_CONFLICT: the studio has no room. */
MUST_CHECK enum err picture_put(struct db *, struct arena *, const struct picture_subject *,
				const char *spool, int64_t bytes);

/* Drops all there is of a subject; files follow. */
MUST_CHECK enum err picture_drop(struct db *, struct arena *, const struct picture_subject *);

/* For the worker, whosever they are: one to work on. */
MUST_CHECK enum err picture_find(struct db *, struct arena *, int64_t id, struct picture_work *out);

/* Says which files a waiting one will have. ERR_BUSY: another's removal may be
 * deleting these. */
MUST_CHECK enum err picture_claim(struct db *, struct arena *, int64_t id, const void *digest);

/* The copies are in place: it is shown from now on. */
MUST_CHECK enum err picture_ready(struct db *, int64_t id, int64_t width, int64_t height, int64_t bytes);

/* Nothing can be made of it. */
MUST_CHECK enum err picture_fail(struct db *, int64_t id, enum picture_fault);

/* The same for those that no worker came to an end with. */
MUST_CHECK enum err picture_fail_stuck(struct db *);

/* *last: no other picture has the files of this one, which is being removed. */
MUST_CHECK enum err picture_release(struct db *, struct arena *, int64_t id, bool *last);

/* It has no files any more. */
MUST_CHECK enum err picture_forget(struct db *, int64_t id);

/* Is a file of the spool still wanted? */
MUST_CHECK enum err picture_is_spooled(struct db *, struct arena *, const char *spool, bool *out);

#endif
