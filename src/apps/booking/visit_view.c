/* A visit or series as its pages show it. */
#include "apps/booking/visit_view.h"

#include "apps/booking/event.h"
#include "apps/booking/weekly.h"
#include "front/app.h"

static const struct field row_fields[] = {
	FIELD(TEXT, visit_row, key),
	FIELD(TEXT, visit_row, public_id),
	FIELD(TEXT, visit_row, name),
	FIELD(TEXT, visit_row, staff_name),
	FIELD(TEXT, visit_row, rooms),
	FIELD(TEXT, visit_row, currency),
	FIELD(ENUM, visit_row, state, .names = state_names),
	FIELD(TIME, visit_row, start),
	FIELD(TIME, visit_row, end),
	FIELD(MONEY, visit_row, price),
	FIELD(INT, visit_row, seats),
	FIELD(BOOL, visit_row, may_cancel),
	FIELD(BOOL, visit_row, coming),
	FIELD(BOOL, visit_row, several),
	FIELD(BOOL, visit_row, marked),
	FIELD(BOOL, visit_row, following),
};
static const struct shape row_shape = SHAPE(visit_row, row_fields);

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
	FIELD(LIST, visit_view, bookings, .of = &row_shape),
	FIELD(LIST, visit_view, skipped, .of = &weekly_date_shape),
};
const struct shape visit_view_shape = SHAPE(visit_view, view_fields);

static struct visit_row
describe_booking(const struct visit *v, const struct card *card, int64_t now)
{
	return (struct visit_row){
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
	struct visit_row *rows = arena_alloc(rq->arena, v->count + 1, sizeof *rows);

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

enum err
visit_view_open(struct request *rq, struct response *rs, struct visit_view *view)
{
	enum err e = visit_open(rq->act, rq->app->shelf, path_text(rq, "booking"), &view->visit);

	if (e != OK)
		return e;
	place_settle(rs, view->visit.book);
	describe(rq, view);
	return OK;
}
