/* Steps between states. */
#include "usecase/step.h"

#include "base/text.h"
#include "store/booking.h"
#include "usecase/notify.h"
#include "usecase/place.h"

bool
step_may(const struct act *act, const struct rulebook *b, const struct card *card, enum booking_state to)
{
	switch (state_step((enum booking_state)card->row.state, to)) {
	case STEP_ALLOWED:
		return true;
	case STEP_CORRECTION:
		return zone_wall(b->zone, act->now).date == zone_wall(b->zone, card->row.starts).date;
	case STEP_REFUSED:
		break;
	}
	return false;
}

/* Does the booking take back time that it had given up? */
static bool
takes_time_again(const struct stepping *s)
{
	return !state_blocks((enum booking_state)s->card->row.state) && state_blocks(s->to);
}

/* Is that in the way of what the booking's own claim on the resource blocks? The
 * others' buffers are not its own. */
static bool
meets(const struct held *held, int64_t resource, int64_t starts, int64_t ends)
{
	const struct held_claim *claims = held->claims.items;

	for (size_t i = 0; i < held->claims.count; i++)
		if (claims[i].resource_id == resource && starts < claims[i].ends && claims[i].starts < ends)
			return true;
	return false;
}

static bool
is_in_the_way(const struct held *held, const struct list *busy, const struct list *away)
{
	const struct busy *b = busy->items;
	const struct away *w = away->items;

	for (size_t i = 0; i < busy->count; i++)
		if (b[i].occasion_id != held->occasion
		    && meets(held, b[i].resource_id, b[i].starts, b[i].ends))
			return true;
	for (size_t i = 0; i < away->count; i++)
		if (meets(held, w[i].resource_id, w[i].starts, w[i].ends))
			return true;
	return false;
}

/* Its old time, asked for anew: what else stands there now decides. */
static enum err
check_time(struct act *act, const struct stepping *s, const struct held *held)
{
	struct agenda_query what = { .book = s->book,
				     .service = rulebook_service_id(s->book, s->card->row.service_id) };
	struct claim_query q = { .studio = s->card->row.studio_id,
				 .resources = held->resources.items,
				 .count = held->resources.count,
				 .from = held->from,
				 .to = held->to };
	struct list busy, away;
	enum err e;

	if (what.service == NULL)
		return ERR_CONFLICT;
	db_pipe(act->db);
	if ((e = act_begin(act)) != OK
	    || (e = booking_lock(act->db, q.studio, q.resources, q.count, "")) != OK
	    || (e = claim_busy(act->db, act->arena, &q, &busy)) != OK
	    || (e = claim_away(act->db, act->arena, &q, &away)) != OK || (e = db_flush(act->db)) != OK)
		return e;
	return is_in_the_way(held, &busy, &away) ? ERR_CONFLICT : OK;
}

static enum err
transact(struct act *act, const struct stepping *s, int64_t *version)
{
	const struct card_row *row = &s->card->row;
	struct state_change change = { .studio = row->studio_id,
				       .booking = row->id,
				       .seen = s->seen == 0 ? row->version : s->seen,
				       .state = state_name(s->to) };
	const struct news news = { .from = (enum booking_state)row->state,
				   .to = s->to,
				   .starts = row->starts,
				   .version = change.seen + 1,
				   .has_email = row->email != NULL,
				   .rules = &s->book->reminders };
	struct held held;
	enum err e;

	if (takes_time_again(s)
	    && ((e = booking_held(act->db, act->arena, row->studio_id, &row->id, 1, &held)) != OK
		|| (e = check_time(act, s, &held)) != OK))
		return e;
	db_pipe(act->db);
	if (!takes_time_again(s) && (e = act_begin(act)) != OK)
		return e;
	if ((e = booking_step(act->db, act->arena, &change, version)) != OK
	    || (e = notify_step(act, row->id, &news, NULL, 0)) != OK || (e = act_commit(act)) != OK)
		return e;
	return db_flush(act->db);
}

enum err
step_take(struct act *act, const struct stepping *s, int64_t *version)
{
	struct db_tries tries = { 0 };
	enum err e;

	if (!step_may(act, s->book, s->card, s->to))
		return ERR_TOO_LATE;
	act->reason = s->reason;
	do
		e = transact(act, s, version);
	while (e != OK && db_again(act->db, &tries));
	/* The one check that a step can break: more seats than the class has. */
	if (e == ERR_INVALID && text_equal(db_failure(act->db)->sqlstate, "23514"))
		e = ERR_CONFLICT;
	if (e != OK)
		(void)db_end(act->db);
	return e;
}
