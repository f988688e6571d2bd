/* The pages of a visit or series: all its bookings in one list, and what can be done
 * with several of them at once. What concerns one of them is on its own page. */
#include "apps/booking/visit.h"

#include <string.h>

#include "apps/booking/choice.h"
#include "apps/booking/event.h"
#include "apps/booking/fresh.h"
#include "apps/booking/order.h"
#include "apps/booking/visit_view.h"
#include "apps/booking/weekly.h"
#include "base/clock.h"
#include "base/complaint.h"
#include "base/text.h"
#include "document/qr.h"
#include "front/app.h"
#include "front/jar.h"
#include "front/show.h"

#define REASON_MAX 500

static const struct field cancel_fields[] = {
	FIELD(TEXT, visit_cancel_form, reason, .max = REASON_MAX, .lines = true),
	FIELD(INT, visit_cancel_form, seen, .least = 0, .most = INT64_MAX),
};
const struct shape visit_cancel_form_shape = SHAPE(visit_cancel_form, cancel_fields);

static const struct field move_fields[] = {
	FIELD(TIME, visit_move_form, start, .required = true),
	FIELD(INT, visit_move_form, seen, .least = 0, .most = INT64_MAX),
	FIELD(TEXT, visit_move_form, order, .max = 2000),
};
const struct shape visit_move_form_shape = SHAPE(visit_move_form, move_fields);

static const struct card *
find_card(const struct visit *v, const char *public_id)
{
	for (size_t i = 0; i < v->count; i++)
		if (text_equal(v->cards[i].row.public_id, public_id))
			return &v->cards[i];
	return NULL;
}

/* What only a visit to come has. */
static enum err
add_extras(struct request *rq, struct visit_view *view)
{
	const char *token = fresh_token(rq, view->public_id);
	struct qr qr;
	enum err e;

	if (!view->series) {
		if ((e = qr_draw(rq->arena, event_url(rq, view->public_id), &qr)) != OK)
			return e;
		view->qr_path = qr.path;
		view->qr_size = qr.size;
	}
	view->fresh = token != NULL;
	view->manage_url = token == NULL ? NULL : event_url(rq, token);
	return OK;
}

enum err
visit_page(struct request *rq, struct response *rs)
{
	struct visit_view view = { 0 };
	const char *skipped = query_text(rq, "skipped"), *now = query_text(rq, "now");
	enum err e;

	if ((e = visit_view_open(rq, rs, &view)) != OK)
		return e;
	if (view.visit.count == 1 && skipped == NULL)
		return redirect(rs, "/b/%s%s", view.public_id,
				text_equal(now, "cancelled") ? "?now=cancelled" : "");
	if (view.coming && (e = add_extras(rq, &view)) != OK)
		return e;
	view.skipped = weekly_read(rq->arena, skipped);
	view.cancelled_now = text_equal(now, "cancelled");
	view.moved_now = text_equal(now, "moved");
	return show(rs, "booking/visit", &visit_view_shape, &view);
}

enum err
visit_other(struct request *rq, struct response *rs)
{
	struct visit_view view = { 0 };
	const struct card *card;
	enum err e;

	if ((e = visit_view_open(rq, rs, &view)) != OK)
		return e;
	if ((card = find_card(&view.visit, query_text(rq, "which"))) == NULL)
		return redirect(rs, "/b/%s/visit", view.public_id);
	jar_add(rs, card->row.public_id, card->row.manage_until);
	return redirect(rs, "/b/%s", card->row.public_id);
}

enum err
visit_calendar(struct request *rq, struct response *rs)
{
	struct visit_view view = { 0 };
	struct calendar_event *events;
	enum err e;

	if ((e = visit_view_open(rq, rs, &view)) != OK)
		return e;
	events = arena_alloc(rq->arena, view.visit.count, sizeof *events);
	for (size_t i = 0; i < view.visit.count; i++)
		events[i] = event_of(rq, view.visit.book, &view.visit.cards[i]);
	return event_send(rs, view.visit.book, events, view.visit.count);
}

/* --- cancelling --- */

static const char *
mark_of(struct arena *a, const struct card *card)
{
	return arena_text(a, "which/%s", card->row.public_id);
}

/* Which are marked on the form: those the link says, or that were marked on it. */
static void
mark_rows(const struct request *rq, struct visit_view *view)
{
	struct visit_row *rows = arena_alloc(rq->arena, view->bookings.count, sizeof *rows);
	const char *from = query_text(rq, "from"), *only = query_text(rq, "only");
	const struct card *first = from == NULL ? NULL : find_card(&view->visit, from);

	memcpy(rows, view->bookings.items, view->bookings.count * sizeof *rows);
	for (size_t i = 0; i < view->bookings.count; i++) {
		const struct card *card = &view->visit.cards[i];

		if (rq->method == POST)
			rows[i].marked = pairs_get(&rq->typed, mark_of(rq->arena, card)) != NULL;
		else if (only != NULL)
			rows[i].marked = text_equal(only, card->row.public_id);
		else
			rows[i].marked = first == NULL || card >= first;
	}
	view->bookings.items = rows;
}

