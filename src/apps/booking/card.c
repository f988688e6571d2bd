/* The booking's page, right after booking and later; its calendar file; its
 * cancelling. */
#include "apps/booking/card.h"

#include <string.h>

#include "apps/booking/event.h"
#include "apps/booking/fresh.h"
#include "base/text.h"
#include "document/qr.h"
#include "front/answer.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/jar.h"
#include "front/place.h"
#include "front/show.h"
#include "usecase/card.h"

#define REASON_MAX 500
#define LINK_BYTES 8192

static const struct field cancel_fields[] = {
	FIELD(TEXT, cancel_form, reason, .max = REASON_MAX, .lines = true),
	FIELD(INT, cancel_form, seen, .least = 0, .most = INT64_MAX),
};
const struct shape cancel_form_shape = SHAPE(cancel_form, cancel_fields);

struct card_view {
	struct place place;
	struct offered offered;
	struct card card;
	const struct rulebook *book;
	const void *studio, *service;
	const char *public_id, *email, *staff_name, *staff_slug, *rooms, *note, *currency;
	const char *manage_url, *google_url, *qr_path;
	int state;
	bool fresh, coming, may_cancel, may_move, several, cancelled_now, moved_now;
	bool together; /* others were booked with it */
	int64_t start, end, price, seats, version, cancel_before, qr_size;
	struct list answers;
};
static const struct field view_fields[] = {
	FIELD(RECORD, card_view, studio, .of = &place_shape),
	FIELD(RECORD, card_view, service, .of = &offered_shape),
	FIELD(TEXT, card_view, public_id),
	FIELD(TEXT, card_view, email),
	FIELD(TEXT, card_view, staff_name),
	FIELD(TEXT, card_view, staff_slug),
	FIELD(TEXT, card_view, rooms),
	FIELD(TEXT, card_view, note),
	FIELD(TEXT, card_view, currency),
	FIELD(TEXT, card_view, manage_url),
	FIELD(TEXT, card_view, google_url),
	FIELD(TEXT, card_view, qr_path),
	FIELD(ENUM, card_view, state, .names = state_names),
	FIELD(BOOL, card_view, fresh),
	FIELD(BOOL, card_view, coming),
	FIELD(BOOL, card_view, may_cancel),
	FIELD(BOOL, card_view, several),
	FIELD(BOOL, card_view, cancelled_now),
	FIELD(BOOL, card_view, may_move),
	FIELD(BOOL, card_view, moved_now),
	FIELD(BOOL, card_view, together),
	FIELD(TIME, card_view, start),
	FIELD(TIME, card_view, end),
	FIELD(MONEY, card_view, price),
	FIELD(INT, card_view, seats),
	FIELD(INT, card_view, version),
	FIELD(TIME, card_view, cancel_before),
	FIELD(INT, card_view, qr_size),
	FIELD(LIST, card_view, answers, .of = &answered_shape),
};
static const struct shape view_shape = SHAPE(card_view, view_fields);

static void
describe_service(struct card_view *view, const struct rulebook *book)
{
	const struct service *service = rulebook_service_id(book, view->card.row.service_id);

	/* A service no longer offered has no page; its booking stands all the same. */
	if (service != NULL)
		view->offered = offered_describe(service);
	else
		view->offered = (struct offered){ .name = book->studio.name };
	view->offered.minutes = (view->end - view->start) / 60;
	view->offered.price = view->price;
	view->service = &view->offered;
}

/* With whom another time is looked for first: who has it, if it is one. */
static const char *
staff_to_keep(const struct card *card)
{
	const struct card_name *staff = card->staff.items;

	return card->staff.count == 1 ? staff->slug : NULL;
}

static void
describe(const struct request *rq, const struct rulebook *book, struct card_view *view)
{
	const struct card_row *row = &view->card.row;

	view->place = place_describe(rq->arena, &book->studio);
	view->studio = &view->place;
	view->public_id = row->public_id;
	view->email = row->email;
	view->staff_name = view->card.staff_names;
	view->staff_slug = staff_to_keep(&view->card);
	view->rooms = view->card.room_names;
	view->note = row->note;
	view->currency = row->currency;
	view->state = row->state;
	view->start = row->starts;
	view->end = row->ends;
	view->price = row->price_minor;
	view->seats = row->seats;
	view->several = row->seats > 1;
	view->version = row->version;
	view->together = strchr(row->companions, ' ') != NULL;
	view->coming = event_is_coming(&view->card, rq->now);
	view->may_cancel = view->card.may_cancel;
	view->may_move = view->card.may_move;
	view->cancel_before = view->card.cancel_before;
	view->answers = answers_read(rq->arena, row->answers);
	describe_service(view, book);
}

