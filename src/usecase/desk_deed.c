/* Doing. What a member may do was decided when the booking was opened, within
 * their reach; the version they saw decides who was first. */
#include "store/notice.h"
#include "usecase/desk.h"

#include "base/text.h"
#include "usecase/step.h"

enum err
desk_take(struct act *act, const struct rulebook *b, const struct desk_view *view,
	  const struct desk_wish *wish)
{
	const struct desk_offer *offer = desk_offer_to(view, wish->to);
	struct stepping stepping = { .card = &view->card, .book = b, .to = wish->to, .seen = wish->seen };
	int64_t version;

	if (wish->seen != view->row.card.version)
		return ERR_CONFLICT;
	if (offer == NULL)
		return ERR_TOO_LATE;
	if (offer->reason && text_is_empty(wish->reason))
		return ERR_INVALID;
	if (!text_is_empty(wish->reason))
		stepping.reason = wish->reason;
	return step_take(act, &stepping, &version);
}

enum err
desk_move(struct act *act, const struct rulebook *b, const struct desk_view *view, struct move *move,
	  struct moved *out)
{
	*out = (struct moved){ 0 };
	move->card = &view->card;
	move->book = b;
	if (move->overbook && !view->may_overbook)
		return ERR_DENIED;
	if (deed_reach(act->actor->role, DEED_MOVE) == REACH_OWN
	    && (move->staff == NULL || move->staff->id != act->actor->resource))
		return ERR_DENIED;
	if (move->overbook && text_is_empty(move->reason))
		return ERR_INVALID;
	if (move->seen != view->row.card.version)
		return ERR_CONFLICT;
	return move_booking(act, move, out);
}

enum err
desk_resend(struct act *act, const struct desk_view *view, int64_t notice)
{
	const struct notice_row *rows = view->notices.items;
	bool done = false, ours = false;
	enum err e;

	for (size_t i = 0; i < view->notices.count; i++)
		ours = ours || (rows[i].id == notice && notice != 0);
	if (!ours || !view->may_resend)
		return ERR_NOT_FOUND;
	if ((e = act_begin(act)) != OK
	    || (e = notice_resend(act->db, act->arena, act->studio, notice, &done)) != OK
	    || (e = act_commit(act)) != OK)
		return e;
	return done ? OK : ERR_NOT_FOUND;
}