enum err
visit_ask_cancel(struct request *rq, struct response *rs)
{
	struct visit_view view = { .none_marked = rs->status == 422 };
	enum err e;

	if ((e = visit_view_open(rq, rs, &view)) != OK)
		return e;
	if (!view.leaving)
		return redirect(rs, "/b/%s/visit", view.public_id);
	mark_rows(rq, &view);
	page_form(rs, &visit_cancel_form_shape, NULL);
	return show(rs, "booking/visit_cancel", &visit_view_shape, &view);
}

enum err
visit_do_cancel(struct request *rq, struct response *rs)
{
	const struct visit_cancel_form *form = rq->form;
	struct visit_view view = { 0 };
	bool *marked;
	enum err e;

	if ((e = visit_view_open(rq, rs, &view)) != OK)
		return e;
	marked = arena_alloc(rq->arena, view.visit.count, sizeof *marked);
	for (size_t i = 0; i < view.visit.count; i++)
		marked[i] = pairs_get(&rq->typed, mark_of(rq->arena, &view.visit.cards[i])) != NULL;
	e = visit_cancel(rq->act, &view.visit, marked, form->seen, form->reason);
	if (e == ERR_INVALID) {
		rs->status = 422;
		return visit_ask_cancel(rq, rs);
	}
	if (e == ERR_CONFLICT || e == ERR_TOO_LATE)
		return redirect(rs, "/b/%s/visit", view.public_id);
	if (e != OK)
		return e;
	return redirect(rs, "/b/%s/visit?now=cancelled", view.public_id);
}

/* --- moving --- */

/* What moves, with the staff asked for. ERR_TOO_LATE: the visit cannot be moved. */
static enum err
open_move(struct request *rq, struct response *rs, const char *order, struct visit_view *view,
	  struct agenda_query **out)
{
	struct agenda_query asked, *q;
	const struct agenda_query *other = &asked;
	enum err e;

	if ((e = visit_view_open(rq, rs, view)) != OK)
		return e;
	if (!view->may_move || (q = visit_services(rq->act, &view->visit)) == NULL)
		return ERR_TOO_LATE;
	*out = q;
	/* Only who serves can be asked for: the services are those of the visit. */
	if (order != NULL && order_read(rq->arena, view->visit.book, order, true, &asked) == OK
	    && agenda_length(&asked) == agenda_length(q))
		for (size_t k = 0; other != NULL; k++, other = other->then)
			if (q[k].service == other->service)
				q[k].staff = other->staff;
	return OK;
}

static enum err
show_visit(struct request *rq, struct response *rs, enum err e)
{
	return e == ERR_TOO_LATE ? redirect(rs, "/b/%s/visit", path_text(rq, "booking")) : e;
}

static enum err
choose_again(struct request *rq, struct response *rs, const struct agenda_query *q, int64_t start)
{
	char day[16];

	return redirect(rs, "/b/%s/visit/move?%sday=%s&gone=1", path_text(rq, "booking"),
			order_with(rq->arena, q), date_write(zone_wall(q->book->zone, start).date, day));
}

enum err
visit_choose(struct request *rq, struct response *rs)
{
	struct choosing to = { .onward = "confirm" };
	struct visit_view view = { 0 };
	struct agenda_query *q;
	enum err e;

	if ((e = open_move(rq, rs, query_text(rq, "for"), &view, &q)) != OK)
		return show_visit(rq, rs, e);
	to.query = *q;
	to.base = arena_text(rq->arena, "/b/%s/visit/move", view.public_id);
	to.moving = view.start;
	to.moving_id = arena_text(rq->arena, "%s/visit", view.public_id);
	return choice_show(rq, rs, &to);
}

enum err
visit_ask_move(struct request *rq, struct response *rs)
{
	const char *code = query_text(rq, "start");
	struct visit_view view = { 0 };
	struct agenda_query *q;
	struct list openings;
	int64_t start;
	enum err e;

	if ((e = open_move(rq, rs, query_text(rq, "for"), &view, &q)) != OK)
		return show_visit(rq, rs, e);
	if (code == NULL || !time_read(code, strlen(code), &start))
		return redirect(rs, "/b/%s/visit/move", view.public_id);
	if ((e = agenda_starts(rq->act, q, start, start + 1, &openings)) != OK)
		return e;
	if (openings.count == 0)
		return choose_again(rq, rs, q, start);
	view.old_start = view.start;
	view.old_end = view.end;
	view.start = start;
	view.end = ((const struct opening *)openings.items)->end;
	view.code = order_code(rq->arena, start);
	view.order = order_write(rq->arena, q);
	return show(rs, "booking/visit_move", &visit_view_shape, &view);
}

enum err
visit_do_move(struct request *rq, struct response *rs)
{
	const struct visit_move_form *form = rq->form;
	struct visit_view view = { 0 };
	struct agenda_query *q;
	struct moved moved;
	enum err e;

	if ((e = open_move(rq, rs, form->order, &view, &q)) != OK)
		return show_visit(rq, rs, e);
	e = visit_move(rq->act, &view.visit, q, form->start, form->seen, &moved);
	if (e == OK)
		return redirect(rs, "/b/%s/visit?now=moved", view.public_id);
	/* Changed by somebody else meanwhile: look again first. */
	if (e == ERR_CONFLICT && moved.alternatives.items == NULL)
		return show_visit(rq, rs, ERR_TOO_LATE);
	if (e == ERR_CONFLICT || e == ERR_TOO_LATE || e == ERR_INVALID)
		return choose_again(rq, rs, q, form->start);
	return e;
}
