/* The form, filled and sent. Whatever becomes of it, what was typed comes back:
 * in the form with each mistake at its field, or behind the other times that
 * are offered when the one chosen is gone. */
#include "apps/booking/details.h"

#include <string.h>

#include "apps/booking/alternative.h"
#include "apps/booking/asked.h"
#include "apps/booking/fresh.h"
#include "apps/booking/order.h"
#include "apps/booking/weekly.h"
#include "base/clock.h"
#include "base/complaint.h"
#include "base/text.h"
#include "crypto/random.h"
#include "domain/contact.h"
#include "front/identity.h"
#include "front/jar.h"
#include "front/place.h"
#include "front/show.h"

#define KEY_BYTES 16
#define DAY 86400
#define KEEP_SECONDS (30 * 86400) /* a booking can be managed so long after its end */

static const struct field form_fields[] = {
	FIELD(TEXT, details_form, name),
	FIELD(TEXT, details_form, email, .max = 320),
	FIELD(TEXT, details_form, phone),
	FIELD(TEXT, details_form, note, .max = 4000, .lines = true),
	FIELD(INT, details_form, seats, .least = 0, .most = 1000),
	FIELD(INT, details_form, terms, .least = 0, .most = INT32_MAX),
	FIELD(TEXT, details_form, key),
};
const struct shape details_form_shape = SHAPE(details_form, form_fields);

static const struct field pair_fields[] = { FIELD(TEXT, pair, name), FIELD(TEXT, pair, value) };
static const struct shape pair_shape = SHAPE(pair, pair_fields);

struct details_view {
	struct place place;
	struct offered offered;
	struct order ordered;
	struct weekly repeated;
	const void *studio, *service, *order, *weekly;
	const char *base, *with, *code, *key, *staff_slug, *staff_name;
	const char *trouble; /* why it could not be booked just now */
	int64_t start, end, seats_left;
	struct list questions, mistakes;
	const char *terms;
	int64_t terms_version;
	bool terms_agreed;
	bool too_late;
	struct list typed, alternatives;
};
static const struct field view_fields[] = {
	FIELD(RECORD, details_view, studio, .of = &place_shape),
	FIELD(RECORD, details_view, service, .of = &offered_shape),
	FIELD(RECORD, details_view, order, .of = &order_shape),
	FIELD(RECORD, details_view, weekly, .of = &weekly_shape),
	FIELD(TEXT, details_view, base),
	FIELD(TEXT, details_view, with),
	FIELD(TEXT, details_view, code),
	FIELD(TEXT, details_view, key),
	FIELD(TEXT, details_view, staff_slug),
	FIELD(TEXT, details_view, staff_name),
	FIELD(TEXT, details_view, trouble),
	FIELD(TIME, details_view, start),
	FIELD(TIME, details_view, end),
	FIELD(INT, details_view, seats_left),
	FIELD(LIST, details_view, questions, .of = &asked_shape),
	FIELD(LIST, details_view, mistakes, .of = &mistake_shape),
	FIELD(TEXT, details_view, terms),
	FIELD(INT, details_view, terms_version),
	FIELD(BOOL, details_view, terms_agreed),
	FIELD(BOOL, details_view, too_late),
	FIELD(LIST, details_view, typed, .of = &pair_shape),
	FIELD(LIST, details_view, alternatives, .of = &alternative_shape),
};
static const struct shape view_shape = SHAPE(details_view, view_fields);

/* What is asked for, and the start of the query. ERR_INVALID without one. */
static enum err
read_wish(struct request *rq, struct response *rs, struct wish *out)
{
	const char *start = query_text(rq, "start");
	enum err e;

	*out = (struct wish){ .seats = 1, .source = SOURCE_WEB };
	if ((e = order_open(rq, rs, &out->what)) != OK)
		return e;
	if (start == NULL || !time_read(start, strlen(start), &out->start))
		return refuse(rs, ERR_INVALID, 400,
			      N_("The address names no time. Please choose one again."));
	return OK;
}

