/* Rows of people on their way through another's log-in, and of the one-time
 * tokens that partners' users have come in with. */
#ifndef HORA_STORE_ATTEMPT_H
#define HORA_STORE_ATTEMPT_H

#include "base/shape.h"
#include "db/db.h"

struct attempt {
	const char *id;
	int64_t provider_id;
	int64_t account;                      /* that wants the link; 0 = somebody logs in */
	const char *state, *nonce, *verifier; /* NULL for a partner's */
	const char *next;
	int phase;                   /* enum arrival_phase */
	const char *code;            /* what came back; NULL = nothing yet, or checked */
	const char *reason;          /* failed: enum arrival_fault by name */
	const char *subject, *email; /* verified; email NULL = none is told */
	bool proved;
	const char *first_name, *last_name;
	int64_t created_at, expires_at;
};

/* Keeps a new one (id to next, phase) for ten minutes. browser is what the
 * browser's cookie holds. */
MUST_CHECK enum err attempt_begin(struct db *, const struct attempt *, const char *browser, int64_t now);

/* The same for a partner's user, whose token (the code) is still to be checked. */
MUST_CHECK enum err attempt_hand_over(struct db *, const struct attempt *, const char *browser, int64_t now);

/* Has the worker see to the next step of what is in this phase. */
MUST_CHECK enum err attempt_job(struct db *, const char *id, int phase);

/* By id or state (the other NULL), for the browser that it belongs to; NULL: for
 * the worker. */
struct attempt_key {
	const char *id, *state, *browser;
};
/* ERR_NOT_FOUND: none, another browser's, or over. */
MUST_CHECK enum err attempt_find(struct db *, struct arena *, const struct attempt_key *, int64_t now,
				 struct attempt *out);

/* From a phase to the next, with code or reason or neither. ERR_NOT_FOUND:
 * somebody was faster. */
struct attempt_step {
	const char *id;
	int from, to; /* enum arrival_phase */
	const char *code, *reason;
};
MUST_CHECK enum err attempt_step(struct db *, const struct attempt_step *);

/* Who it is (subject, email, proved, names) and where to (next). ERR_NOT_FOUND as
 * above. */
MUST_CHECK enum err attempt_verify(struct db *, const struct attempt *);

/* Uses a one-time token up. ERR_NOT_FOUND: it was. */
MUST_CHECK enum err attempt_use(struct db *, int64_t provider, const char *token, int64_t expires);

/* Deletes what is over. */
MUST_CHECK enum err attempt_purge(struct db *, int64_t now);

#endif
