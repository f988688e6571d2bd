/* A holder's booking to another time. */
#include "apps/booking/relocation.h"

#include <string.h>

#include "apps/booking/choice.h"
#include "apps/booking/order.h"
#include "base/clock.h"
#include "base/text.h"
#include "front/app.h"
#include "front/place.h"
#include "front/show.h"
#include "usecase/card.h"
#include "usecase/move.h"

static const struct field form_fields[] = {
	FIELD(TIME, relocation_form, start, .required = true),
	FIELD(INT, relocation_form, seen, .least = 0, .most = INT64_MAX),
	FIELD(TEXT, relocation_form, staff),
};
const struct shape relocation_form_shape = SHAPE(relocation_form, form_fields);

struct relocation_view {
	struct place place;
	struct offered offered;
	const void *studio, *service;
	const char *public_id, *staff_slug, *staff_name, *code, *old_staff;
	int64_t start, end, old_start, old_end, version;
};
static const struct field view_fields[] = {
	FIELD(RECORD, relocation_view, studio, .of = &place_shape),
	FIELD(RECORD, relocation_view, service, .of = &offered_shape),
	FIELD(TEXT, relocation_view, public_id),
	FIELD(TEXT, relocation_view, staff_slug),
	FIELD(TEXT, relocation_view, staff_name),
	FIELD(TEXT, relocation_view, old_staff),
	FIELD(TEXT, relocation_view, code),
	FIELD(TIME, relocation_view, start),
	FIELD(TIME, relocation_view, end),
	FIELD(TIME, relocation_view, old_start),
	FIELD(TIME, relocation_view, old_end),
	FIELD(INT, relocation_view, version),
};
static const struct shape view_shape = SHAPE(relocation_view, view_fields);

/* The booking of the path and what it could be moved to. ERR_TOO_LATE: it cannot
 * be moved (any more). */
static enum err
open_query(struct request *rq, struct response *rs, struct card *card, struct agenda_query *q)
{
	enum err e;

	*q = (struct agenda_query){ 0 };
	if ((e = card_open(rq->act, rq->app->shelf, path_text(rq, "booking"), card, &q->book)) != OK)
		return e;
	place_settle(rs, q->book);
	q->service = rulebook_service_id(q->book, card->row.service_id);
	if (!card->may_move || q->service == NULL)
		return ERR_TOO_LATE;
	q->moved = move_leaves(&card->row);
	return OK;
}

/* Back to the booking, which says what can be done with it. */
static enum err
show_card(struct request *rq, struct response *rs, enum err e)
{
	return e == ERR_TOO_LATE ? redirect(rs, "/b/%s", path_text(rq, "booking")) : e;
}

static enum err
choose_again(struct request *rq, struct response *rs, const struct agenda_query *q, int64_t start)
{
	char day[16];

	return redirect(rs, "/b/%s/move?%sday=%s&gone=1", path_text(rq, "booking"), order_with(rq->arena, q),
			date_write(zone_wall(q->book->zone, start).date, day));
}

enum err
relocation_page(struct request *rq, struct response *rs)
{
	struct choosing to = { .onward = "confirm" };
	struct card card;
	enum err e;

	if ((e = open_query(rq, rs, &card, &to.query)) != OK)
		return show_card(rq, rs, e);
	to.query.staff = order_staff(&to.query, query_text(rq, "staff"));
	to.base = arena_text(rq->arena, "/b/%s/move", card.row.public_id);
	to.moving = card.row.starts;
	to.moving_id = card.row.public_id;
	return choice_show(rq, rs, &to);
}

enum err
relocation_ask(struct request *rq, struct response *rs)
{
	const char *code = query_text(rq, "start");
	struct relocation_view view = { 0 };
	struct agenda_query q;
	struct list openings;
	struct card card;
	int64_t start;
	enum err e;

	if ((e = open_query(rq, rs, &card, &q)) != OK)
		return show_card(rq, rs, e);
	q.staff = order_staff(&q, query_text(rq, "staff"));
	if (code == NULL || !time_read(code, strlen(code), &start))
		return redirect(rs, "/b/%s/move", card.row.public_id);
	if ((e = agenda_starts(rq->act, &q, start, start + 1, &openings)) != OK)
		return e;
	if (openings.count == 0)
		return choose_again(rq, rs, &q, start);
	view.place = place_describe(rq->arena, &q.book->studio);
	view.offered = offered_describe(q.service);
	view.studio = &view.place;
	view.service = &view.offered;
	view.public_id = card.row.public_id;
	view.staff_slug = q.staff == NULL ? NULL : q.staff->slug;
	view.staff_name = order_with_whom(rq->arena, &q);
	view.old_staff = card.staff_names;
	view.code = order_code(rq->arena, start);
	view.start = start;
	view.end = start + q.service->duration_min * 60;
	view.old_start = card.row.starts;
	view.old_end = card.row.ends;
	view.version = card.row.version;
	return show(rs, "booking/move", &view_shape, &view);
}

enum err
relocation_do(struct request *rq, struct response *rs)
{
	const struct relocation_form *form = rq->form;
	struct agenda_query q;
	struct moved moved;
	struct card card;
	struct move move = { .card = &card, .start = form->start, .seen = form->seen };
	enum err e;

	if ((e = open_query(rq, rs, &card, &q)) != OK)
		return show_card(rq, rs, e);
	q.staff = move.staff = order_staff(&q, form->staff);
	move.book = q.book;
	if (move_is_idle(&move))
		return redirect(rs, "/b/%s", card.row.public_id);
	e = move_booking(rq->act, &move, &moved);
	if (e == OK)
		return redirect(rs, "/b/%s?now=moved", card.row.public_id);
	/* Changed by somebody else meanwhile: look again first. */
	if (e == ERR_CONFLICT && moved.alternatives.items == NULL)
		return show_card(rq, rs, ERR_TOO_LATE);
	if (e == ERR_CONFLICT || e == ERR_TOO_LATE || e == ERR_INVALID)
		return choose_again(rq, rs, &q, form->start);
	return e;
}
