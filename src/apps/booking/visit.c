/* The pages of a visit or series: all its bookings in one list, and what can be done
 * with several of them at once. What concerns one of them is on its own page. */
#include "apps/booking/visit.h"

#include <string.h>

#include "apps/booking/choice.h"
#include "apps/booking/event.h"
#include "apps/booking/fresh.h"
#include "apps/booking/order.h"
#include "apps/booking/weekly.h"
#include "base/clock.h"
#include "base/complaint.h"
#include "base/text.h"
#include "document/qr.h"
#include "front/app.h"
#include "front/jar.h"
#include "front/place.h"
#include "front/show.h"
#include "usecase/visit.h"

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

/* One of the bookings. */
struct booking_row {
	const char *public_id, *key, *name, *staff_name, *rooms, *currency;
	int state;
	int64_t start, end, price, seats;
	bool may_cancel, coming, several, marked, following; /* following: others come after it */
};
static const struct field booking_fields[] = {
	FIELD(TEXT, booking_row, key),
	FIELD(TEXT, booking_row, public_id),
	FIELD(TEXT, booking_row, name),
	FIELD(TEXT, booking_row, staff_name),
	FIELD(TEXT, booking_row, rooms),
	FIELD(TEXT, booking_row, currency),
	FIELD(ENUM, booking_row, state, .names = state_names),
	FIELD(TIME, booking_row, start),
	FIELD(TIME, booking_row, end),
	FIELD(MONEY, booking_row, price),
	FIELD(INT, booking_row, seats),
	FIELD(BOOL, booking_row, may_cancel),
	FIELD(BOOL, booking_row, coming),
	FIELD(BOOL, booking_row, several),
	FIELD(BOOL, booking_row, marked),
	FIELD(BOOL, booking_row, following),
};
static const struct shape booking_shape = SHAPE(booking_row, booking_fields);

struct visit_view {
	struct place place;
	struct visit visit;
	const void *studio;
	const char *public_id, *email, *manage_url, *qr_path, *code, *order;
	bool series, fresh, coming, may_move, leaving, cancelled_now, moved_now, none_marked;
	int64_t start, end, version, cancel_before, qr_size, count, total;
	int64_t old_start, old_end; /* while it is being moved */
	struct list bookings, skipped;
};
static const struct field view_fields[] = {
	FIELD(RECORD, visit_view, studio, .of = &place_shape),
	FIELD(TEXT, visit_view, public_id),
	FIELD(TEXT, visit_view, email),
	FIELD(TEXT, visit_view, manage_url),
	FIELD(TEXT, visit_view, qr_path),
	FIELD(TEXT, visit_view, code),
	FIELD(TEXT, visit_view, order),
	FIELD(BOOL, visit_view, series),
	FIELD(BOOL, visit_view, fresh),
	FIELD(BOOL, visit_view, coming),
	FIELD(BOOL, visit_view, may_move),
	FIELD(BOOL, visit_view, leaving),
	FIELD(BOOL, visit_view, cancelled_now),
	FIELD(BOOL, visit_view, moved_now),
	FIELD(BOOL, visit_view, none_marked),
	FIELD(TIME, visit_view, start),
	FIELD(TIME, visit_view, end),
	FIELD(TIME, visit_view, old_start),
	FIELD(TIME, visit_view, old_end),
	FIELD(INT, visit_view, version),
	FIELD(TIME, visit_view, cancel_before),
	FIELD(INT, visit_view, qr_size),
	FIELD(INT, visit_view, count),
	FIELD(MONEY, visit_view, total),
	FIELD(LIST, visit_view, bookings, .of = &booking_shape),
	FIELD(LIST, visit_view, skipped, .of = &weekly_date_shape),
};
static const struct shape view_shape = SHAPE(visit_view, view_fields);