static void
describe(struct request *rq, const struct wish *w, struct details_view *view)
{
	const struct rulebook *book = w->what.book;
	const struct details_form *form = rq->form;
	struct arena *a = rq->arena;

	view->place = place_describe(a, &book->studio);
	view->offered = offered_describe(w->what.service);
	view->studio = &view->place;
	view->service = &view->offered;
	view->ordered = order_describe(a, &w->what);
	view->order = &view->ordered;
	view->base = order_base(a, &w->what);
	view->with = order_with(a, &w->what);
	view->code = order_code(a, w->start);
	view->key = random_token(a, KEY_BYTES);
	view->staff_slug = w->what.staff == NULL ? NULL : w->what.staff->slug;
	view->staff_name = order_with_whom(a, &w->what);
	view->start = w->start;
	view->end = view->end > w->start ? view->end : w->start + view->ordered.minutes * 60;
	view->offered.price = view->ordered.price;
	view->offered.minutes = view->ordered.minutes;
	view->questions = asked_list(rq, &w->what);
	view->mistakes = asked_mistakes(rq, &view->questions);
	view->terms = book->terms_version == 0 ? NULL : book->terms;
	view->terms_version = book->terms_version;
	view->terms_agreed = form != NULL && form->terms != 0 && form->terms == book->terms_version;
}

/* Who is logged in finds what they said of themselves. */
static struct details_form
known(const struct request *rq)
{
	const struct session_row *who = identity_of(rq);
	struct details_form form = { .seats = 1 };

	if (who == NULL)
		return form;
	form.name = contact_whole_name(rq->arena, who->first_name, who->last_name);
	form.email = who->email;
	form.phone = who->phone;
	return form;
}

static enum err
show_form(struct request *rq, struct response *rs, const struct wish *w, struct details_view *view)
{
	const struct details_form empty = known(rq);
	struct series series;
	struct list openings;
	enum err e;

	/* How many seats there are now, where the form comes back. */
	if (w->what.service->capacity > 1 && view->seats_left == 0) {
		if ((e = agenda_starts(rq->act, &w->what, w->start, w->start + 1, &openings)) != OK)
			return e;
		view->seats_left =
		    openings.count == 0 ? 0 : ((const struct opening *)openings.items)->seats_left;
	}
	if (view->weekly == NULL && (e = weekly_open(rq, w, &view->repeated, &series)) != OK)
		return e;
	view->weekly = &view->repeated;
	describe(rq, w, view);
	page_form(rs, &details_form_shape, &empty);
	return show(rs, "booking/details", &view_shape, view);
}

enum err
details_page(struct request *rq, struct response *rs)
{
	struct details_view view = { 0 };
	const struct opening *opening;
	struct list openings;
	struct wish w;
	enum err e;

	if ((e = read_wish(rq, rs, &w)) != OK
	    || (e = agenda_starts(rq->act, &w.what, w.start, w.start + 1, &openings)) != OK)
		return e;
	if (openings.count == 0)
		return redirect(
		    rs, "%s?%sday=%s&gone=1", order_base(rq->arena, &w.what), order_with(rq->arena, &w.what),
		    date_write(zone_wall(w.what.book->zone, w.start).date, arena_alloc(rq->arena, 16, 1)));
	opening = openings.items;
	view.seats_left = opening->seats_left;
	view.end = opening->end;
	/* What is filled in is somebody's own. */
	rs->cache = identity_of(rq) == NULL ? CACHE_CHECKED : CACHE_NEVER;
	return show_form(rq, rs, &w, &view);
}

enum err
details_again(struct request *rq, struct response *rs)
{
	struct details_view view = { 0 };
	struct wish w;
	enum err e;

	if ((e = read_wish(rq, rs, &w)) != OK)
		return e;
	return show_form(rq, rs, &w, &view);
}

/* Everything sent, on one line: the same form sent twice says the same twice. */
static const char *
print_of(struct request *rq)
{
	struct buffer print = buffer_new(rq->arena, 2 * BODY_BYTES_MAX);

	buffer_format(&print, "%s\n", rq->target);
	for (size_t i = 0; i < rq->typed.count; i++)
		if (rq->typed.items[i].name[0] != '_')
			buffer_format(&print, "%s=%s\n", rq->typed.items[i].name, rq->typed.items[i].value);
	return buffer_string(&print);
}

static void
fill_wish(struct request *rq, struct wish *w)
{
	const struct details_form *form = rq->form;

	w->name = form->name;
	w->email = form->email;
	w->phone = form->phone;
	w->note = form->note;
	w->seats = form->seats == 0 ? 1 : form->seats;
	w->terms_version = form->terms;
	w->answers = asked_answers(rq, &w->what);
	w->yes_or_no = asked_yes_or_no(rq, &w->what.book->studio);
	w->idempotency_scope = form->key == NULL ? "" : arena_text(rq->arena, "web %s", rq->path);
	w->idempotency_key = form->key == NULL ? "" : form->key;
	w->idempotency_print = print_of(rq);
}

