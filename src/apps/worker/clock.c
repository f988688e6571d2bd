/* Steps of bookings that nobody takes but the clock, through the same use case
 * as everybody's; somebody who was faster (a payment that came in time) wins. */
#include "apps/worker/clock.h"

#include "domain/role.h"
#include "store/link.h"
#include "store/news.h"
#include "store/notice.h"
#include "store/seal.h"
#include "store/session.h"
#include "usecase/step.h"

#define HOUR INT64_C(3600)
#define DAY (24 * HOUR)
#define LINKS_KEPT (7 * DAY) /* and sessions, after their end */
#define KEPT_DAYS 30         /* jobs that ended, for the staff to look at */

/* Takes one step; what cannot be taken any more is left alone. */
static enum err
take(struct act *act, struct shelf *shelf, const char *public_id, enum booking_state to)
{
	struct stepping stepping = { .to = to };
	struct card card;
	int64_t version;
	enum err e;

	if ((e = card_open(act, shelf, public_id, &card, &stepping.book)) == OK) {
		stepping.card = &card;
		e = step_take(act, &stepping, &version);
	}
	(void)db_end(act->db);
	return e == ERR_CONFLICT || e == ERR_TOO_LATE || e == ERR_NOT_FOUND ? OK : e;
}

static enum err
take_all(struct worker *worker, const struct list *lapsed, enum booking_state to, const struct act *as)
{
	struct act act = *as;
	const struct lapsed *l = lapsed->items;
	enum err e = OK;

	act.db = worker->db;
	act.arena = arena_new();
	for (size_t i = 0; i < lapsed->count && e == OK && !worker->stopping; i++) {
		e = take(&act, worker->shelf, l[i].public_id, to);
		arena_clear(act.arena);
	}
	arena_free(act.arena);
	return e;
}

enum err
clock_expire(struct worker *worker, int64_t now)
{
	static const struct actor actor = { .name = "job:expiry" };
	const struct act act = { .actor = &actor, .now = now, .request = "expiry" };
	struct arena *a = arena_new();
	struct list overdue;
	enum err e;

	if ((e = news_overdue(worker->db, a, now, &overdue)) == OK)
		e = take_all(worker, &overdue, BOOKING_EXPIRED, &act);
	arena_free(a);
	return e;
}

enum err
clock_complete(struct worker *worker, int64_t now)
{
	static const struct actor actor = { .name = "job:completion" };
	const struct act act = { .actor = &actor, .now = now, .request = "completion" };
	struct arena *a = arena_new();
	struct list unfinished;
	enum err e;

	if ((e = news_unfinished(worker->db, a, now - 8 * DAY, now - 2 * HOUR, &unfinished)) == OK)
		e = take_all(worker, &unfinished, BOOKING_COMPLETED, &act);
	arena_free(a);
	return e;
}

enum err
clock_seal(struct worker *worker, int64_t now)
{
	struct arena *a = arena_new();
	int64_t entries;
	enum err e = seal_entries(worker->db, a, &entries);

	(void)now;
	arena_free(a);
	return e;
}

enum err
clock_tidy(struct worker *worker, int64_t now)
{
	enum err e;

	while ((e = job_purge(worker->db, now - KEPT_DAYS * DAY)) == OK && !worker->stopping)
		continue;
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if ((e = notice_purge_links(worker->db, now)) != OK
	    || (e = link_tidy(worker->db, now - LINKS_KEPT)) != OK)
		return e;
	return session_tidy(worker->db, now - LINKS_KEPT);
}
