/* A day's free starts to choose from. Whatever becomes of the wish, the page
 * comes back with the day as it is now and what was typed. */
#include "apps/admin/move.h"

#include <inttypes.h>
#include <string.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/complaint.h"
#include "base/text.h"
#include "front/show.h"
#include "usecase/agenda.h"

#define REASON_MAX 500
#define NAMES_BYTES 1024

static const struct field query_fields[] = {
	FIELD(DATE, move_query, day),
	FIELD(TEXT, move_query, staff),
};
const struct shape move_query_shape = SHAPE(move_query, query_fields);

static const struct field form_fields[] = {
	FIELD(TIME, move_form, start),
	FIELD(DATE, move_form, day, .required = true),
	FIELD(TEXT, move_form, time, .max = 5),
	FIELD(TEXT, move_form, staff),
	FIELD(TEXT, move_form, reason, .max = REASON_MAX, .lines = true),
	FIELD(INT, move_form, seen, .least = 1, .most = INT64_MAX, .required = true),
	FIELD(BOOL, move_form, overbook),
};
const struct shape move_form_shape = SHAPE(move_form, form_fields);

/* A start on offer. */
struct opening_view {
	int64_t start, end;
	const char *code, *staff;
	bool chosen, current;
};
static const struct field opening_fields[] = {
	FIELD(TIME, opening_view, start),  FIELD(TIME, opening_view, end),
	FIELD(TEXT, opening_view, code),   FIELD(TEXT, opening_view, staff),
	FIELD(BOOL, opening_view, chosen), FIELD(BOOL, opening_view, current),
};
static const struct shape opening_shape = SHAPE(opening_view, opening_fields);

struct person {
	const char *name, *slug;
	bool current;
};
static const struct field person_fields[] = {
	FIELD(TEXT, person, name),
	FIELD(TEXT, person, slug),
	FIELD(BOOL, person, current),
};
static const struct shape person_shape = SHAPE(person, person_fields);

struct move_view {
	struct sheet sheet;
	const void *booking;
	int64_t day, earlier, later;
	const char *staff_slug, *why;
	bool own, stale;
	struct list openings, people;
};
static const struct field view_fields[] = {
	PANEL_FIELDS(move_view, sheet.panel),
	FIELD(RECORD, move_view, booking, .of = &sheet_shape),
	FIELD(DATE, move_view, day),
	FIELD(DATE, move_view, earlier),
	FIELD(DATE, move_view, later),
	FIELD(TEXT, move_view, staff_slug),
	FIELD(TEXT, move_view, why),
	FIELD(BOOL, move_view, own),
	FIELD(BOOL, move_view, stale),
	FIELD(LIST, move_view, openings, .of = &opening_shape),
	FIELD(LIST, move_view, people, .of = &person_shape),
};
static const struct shape view_shape = SHAPE(move_view, view_fields);

/* What can be chosen from, and what was. */
struct choosing {
	struct agenda_query query;
	int64_t day, chosen;
};

static bool
is_own(const struct request *rq)
{
	return deed_reach(rq->act->actor->role, DEED_MOVE) == REACH_OWN;
}

/* Who reaches only their own moves only within their own calendar. */
static const struct resource *
staff_of(const struct request *rq, const struct rulebook *b, const char *slug)
{
	if (is_own(rq))
		return rulebook_resource_id(b, rq->act->actor->resource);
	return slug == NULL ? NULL : rulebook_staff(b, slug);
}

static const char *
names_of(struct arena *a, const struct list *staff)
{
	const struct resource *const *r = staff->items;
	struct buffer out = buffer_new(a, NAMES_BYTES);

	for (size_t i = 0; i < staff->count; i++)
		buffer_format(&out, "%s%s", i == 0 ? "" : ", ", r[i]->name);
	return buffer_string(&out);
}

static enum err
list_openings(struct request *rq, const struct choosing *c, struct move_view *view)
{
	const struct zone *zone = c->query.book->zone;
	const struct opening *o;
	struct opening_view *views;
	struct list list;
	enum err e;

	if ((e = agenda_starts(rq->act, &c->query, zone_day_start(zone, c->day),
			       zone_day_start(zone, c->day + 1), &list))
	    != OK)
		return e;
	o = list.items;
	views = arena_alloc(rq->arena, list.count + 1, sizeof *views);
	for (size_t i = 0; i < list.count; i++) {
		char code[32];

		views[i] =
		    (struct opening_view){ .start = o[i].start,
					   .end = o[i].end,
					   .code = arena_dup(rq->arena, time_write(o[i].start, 0, code)),
					   .staff = names_of(rq->arena, &o[i].staff),
					   .chosen = o[i].start == c->chosen,
					   .current = o[i].start == view->sheet.desk.row.card.starts };
	}
	view->openings = (struct list){ views, list.count };
	return OK;
}

static struct list
list_people(struct arena *a, const struct agenda_query *q)
{
	const struct resource *r = q->book->resources.items;
	struct person *people = arena_alloc(a, q->book->resources.count + 1, sizeof *people);
	size_t count = 0;

	for (size_t i = 0; i < q->book->resources.count; i++)
		if (r[i].kind == RESOURCE_STAFF && rulebook_offers(q->book, q->service, &r[i]))
			people[count++] = (struct person){ r[i].name, r[i].slug, &r[i] == q->staff };
	return (struct list){ people, count };
}

