/* Rows of log-ins under way. */
#include "store/attempt.h"

#include <string.h>

#include "domain/arrival.h"
#include "store/attempt.q.h"

static const struct field attempt_fields[] = {
	FIELD(TEXT, attempt, id),         FIELD(INT, attempt, provider_id),
	FIELD(INT, attempt, account),     FIELD(TEXT, attempt, state),
	FIELD(TEXT, attempt, nonce),      FIELD(TEXT, attempt, verifier),
	FIELD(TEXT, attempt, next),       FIELD(ENUM, attempt, phase, .names = arrival_phase_names),
	FIELD(TEXT, attempt, code),       FIELD(TEXT, attempt, reason),
	FIELD(TEXT, attempt, subject),    FIELD(TEXT, attempt, email),
	FIELD(BOOL, attempt, proved),     FIELD(TEXT, attempt, first_name),
	FIELD(TEXT, attempt, last_name),  FIELD(TIME, attempt, created_at),
	FIELD(TIME, attempt, expires_at),
};
static const struct shape attempt_shape = SHAPE(attempt, attempt_fields);

static struct db_arg
bytes_of(const char *text)
{
	return text == NULL ? db_null(DB_BYTES) : db_bytes(text, strlen(text));
}

enum err
attempt_begin(struct db *db, const struct attempt *t, const char *browser, int64_t now)
{
	return db_run(db, &q_begin,
		      db_args(db_text(t->id), db_int(t->provider_id), db_int(t->account), bytes_of(browser),
			      db_text(t->state), db_text(t->nonce), db_text(t->verifier), db_text(t->next),
			      db_text(arrival_phase_names[t->phase]), db_time(now)));
}

enum err
attempt_hand_over(struct db *db, const struct attempt *t, const char *browser, int64_t now)
{
	return db_run(db, &q_hand_over,
		      db_args(db_text(t->id), db_int(t->provider_id), bytes_of(browser), db_text(t->next),
			      db_text(t->code), db_time(now)));
}

enum err
attempt_job(struct db *db, const char *id, int phase)
{
	return db_do(db, &q_job, db_args(db_text(id), db_text(arrival_phase_names[phase])));
}

enum err
attempt_find(struct db *db, struct arena *a, const struct attempt_key *key, int64_t now, struct attempt *out)
{
	return db_one(db, a, &q_find,
		      db_args(db_text(key->id), db_text(key->state), bytes_of(key->browser), db_time(now)),
		      &attempt_shape, out);
}

enum err
attempt_step(struct db *db, const struct attempt_step *s)
{
	return db_run(db, &q_step,
		      db_args(db_text(s->id), db_text(arrival_phase_names[s->from]),
			      db_text(arrival_phase_names[s->to]), db_text(s->code), db_text(s->reason)));
}

enum err
attempt_verify(struct db *db, const struct attempt *t)
{
	return db_run(db, &q_verify,
		      db_args(db_text(t->id), db_text(t->subject), db_text(t->email), db_bool(t->proved),
			      db_text(t->first_name), db_text(t->last_name), db_text(t->next)));
}

enum err
attempt_use(struct db *db, int64_t provider, const char *token, int64_t expires)
{
	return db_run(db, &q_use, db_args(db_int(provider), bytes_of(token), db_time(expires)));
}

enum err
attempt_purge(struct db *db, int64_t now)
{
	enum err e = db_do(db, &q_purge, db_args(db_time(now)));

	return e == OK ? db_do(db, &q_purge_used, db_args(db_time(now))) : e;
}
