/* The list: which bookings, by the filters in the address; every filter is a
 * link to the same list with one of them changed. */
#include "apps/admin/bookings.h"

#include <inttypes.h>
#include <string.h>

#include "apps/admin/panel.h"
#include "base/buffer.h"
#include "base/clock.h"
#include "base/text.h"
#include "front/show.h"
#include "usecase/desk.h"

#define DAY_MOST 200 /* a day is one page, for paper too */
#define PAGE_MOST 50
#define ADDRESS_BYTES 2048

enum when { WHEN_DAY, WHEN_UPCOMING, WHEN_PAST, WHEN_ALL, WHEN__MAX };
static const char *const when_names[] = { "day", "upcoming", "past", "all", NULL };

enum sort { SORT_USUAL, SORT_SOONEST, SORT_LATEST };
static const char *const sort_names[] = { "usual", "soonest", "latest", NULL };

static const struct field query_fields[] = {
	FIELD(ENUM, bookings_query, when, .names = when_names),
	FIELD(DATE, bookings_query, day),
	FIELD(ENUM, bookings_query, state, .names = state_names),
	FIELD(ENUM, bookings_query, sort, .names = sort_names),
	FIELD(TEXT, bookings_query, staff),
	FIELD(TEXT, bookings_query, service),
	FIELD(TEXT, bookings_query, q, .max = 80),
	FIELD(TEXT, bookings_query, after, .max = 40),
};
const struct shape bookings_query_shape = SHAPE(bookings_query, query_fields);

/* A filter's choice. */
struct chip {
	const char *name, *href;
	int at;    /* enum when, of a tab */
	int state; /* enum booking_state, of a choice of state */
	bool current;
};
static const struct field chip_fields[] = {
	FIELD(TEXT, chip, name),
	FIELD(TEXT, chip, href),
	FIELD(ENUM, chip, at, .names = when_names),
	FIELD(ENUM, chip, state, .names = state_names),
	FIELD(BOOL, chip, current),
};
static const struct shape chip_shape = SHAPE(chip, chip_fields);

struct bookings_view {
	struct panel panel;
	int when, state, sort;
	int64_t day;
	bool today, dated, narrowed, own;
	const char *staff_name, *service_name; /* chosen; NULL = any */
	const char *staff_slug, *service_slug, *state_name;
	const char *any_state, *any_staff, *any_service, *any_words, *anything; /* addresses without */
	const char *earlier, *later, *to_today;                                 /* days */
	const char *turned;                                                     /* the other way round */
	const char *next, *first;                                               /* pages; NULL = none */
	struct list tabs, states, staff, services;                              /* struct chip */
	struct list lines;                                                      /* struct desk_line */
};
static const struct field view_fields[] = {
	PANEL_FIELDS(bookings_view, panel),
	FIELD(ENUM, bookings_view, when, .names = when_names),
	FIELD(ENUM, bookings_view, state, .names = state_names),
	FIELD(ENUM, bookings_view, sort, .names = sort_names),
	FIELD(DATE, bookings_view, day),
	FIELD(BOOL, bookings_view, today),
	FIELD(BOOL, bookings_view, dated),
	FIELD(BOOL, bookings_view, narrowed),
	FIELD(BOOL, bookings_view, own),
	FIELD(TEXT, bookings_view, staff_name),
	FIELD(TEXT, bookings_view, service_name),
	FIELD(TEXT, bookings_view, staff_slug),
	FIELD(TEXT, bookings_view, service_slug),
	FIELD(TEXT, bookings_view, state_name),
	FIELD(TEXT, bookings_view, any_state),
	FIELD(TEXT, bookings_view, any_staff),
	FIELD(TEXT, bookings_view, any_service),
	FIELD(TEXT, bookings_view, any_words),
	FIELD(TEXT, bookings_view, anything),
	FIELD(TEXT, bookings_view, earlier),
	FIELD(TEXT, bookings_view, later),
	FIELD(TEXT, bookings_view, to_today),
	FIELD(TEXT, bookings_view, turned),
	FIELD(TEXT, bookings_view, next),
	FIELD(TEXT, bookings_view, first),
	FIELD(LIST, bookings_view, tabs, .of = &chip_shape),
	FIELD(LIST, bookings_view, states, .of = &chip_shape),
	FIELD(LIST, bookings_view, staff, .of = &chip_shape),
	FIELD(LIST, bookings_view, services, .of = &chip_shape),
	FIELD(LIST, bookings_view, lines, .of = &desk_line_shape),
};
static const struct shape view_shape = SHAPE(bookings_view, view_fields);

/* One request for the list. */
struct asking {
	struct arena *arena;
	const struct rulebook *book;
	struct bookings_query query;
	int64_t today;
	const struct service *service;
	const struct resource *staff;
};