static struct booking_row
describe_booking(const struct visit *v, const struct card *card, int64_t now)
{
	return (struct booking_row){
		.public_id = card->row.public_id,
		.name = event_name(v->book, card),
		.staff_name = card->staff_names,
		.rooms = card->room_names,
		.currency = card->row.currency,
		.state = card->row.state,
		.start = card->row.starts,
		.end = card->row.ends,
		.price = card->row.price_minor,
		.seats = card->row.seats,
		.several = card->row.seats > 1,
		.may_cancel = card->may_cancel,
		.coming = event_is_coming(card, now),
	};
}

/* From the first that is still to come to the last of them; of all when none is. */
static void
describe(const struct request *rq, struct visit_view *view)
{
	const struct visit *v = &view->visit;
	struct booking_row *rows = arena_alloc(rq->arena, v->count + 1, sizeof *rows);

	view->place = place_describe(rq->arena, &v->book->studio);
	view->studio = &view->place;
	view->public_id = path_text(rq, "booking");
	view->series = v->series;
	view->may_move = v->may_move;
	view->leaving = v->leaving > 0;
	view->version = v->version;
	view->count = (int64_t)v->count;
	view->start = v->cards[0].row.starts;
	view->end = v->cards[v->count - 1].row.ends;
	view->email = v->cards[0].row.email;
	for (size_t i = 0; i < v->count; i++) {
		rows[i] = describe_booking(v, &v->cards[i], rq->now);
		rows[i].key = view->public_id;
		rows[i].following = i + 1 < v->count && v->cards[v->count - 1].may_cancel;
		view->total += rows[i].coming ? rows[i].price : 0;
		if (!rows[i].coming)
			continue;
		if (!view->coming)
			view->start = rows[i].start;
		view->coming = true;
		view->end = rows[i].end;
		if (rows[i].may_cancel && view->cancel_before == 0)
			view->cancel_before = v->cards[i].cancel_before;
	}
	view->bookings = (struct list){ rows, v->count };
}

/* Opens what the path's booking belongs to; its asker has proved to hold it. */
static enum err
open_visit(struct request *rq, struct response *rs, struct visit_view *view)
{
	enum err e = visit_open(rq->act, rq->app->shelf, path_text(rq, "booking"), &view->visit);

	if (e != OK)
		return e;
	place_settle(rs, view->visit.book);
	describe(rq, view);
	return OK;
}

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

	if ((e = open_visit(rq, rs, &view)) != OK)
		return e;
	if (view.visit.count == 1 && skipped == NULL)
		return redirect(rs, "/b/%s%s", view.public_id,
				text_equal(now, "cancelled") ? "?now=cancelled" : "");
	if (view.coming && (e = add_extras(rq, &view)) != OK)
		return e;
	view.skipped = weekly_read(rq->arena, skipped);
	view.cancelled_now = text_equal(now, "cancelled");
	view.moved_now = text_equal(now, "moved");
	return show(rs, "booking/visit", &view_shape, &view);
}

enum err
visit_other(struct request *rq, struct response *rs)
{
	struct visit_view view = { 0 };
	const struct card *card;
	enum err e;

	if ((e = open_visit(rq, rs, &view)) != OK)
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

	if ((e = open_visit(rq, rs, &view)) != OK)
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
	struct booking_row *rows = arena_alloc(rq->arena, view->bookings.count, sizeof *rows);
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

	if ((e = open_visit(rq, rs, &view)) != OK)
		return e;
	if (!view.leaving)
		return redirect(rs, "/b/%s/visit", view.public_id);
	mark_rows(rq, &view);
	page_form(rs, &visit_cancel_form_shape, NULL);
	return show(rs, "booking/visit_cancel", &view_shape, &view);
}

enum err
visit_do_cancel(struct request *rq, struct response *rs)
{
	const struct visit_cancel_form *form = rq->form;
	struct visit_view view = { 0 };
	bool *marked;
	enum err e;

	if ((e = open_visit(rq, rs, &view)) != OK)
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

	if ((e = open_visit(rq, rs, view)) != OK)
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
	return show(rs, "booking/visit_move", &view_shape, &view);
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