/* The page of a day; TIME_NONE: nothing chosen. */
static enum err
show_day(struct request *rq, struct response *rs, struct move_view *view, const struct choosing *c)
{
	const struct agenda_query *q = &c->query;
	enum err e;

	view->booking = &view->sheet;
	view->day = c->day;
	view->earlier = c->day - 1;
	view->later = c->day + 1;
	view->own = is_own(rq);
	view->staff_slug = q->staff == NULL ? NULL : q->staff->slug;
	view->people = list_people(rq->arena, q);
	if ((e = list_openings(rq, c, view)) != OK)
		return e;
	page_form(rs, &move_form_shape, NULL);
	return show(rs, "admin/move", &view_shape, view);
}

/* Opens the booking of the path and its day. ERR_TOO_LATE: it cannot be moved. */
static enum err
open_choice(struct request *rq, struct response *rs, struct move_view *view, const char *staff,
	    struct choosing *c)
{
	const struct card_row *row = &view->sheet.desk.row.card;
	const struct rulebook *book;
	enum err e;

	if ((e = sheet_open(rq, rs, &view->sheet, &book)) != OK)
		return e;
	c->query.book = book;
	c->query.service = rulebook_service_id(book, row->service_id);
	c->query.staff = staff_of(rq, book, staff);
	c->chosen = TIME_NONE;
	if (!view->sheet.desk.may_move || c->query.service == NULL)
		return ERR_TOO_LATE;
	c->query.moved = move_leaves(row);
	if (c->day == DATE_NONE)
		c->day = zone_wall(book->zone, row->starts).date;
	return OK;
}

static enum err
to_sheet(struct request *rq, struct response *rs, const char *now)
{
	return redirect(rs, "/admin/%s/bookings/%s%s", path_text(rq, "studio"), path_text(rq, "booking"),
			now);
}

enum err
move_ask(struct request *rq, struct response *rs)
{
	const struct move_query *query = rq->form;
	struct choosing c = { .day = query->day };
	struct move_view view = { 0 };
	enum err e = open_choice(rq, rs, &view, query->staff, &c);

	if (e == ERR_TOO_LATE)
		return to_sheet(rq, rs, "");
	return e != OK ? e : show_day(rq, rs, &view, &c);
}

/* The page again, with why nothing was moved. */
static enum err
show_again(struct request *rq, struct response *rs, const char *why, bool stale)
{
	const struct move_form *form = rq->form;
	struct choosing c = { .day = form->day };
	struct move_view view = { .why = why, .stale = stale };
	enum err e = open_choice(rq, rs, &view, form->staff, &c);

	if (e == ERR_TOO_LATE)
		return to_sheet(rq, rs, "");
	if (e != OK)
		return e;
	c.chosen = form->start;
	return show_day(rq, rs, &view, &c);
}

enum err
move_again(struct request *rq, struct response *rs)
{
	return show_again(rq, rs, NULL, false);
}

/* "HH:MM" on the day as an instant; the first of two where the clock shows it
 * twice. False: no time, or none of that day. */
static bool
read_time(const struct rulebook *b, const struct move_form *form, int64_t *out)
{
	int64_t hour, minute, instants[2];

	if (form->time == NULL || strlen(form->time) != 5 || form->time[2] != ':'
	    || !text_integer(form->time, 2, &hour) || !text_integer(form->time + 3, 2, &minute) || hour < 0
	    || hour > 23 || minute < 0 || minute > 59
	    || zone_instants(b->zone, form->day, (int32_t)(hour * 3600 + minute * 60), instants) == 0)
		return false;
	*out = instants[0];
	return true;
}

/* The start that is wished for; a complaint when there is none. */
static enum err
read_start(struct request *rq, const struct rulebook *b, struct move *move)
{
	const struct move_form *form = rq->form;

	if (!form->overbook && form->start == TIME_NONE)
		complaint_add(rq->complaints, "start", NULL, N_("Choose a time."));
	else if (form->overbook && !read_time(b, form, &move->start))
		complaint_add(rq->complaints, "time", NULL, N_("Enter a time of that day, such as 10:30."));
	if (form->overbook && text_is_empty(form->reason))
		complaint_add(rq->complaints, "reason", NULL,
			      N_("Say why, so that everybody can follow it later."));
	return rq->complaints->count > 0 ? ERR_INVALID : OK;
}

enum err
move_do(struct request *rq, struct response *rs)
{
	const struct move_form *form = rq->form;
	struct move move = { .start = form->start,
			     .seen = form->seen,
			     .overbook = form->overbook,
			     .reason = text_is_empty(form->reason) ? NULL : form->reason };
	struct sheet sheet = { 0 };
	const struct rulebook *book;
	struct moved moved;
	enum err e;

	if ((e = sheet_open(rq, rs, &sheet, &book)) != OK || (e = read_start(rq, book, &move)) != OK)
		return e;
	move.staff = staff_of(rq, book, form->staff);
	e = desk_move(rq->act, book, &sheet.desk, &move, &moved);
	if (e == OK)
		return to_sheet(rq, rs, "?now=moved");
	if (e != ERR_CONFLICT && e != ERR_TOO_LATE && e != ERR_INVALID)
		return e;
	(void)db_end(rq->act->db);
	rs->status = 409;
	return show_again(rq, rs, moved.why, moved.alternatives.items == NULL && e == ERR_CONFLICT);
}