static void
add(struct arena *a, struct buffer *out, const char *name, const char *value)
{
	if (!text_is_empty(value))
		buffer_format(out, "%s%s=%s", strchr(buffer_string(out), '?') == NULL ? "?" : "&", name,
			      percent_write(a, value));
}

/* The list's address with these filters; what is usual is left out. */
static const char *
address_of(const struct asking *asking, const struct bookings_query *q)
{
	struct buffer out = buffer_new(asking->arena, ADDRESS_BYTES);
	char day[16];

	buffer_format(&out, "/admin/%s/bookings", asking->book->studio.slug);
	if (q->when != WHEN_DAY)
		add(asking->arena, &out, "when", when_names[q->when]);
	else if (q->day != DATE_NONE && q->day != asking->today)
		add(asking->arena, &out, "day", date_write(q->day, day));
	if (q->state != BOOKING_NEW)
		add(asking->arena, &out, "state", state_names[q->state]);
	if (q->sort != SORT_USUAL)
		add(asking->arena, &out, "sort", sort_names[q->sort]);
	add(asking->arena, &out, "staff", q->staff);
	add(asking->arena, &out, "service", q->service);
	add(asking->arena, &out, "q", q->q);
	add(asking->arena, &out, "after", q->after);
	return buffer_string(&out);
}

/* The filters, on the first page: what all links start from. */
static struct bookings_query
base_of(const struct asking *asking)
{
	struct bookings_query q = asking->query;

	q.after = NULL;
	return q;
}

static enum desk_order
order_of(const struct bookings_query *q)
{
	if (q->when == WHEN_ALL)
		return DESK_NEWEST;
	if (q->sort == SORT_USUAL)
		return q->when == WHEN_PAST ? DESK_LATEST : DESK_SOONEST;
	return q->sort == SORT_LATEST ? DESK_LATEST : DESK_SOONEST;
}

/* What the filters ask for. False: "after" is no page of ours. */
static bool
search_of(const struct asking *asking, int64_t now, struct desk_search *s)
{
	const struct bookings_query *q = &asking->query;
	const char *point;

	*s = (struct desk_search){ .order = order_of(q),
				   .from = DB_EVER_SINCE,
				   .to = DB_FOREVER,
				   .state = (enum booking_state)q->state,
				   .service = asking->service,
				   .staff = asking->staff,
				   .words = q->q,
				   .limit = q->when == WHEN_DAY ? DAY_MOST : PAGE_MOST };
	if (q->when == WHEN_DAY) {
		s->from = zone_day_start(asking->book->zone, q->day);
		s->to = zone_day_start(asking->book->zone, q->day + 1);
	}
	if (q->when == WHEN_UPCOMING)
		s->from = now;
	if (q->when == WHEN_PAST)
		s->to = now;
	if (q->after == NULL)
		return true;
	point = strchr(q->after, '.');
	if (point == NULL || !text_integer(q->after, (size_t)(point - q->after), &s->after_start))
		return false;
	s->after = point + 1;
	return true;
}

static struct list
list_tabs(const struct asking *asking)
{
	struct chip *chips = arena_alloc(asking->arena, WHEN__MAX, sizeof *chips);

	for (int i = 0; i < WHEN__MAX; i++) {
		struct bookings_query q = base_of(asking);

		q.when = i;
		q.day = DATE_NONE;
		q.sort = SORT_USUAL;
		chips[i] = (struct chip){ .at = i,
					  .href = address_of(asking, &q),
					  .current = i == asking->query.when };
	}
	return (struct list){ chips, WHEN__MAX };
}

static struct list
list_states(const struct asking *asking)
{
	struct chip *chips = arena_alloc(asking->arena, BOOKING__MAX, sizeof *chips);
	size_t count = 0;

	for (int i = BOOKING_NEW + 1; i < BOOKING__MAX; i++) {
		struct bookings_query q = base_of(asking);

		q.state = i;
		chips[count++] = (struct chip){ .state = i,
						.href = address_of(asking, &q),
						.current = i == asking->query.state };
	}
	return (struct list){ chips, count };
}

static struct list
list_staff(const struct asking *asking)
{
	const struct resource *r = asking->book->resources.items;
	struct chip *chips = arena_alloc(asking->arena, asking->book->resources.count + 1, sizeof *chips);
	size_t count = 0;

	for (size_t i = 0; i < asking->book->resources.count; i++) {
		struct bookings_query q = base_of(asking);

		if (r[i].kind != RESOURCE_STAFF)
			continue;
		q.staff = r[i].slug;
		chips[count++] = (struct chip){ .name = r[i].name,
						.href = address_of(asking, &q),
						.current = &r[i] == asking->staff };
	}
	return (struct list){ chips, count };
}

