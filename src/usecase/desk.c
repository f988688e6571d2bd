/* Looking: lists and one booking, never further than the role reaches. */
#include "usecase/desk.h"

#include <ctype.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "store/notice.h"
#include "usecase/step.h"

#define PATTERN_BYTES 1024
#define DIGITS_LEAST 3 /* fewer are no phone number, nor much of one */

/* Whose bookings the deed reaches: *serves NULL for the whole studio's, else the
 * actor's own. An actor without a calendar has none: no booking claims resource 0. */
static enum err
reach(const struct act *act, enum deed deed, const int64_t **serves)
{
	enum reach reach = deed_reach(act->actor->role, deed);

	if (reach == REACH_NONE || act->studio == 0 || act->actor->studio != act->studio)
		return ERR_DENIED;
	*serves = reach == REACH_OWN ? &act->actor->resource : NULL;
	return OK;
}

/* The words as LIKE finds them anywhere. */
static const char *
pattern_of(struct arena *a, const char *words)
{
	struct buffer out = buffer_new(a, PATTERN_BYTES);

	buffer_char(&out, '%');
	for (; *words != '\0'; words++) {
		if (strchr("%_\\", *words) != NULL)
			buffer_char(&out, '\\');
		buffer_char(&out, *words);
	}
	buffer_char(&out, '%');
	return buffer_string(&out);
}

/* The same for a phone number as people write it; NULL for what is none. */
static const char *
digits_of(struct arena *a, const char *words)
{
	struct buffer out = buffer_new(a, PATTERN_BYTES);

	buffer_char(&out, '%');
	for (; *words != '\0'; words++) {
		if (isdigit((unsigned char)*words))
			buffer_char(&out, *words);
		else if (strchr("+-(). /", *words) == NULL)
			return NULL;
	}
	buffer_char(&out, '%');
	return out.len < DIGITS_LEAST + 2 ? NULL : buffer_string(&out);
}

static struct desk_query
query_of(struct act *act, const struct desk_search *s, const int64_t *serves)
{
	struct desk_query q = { .studio = act->studio,
				.order = s->order,
				.from = s->from,
				.to = s->to,
				.after = s->after,
				.service = s->service == NULL ? 0 : s->service->id,
				.serves = serves,
				.limit = (int64_t)s->limit + 1 };

	if (s->after != NULL && s->order == DESK_SOONEST && s->after_start > s->from)
		q.from = s->after_start;
	if (s->after != NULL && s->order == DESK_LATEST && s->after_start + 1 < s->to)
		q.to = s->after_start + 1;
	if (s->state != BOOKING_NEW)
		q.state = state_name(s->state);
	if (s->staff != NULL)
		q.serves = &s->staff->id;
	if (!text_is_empty(s->words)) {
		q.words = s->words;
		q.pattern = pattern_of(act->arena, s->words);
		q.digits = digits_of(act->arena, s->words);
	}
	return q;
}

enum err
desk_list(struct act *act, const struct desk_search *s, struct desk_page *out)
{
	struct desk_query q;
	const int64_t *serves;
	enum err e;

	*out = (struct desk_page){ 0 };
	if ((e = reach(act, DEED_SEE, &serves)) != OK)
		return e;
	/* Of a colleague's there are none to be seen. */
	if (serves != NULL && s->staff != NULL && s->staff->id != *serves)
		return OK;
	q = query_of(act, s, serves);
	if ((e = desk_lines(act->db, act->arena, &q, &out->lines)) != OK)
		return e;
	out->more = out->lines.count > s->limit;
	if (out->more)
		out->lines.count = s->limit;
	return OK;
}

enum err
desk_count_waiting(struct act *act, int64_t *out)
{
	const int64_t *serves;
	enum err e = reach(act, DEED_SEE, &serves);

	return e != OK ? e : desk_waiting(act->db, act->arena, act->studio, act->now, serves, out);
}

/* Every step that the states, the role and the hour allow, in the order of the
 * states. */
static struct list
offers_of(struct act *act, const struct rulebook *b, const struct desk_view *view)
{
	const struct card_row *row = &view->row.card;
	struct desk_offer *offers = arena_alloc(act->arena, BOOKING__MAX, sizeof *offers);
	bool same_day = zone_wall(b->zone, act->now).date == zone_wall(b->zone, row->starts).date;
	size_t count = 0;

	for (int to = 0; to < BOOKING__MAX; to++) {
		const int64_t *serves;
		enum deed deed;

		if (deed_of_step((enum booking_state)row->state, (enum booking_state)to, &deed)
		    && reach(act, deed, &serves) == OK && deed_is_due(deed, same_day, act->now >= row->starts)
		    && step_may(act, b, &view->card, (enum booking_state)to))
			offers[count++] = (struct desk_offer){ to, (int)deed, deed_wants_reason(deed) };
	}
	return (struct list){ offers, count };
}

/* A customer's limits are not the studio's: it moves what still stands. */
static bool
can_move(const struct act *act, const struct card_row *row)
{
	return (row->state == BOOKING_CONFIRMED || row->state == BOOKING_PENDING_APPROVAL
		|| row->state == BOOKING_PENDING_PAYMENT)
	       && row->ends > act->now;
}

static void
settle(struct act *act, const struct rulebook *b, struct desk_view *view)
{
	const int64_t *serves;

	view->card.row = view->row.card;
	card_settle(act, b, &view->card);
	view->offers = offers_of(act, b, view);
	view->may_move = can_move(act, &view->row.card) && reach(act, DEED_MOVE, &serves) == OK;
	view->may_overbook = view->may_move && reach(act, DEED_OVERBOOK, &serves) == OK;
	view->may_resend = reach(act, DEED_RESEND, &serves) == OK;
	view->card.may_move = view->may_move;
}

enum err
desk_open(struct act *act, const struct rulebook *b, const char *public_id, struct desk_view *out)
{
	const int64_t *serves;
	enum err e;

	*out = (struct desk_view){ 0 };
	if ((e = reach(act, DEED_SEE, &serves)) != OK
	    || (e = desk_booking(act->db, act->arena, act->studio, public_id, serves, &out->row)) != OK)
		return e;
	db_pipe(act->db);
	if ((e = desk_history(act->db, act->arena, act->studio, public_id, &out->history)) != OK
	    || (e = notice_list(act->db, act->arena, act->studio, out->row.card.id, &out->notices)) != OK
	    || (e = db_flush(act->db)) != OK)
		return e;
	settle(act, b, out);
	return OK;
}

const struct desk_offer *
desk_offer_to(const struct desk_view *view, enum booking_state to)
{
	const struct desk_offer *offers = view->offers.items;

	for (size_t i = 0; i < view->offers.count; i++)
		if (offers[i].to == (int)to)
			return &offers[i];
	return NULL;
}
