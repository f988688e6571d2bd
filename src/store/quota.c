/* Counters. */
#include "store/quota.h"

#include "store/quota.q.h"

static const struct field wait_field[] = { { .name = "wait", .kind = KIND_INT } };
static const struct shape wait_shape = { "wait", sizeof(int64_t), wait_field, 1 };

enum err
quota_take(struct db *db, struct arena *a, const struct quota *q, int64_t *wait)
{
	return db_call(db, a, &q_take, db_args(db_text(q->subject), db_int(q->most), db_int(q->seconds)),
		       &wait_shape, wait);
}

enum err
quota_give_back(struct db *db, const char *subject)
{
	return db_do(db, &q_give_back, db_args(db_text(subject)));
}
