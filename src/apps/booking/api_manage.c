/* Reading, cancelling and moving a booking over the API, with its manage token. */
#include "apps/booking/api.h"

#include "apps/booking/link.h"
#include "base/complaint.h"
#include "base/text.h"
#include "front/app.h"
#include "usecase/card.h"
#include "usecase/move.h"

struct cancel_in {
	const char *reason;
};
static const struct field cancel_fields[] = { FIELD(TEXT, cancel_in, reason, .max = 500, .lines = true) };
const struct shape cancel_body_shape = SHAPE(cancel_in, cancel_fields);

struct move_in {
	int64_t start;
	const char *staff;
};

static const struct field move_fields[] = {
	FIELD(TIME, move_in, start, .required = true),
	FIELD(TEXT, move_in, staff),
};
const struct shape move_body_shape = SHAPE(move_in, move_fields);

/* The booking in the path, if the token that was shown is its own. */
static enum err
open_own(struct request *rq, struct card *card, const struct rulebook **b)
{
	const char *id = path_text(rq, "booking");
	enum err e;

	if (!link_is_own(rq, id))
		return ERR_NOT_FOUND;
	if ((e = card_open(rq->act, rq->app->shelf, id, card, b)) != OK)
		return e;
	return OK;
}

enum err
api_booking(struct request *rq, struct response *rs)
{
	const struct rulebook *b;
	struct card card;
	enum err e;

	if ((e = open_own(rq, &card, &b)) != OK)
		return e;
	return api_show_booking(rs, &card, b, NULL);
}

/* The same, for a change: of the version the asker has seen, where it says so. */
static enum err
open_to_change(struct request *rq, struct response *rs, struct card *card, const struct rulebook **b)
{
	enum err e;

	if ((e = open_own(rq, card, b)) != OK)
		return e;
	if (rq->if_match == NULL)
		return OK;
	return response_match(rs, arena_text(rs->arena, "v%lld", (long long)card->row.version));
}

/* The booking as it is after the change. */
static enum err
show_changed(struct request *rq, struct response *rs, const char *id)
{
	const struct rulebook *b;
	struct card card;
	enum err e;

	if ((e = card_open(rq->act, rq->app->shelf, id, &card, &b)) != OK)
		return e;
	return api_show_booking(rs, &card, b, NULL);
}

static const char *
why_kept(const struct card *card)
{
	return card->row.state == BOOKING_CANCELLED
		   ? N_("This booking is cancelled already.")
		   : N_("It is too late to cancel this booking here. Please call the studio.");
}

enum err
api_cancel(struct request *rq, struct response *rs)
{
	const struct cancel_in *in = rq->form;
	const struct rulebook *b;
	struct card card;
	enum err e;

	if ((e = open_to_change(rq, rs, &card, &b)) != OK)
		return e;
	if ((e = card_cancel(rq->act, &card, 0, in->reason)) == ERR_TOO_LATE)
		return problem(rs, e, why_kept(&card));
	return e == OK ? show_changed(rq, rs, card.row.public_id) : e;
}

/* Somebody else than before, where the asker names them. */
static enum err
choose_staff(struct request *rq, const struct rulebook *b, int64_t service, const char *slug,
	     const struct resource **out)
{
	const struct service *offered = rulebook_service_id(b, service);

	*out = NULL;
	if (text_is_empty(slug) || offered == NULL)
		return OK;
	*out = rulebook_staff(b, slug);
	if (*out != NULL && rulebook_offers(b, offered, *out))
		return OK;
	complaint_add(rq->complaints, "staff", "/staff", N_("Name somebody who offers this service."));
	return ERR_INVALID;
}

enum err
api_move(struct request *rq, struct response *rs)
{
	const struct move_in *in = rq->form;
	const struct rulebook *b;
	struct move move = { .start = in->start };
	struct moved moved;
	struct card card;
	enum err e;

	if ((e = open_to_change(rq, rs, &card, &b)) != OK
	    || (e = choose_staff(rq, b, card.row.service_id, in->staff, &move.staff)) != OK)
		return e;
	move.card = &card;
	move.book = b;
	if (move_is_idle(&move))
		return api_show_booking(rs, &card, b, NULL);
	if ((e = move_booking(rq->act, &move, &moved)) == OK)
		return show_changed(rq, rs, card.row.public_id);
	if (e == ERR_INVALID)
		complaint_add(rq->complaints, "start", "/start", moved.why);
	return moved.why == NULL ? e : api_show_taken(rs, e, b, moved.why, &moved.alternatives);
}