/* What was typed, but for what belongs to this one form. */
static struct list
keep_typed(struct request *rq)
{
	struct pair *kept = arena_alloc(rq->arena, rq->typed.count + 1, sizeof *kept);
	size_t count = 0;

	for (size_t i = 0; i < rq->typed.count; i++)
		if (rq->typed.items[i].name[0] != '_' && !text_equal(rq->typed.items[i].name, "key"))
			kept[count++] = rq->typed.items[i];
	return (struct list){ kept, count };
}

static enum err
show_taken(struct request *rq, struct response *rs, const struct wish *w, const struct booked *booked,
	   bool too_late)
{
	struct details_view view = { .too_late = too_late };

	describe(rq, w, &view);
	view.typed = keep_typed(rq);
	view.alternatives = alternative_list(rq->arena, w, &booked->alternatives);
	rs->status = 409;
	return show(rs, "booking/taken", &view_shape, &view);
}

/* The form again, with a word on why it could not be booked. */
static enum err
show_trouble(struct request *rq, struct response *rs, const struct wish *w, int status, const char *why)
{
	struct details_view view = { .trouble = why };

	rs->status = status;
	if (status == 503)
		response_retry(rs, 2);
	return show_form(rq, rs, w, &view);
}

static bool
is_only_about(const struct complaints *complaints, const char *field)
{
	return complaints->count == 1 && text_equal(complaints->items[0].field, field);
}

static enum err
refuse_input(struct request *rq, struct response *rs, const struct wish *w, const struct booked *booked)
{
	if (is_only_about(rq->complaints, "start"))
		return show_taken(rq, rs, w, booked, true);
	if (!is_only_about(rq->complaints, "idempotency_key"))
		return show_trouble(rq, rs, w, 422, NULL);
	rq->complaints->count = 0;
	return show_trouble(
	    rq, rs, w, 409,
	    N_("This form has booked already. For one more booking, press the button again."));
}

static enum err
refuse_wish(struct request *rq, struct response *rs, const struct wish *w, const struct booked *booked,
	    enum err e)
{
	switch (e) {
	case ERR_CONFLICT:
	case ERR_TOO_LATE:
		return show_taken(rq, rs, w, booked, e == ERR_TOO_LATE);
	case ERR_INVALID:
		return refuse_input(rq, rs, w, booked);
	case ERR_DENIED:
		return show_trouble(rq, rs, w, 409,
				    N_("You already have as many bookings here as the studio allows. "
				       "Cancel one, or talk to the studio."));
	case ERR_BUSY:
		return show_trouble(rq, rs, w, 503, N_("That took too long. Press the button again."));
	default:
		return e;
	}
}

/* On to what was booked, which from now on this browser holds. */
static enum err
show_booked(struct response *rs, const struct booked *booked, int64_t end, const char *page)
{
	jar_add(rs, booked->public_id, end + KEEP_SECONDS);
	if (booked->token != NULL)
		fresh_set(rs, booked->public_id, booked->token);
	return redirect(rs, "/b/%s%s", booked->public_id, page);
}

static enum err
book_series(struct request *rq, struct response *rs, const struct wish *w, struct series *series)
{
	const struct week *first = NULL, *last = NULL;
	const char *skipped;
	enum err e;

	weekly_take(rq, series);
	if ((e = series_book(rq->act, w, series, rq->complaints)) != OK)
		return refuse_wish(rq, rs, w, &(struct booked){ 0 }, e);
	for (size_t i = 0; i < series->count; i++) {
		last = series->weeks[i].err == OK ? &series->weeks[i] : last;
		first = first == NULL ? last : first;
	}
	if (first == NULL)
		return show_trouble(rq, rs, w, 409,
				    N_("None of these dates can be booked any more. Choose another time."));
	skipped = weekly_skipped(rq->arena, series);
	return show_booked(rs, &first->booked, last->start,
			   *skipped == '\0' ? "/visit" : arena_text(rq->arena, "/visit?skipped=%s", skipped));
}

enum err
details_book(struct request *rq, struct response *rs)
{
	struct weekly weekly;
	struct series series;
	struct booked booked;
	struct wish w;
	enum err e;

	if ((e = read_wish(rq, rs, &w)) != OK || (e = weekly_open(rq, &w, &weekly, &series)) != OK)
		return e;
	fill_wish(rq, &w);
	if (weekly.weeks != 0)
		return book_series(rq, rs, &w, &series);
	if ((e = book(rq->act, &w, rq->complaints, &booked)) != OK)
		return refuse_wish(rq, rs, &w, &booked, e);
	return show_booked(rs, &booked, w.start + DAY, w.what.then == NULL ? "" : "/visit");
}