/* Opens the booking of the path, which the asker has proved to hold. */
static enum err
open_card(struct request *rq, struct response *rs, struct card_view *view)
{
	const struct rulebook *book;
	enum err e;

	if ((e = card_open(rq->act, rq->app->shelf, path_text(rq, "booking"), &view->card, &book)) != OK)
		return e;
	place_settle(rs, book);
	view->book = book;
	describe(rq, book, view);
	return OK;
}

/* What only the page of a booking to come has. */
static enum err
add_extras(struct request *rq, struct card_view *view)
{
	struct calendar_event event = event_of(rq, view->book, &view->card);
	const char *token = fresh_token(rq, view->public_id);
	struct buffer link = buffer_new(rq->arena, LINK_BYTES);
	struct qr qr;
	enum err e;

	if ((e = qr_draw(rq->arena, event.url, &qr)) != OK)
		return e;
	view->qr_path = qr.path;
	view->qr_size = qr.size;
	view->fresh = token != NULL;
	view->manage_url = token == NULL ? NULL : event_url(rq, token);
	calendar_google_link(&link, &event);
	view->google_url = buffer_string(&link);
	return OK;
}

/* A manage link: from now on this browser holds the booking. */
static enum err
take_token(struct request *rq, struct response *rs, const char *token)
{
	const struct rulebook *book;
	const char *public_id;
	struct card card;
	enum err e;

	rs->no_referrer = true;
	if ((e = card_by_token(rq->act, token, &public_id)) != OK
	    || (e = card_open(rq->act, rq->app->shelf, public_id, &card, &book)) != OK)
		return e == ERR_NOT_FOUND ? problem(rs, e, N_("This link does not work any more.")) : e;
	jar_add(rs, public_id, card.row.manage_until);
	return redirect(rs, "/b/%s", public_id);
}

enum err
card_page(struct request *rq, struct response *rs)
{
	const char *name = path_text(rq, "booking");
	struct card_view view = { 0 };
	enum err e;

	if (strlen(name) == TOKEN_LENGTH)
		return take_token(rq, rs, name);
	if (!identity_holds(rq, name))
		return problem(rs, ERR_NOT_FOUND, N_("To see a booking, open the link in its confirmation."));
	if ((e = open_card(rq, rs, &view)) != OK)
		return e;
	if (view.coming && (e = add_extras(rq, &view)) != OK)
		return e;
	view.moved_now = text_equal(query_text(rq, "now"), "moved");
	view.cancelled_now = view.state == BOOKING_CANCELLED && query_text(rq, "now") != NULL;
	return show(rs, "booking/card", &view_shape, &view);
}

enum err
card_ask_cancel(struct request *rq, struct response *rs)
{
	struct card_view view = { 0 };
	enum err e;

	if ((e = open_card(rq, rs, &view)) != OK)
		return e;
	if (!view.may_cancel)
		return redirect(rs, "/b/%s", view.public_id);
	page_form(rs, &cancel_form_shape, NULL);
	return show(rs, "booking/cancel", &view_shape, &view);
}

enum err
card_do_cancel(struct request *rq, struct response *rs)
{
	const struct cancel_form *form = rq->form;
	struct card_view view = { 0 };
	enum err e;

	if ((e = open_card(rq, rs, &view)) != OK)
		return e;
	e = card_cancel(rq->act, &view.card, form->seen, form->reason);
	if (e == ERR_CONFLICT || e == ERR_TOO_LATE)
		return redirect(rs, "/b/%s", view.public_id);
	if (e != OK)
		return e;
	fresh_drop(rs);
	return redirect(rs, "/b/%s?now=cancelled", view.public_id);
}

enum err
card_calendar(struct request *rq, struct response *rs)
{
	struct card_view view = { 0 };
	struct calendar_event event;
	enum err e;

	if ((e = open_card(rq, rs, &view)) != OK)
		return e;
	event = event_of(rq, view.book, &view.card);
	return event_send(rs, view.book, &event, 1);
}