static struct list
list_services(const struct asking *asking)
{
	const struct service *s = asking->book->services.items;
	struct chip *chips = arena_alloc(asking->arena, asking->book->services.count + 1, sizeof *chips);

	for (size_t i = 0; i < asking->book->services.count; i++) {
		struct bookings_query q = base_of(asking);

		q.service = s[i].slug;
		chips[i] = (struct chip){ .name = s[i].name,
					  .href = address_of(asking, &q),
					  .current = &s[i] == asking->service };
	}
	return (struct list){ chips, asking->book->services.count };
}

/* The addresses of the same list with one thing left out or turned. */
static void
describe_links(const struct asking *asking, struct bookings_view *view)
{
	struct bookings_query q = base_of(asking);
	int64_t day = q.day;

	q.state = BOOKING_NEW;
	view->any_state = address_of(asking, &q);
	q = base_of(asking);
	q.staff = NULL;
	view->any_staff = address_of(asking, &q);
	q = base_of(asking);
	q.service = NULL;
	view->any_service = address_of(asking, &q);
	q = base_of(asking);
	q.q = NULL;
	view->any_words = address_of(asking, &q);
	q.state = BOOKING_NEW;
	q.staff = q.service = NULL;
	view->anything = address_of(asking, &q);
	q = base_of(asking);
	q.sort = order_of(&q) == DESK_LATEST ? SORT_SOONEST : SORT_LATEST;
	view->turned = address_of(asking, &q);
	q = base_of(asking);
	q.day = day - 1;
	view->earlier = address_of(asking, &q);
	q.day = day + 1;
	view->later = address_of(asking, &q);
	q.day = DATE_NONE;
	view->to_today = address_of(asking, &q);
}

static void
describe_pages(const struct asking *asking, const struct desk_page *page, struct bookings_view *view)
{
	const struct desk_line *lines = page->lines.items;
	struct bookings_query q = base_of(asking);

	view->lines = page->lines;
	if (asking->query.after != NULL)
		view->first = address_of(asking, &q);
	if (!page->more)
		return;
	q.after = arena_text(asking->arena, "%" PRId64 ".%s", lines[page->lines.count - 1].starts,
			     lines[page->lines.count - 1].public_id);
	view->next = address_of(asking, &q);
}

static void
describe(const struct asking *asking, struct bookings_view *view)
{
	const struct bookings_query *q = &asking->query;

	view->when = q->when;
	view->state = q->state;
	view->sort = order_of(q) == DESK_LATEST ? SORT_LATEST : SORT_SOONEST;
	view->day = q->day;
	view->dated = q->when != WHEN_DAY;
	view->today = q->when == WHEN_DAY && q->day == asking->today;
	view->state_name = q->state == BOOKING_NEW ? NULL : state_names[q->state];
	view->staff_slug = q->staff;
	view->service_slug = q->service;
	view->staff_name = asking->staff == NULL ? NULL : asking->staff->name;
	view->service_name = asking->service == NULL ? NULL : asking->service->name;
	view->narrowed = q->state != BOOKING_NEW || q->staff != NULL || q->service != NULL || q->q != NULL;
	view->tabs = list_tabs(asking);
	view->states = list_states(asking);
	view->staff = list_staff(asking);
	view->services = list_services(asking);
	describe_links(asking, view);
}

/* The filters of the address, as far as the studio knows what they name. False:
 * a name that it does not. */
static bool
settle(struct asking *asking, const struct bookings_query *query)
{
	asking->query = *query;
	if (query->when != WHEN_DAY || query->day == DATE_NONE)
		asking->query.day = asking->today;
	if (query->staff != NULL)
		asking->staff = rulebook_staff(asking->book, query->staff);
	if (query->service != NULL)
		asking->service = rulebook_service(asking->book, query->service);
	return (query->staff == NULL) == (asking->staff == NULL)
	       && (query->service == NULL) == (asking->service == NULL);
}

enum err
bookings_page(struct request *rq, struct response *rs)
{
	struct bookings_view view = { 0 };
	struct asking asking = { .arena = rq->arena };
	struct desk_search search;
	struct desk_page page;
	enum err e;

	if ((e = panel_open(rq, rs, &view.panel, &asking.book)) != OK)
		return e;
	asking.today = zone_wall(asking.book->zone, rq->now).date;
	if (!settle(&asking, rq->form) || !search_of(&asking, rq->now, &search))
		return ERR_NOT_FOUND;
	if ((e = desk_list(rq->act, &search, &page)) != OK)
		return e;
	describe(&asking, &view);
	describe_pages(&asking, &page, &view);
	view.own = deed_reach(rq->act->actor->role, DEED_SEE) == REACH_OWN;
	page_form(rs, &bookings_query_shape, rq->form);
	return show(rs, "admin/bookings", &view_shape, &view);
}
