/* My bookings: those to come, and page by page those that were. */
#include "apps/auth/bookings.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/zone.h"
#include "domain/role.h"
#include "domain/state.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "store/profile.h"
#include "usecase/act.h"

#define PAGE_MOST 20

struct bookings_query {
	const char *after; /* "starts-id" of the last one seen */
};
static const struct field query_fields[] = {
	FIELD(TEXT, bookings_query, after, .max = 40),
};
const struct shape bookings_query_shape = SHAPE(bookings_query, query_fields);

/* Each studio has its own clock, a page has only one: times here are what the
 * studio's clock shows, written as if it stood in Greenwich. */
struct line {
	const char *public_id, *studio, *slug, *service, *language, *zone, *iso, *currency;
	int state; /* enum booking_state */
	int64_t starts, ends, seats, price;
	bool open, several;
};
static const struct field line_fields[] = {
	FIELD(TEXT, line, public_id),
	FIELD(TEXT, line, studio),
	FIELD(TEXT, line, slug),
	FIELD(TEXT, line, service),
	FIELD(TEXT, line, language),
	FIELD(TEXT, line, zone),
	FIELD(TEXT, line, iso),
	FIELD(TEXT, line, currency),
	FIELD(ENUM, line, state, .names = state_names),
	FIELD(TIME, line, starts),
	FIELD(TIME, line, ends),
	FIELD(INT, line, seats),
	FIELD(MONEY, line, price),
	FIELD(BOOL, line, open),
	FIELD(BOOL, line, several),
};
static const struct shape line_shape = SHAPE(line, line_fields);

struct bookings_view {
	struct list ahead, behind; /* struct line */
	const char *next;          /* address of the page after; NULL = none */
	const char *email;
	bool further, verified;
};
static const struct field view_fields[] = {
	FIELD(LIST, bookings_view, ahead, .of = &line_shape),
	FIELD(LIST, bookings_view, behind, .of = &line_shape),
	FIELD(TEXT, bookings_view, next),
	FIELD(TEXT, bookings_view, email),
	FIELD(BOOL, bookings_view, further),
	FIELD(BOOL, bookings_view, verified),
};
static const struct shape view_shape = SHAPE(bookings_view, view_fields);

static enum err
describe(struct arena *a, const struct profile_booking *b, struct line *out)
{
	char *iso = arena_alloc(a, 32, 1);
	struct zone *zone;
	struct wall wall;
	int64_t lasts = b->ends - b->starts;
	enum err e;

	if ((e = zone_open(b->zone, &zone)) != OK)
		return ERR_INTERNAL;
	wall = zone_wall(zone, b->starts);
	zone_free(zone);
	*out = (struct line){ .public_id = b->public_id,
			      .studio = b->studio,
			      .slug = b->slug,
			      .service = b->service,
			      .language = b->language,
			      .zone = b->zone,
			      .iso = time_write(b->starts, wall.offset, iso),
			      .currency = b->currency,
			      .state = b->state,
			      .starts = b->starts + wall.offset,
			      .ends = b->starts + wall.offset + lasts,
			      .seats = b->seats,
			      .price = b->price_minor,
			      .open = b->open,
			      .several = b->seats > 1 };
	return OK;
}

static enum err
describe_all(struct arena *a, const struct list *rows, size_t count, struct list *out)
{
	const struct profile_booking *row = rows->items;
	struct line *lines = arena_alloc(a, count + 1, sizeof *lines);
	enum err e;

	for (size_t i = 0; i < count; i++)
		if ((e = describe(a, &row[i], &lines[i])) != OK)
			return e;
	*out = (struct list){ lines, count };
	return OK;
}

/* A place that nobody gave out is as good as none. */
static struct profile_place
place_of(const char *after)
{
	struct profile_place place = { DB_FOREVER, 0, PAGE_MOST + 1 };
	const char *dash = after == NULL ? NULL : strchr(after, '-');
	int64_t starts, id;

	if (dash != NULL && text_integer(after, (size_t)(dash - after), &starts)
	    && text_integer(dash + 1, strlen(dash + 1), &id) && starts > 0 && starts < INT64_C(1) << 40) {
		place.starts = starts;
		place.id = id;
	}
	return place;
}

static const char *
page_after(struct arena *a, const struct list *rows)
{
	const struct profile_booking *last = (const struct profile_booking *)rows->items + PAGE_MOST - 1;

	if (rows->count <= PAGE_MOST)
		return NULL;
	return arena_text(a, "/account/bookings?after=%" PRId64 "-%" PRId64, last->starts, last->id);
}

enum err
bookings_page(struct request *rq, struct response *rs)
{
	const struct bookings_query *query = rq->form;
	const struct profile_place place = place_of(query->after);
	struct bookings_view view = { .further = place.starts != DB_FOREVER,
				      .email = identity_of(rq)->email,
				      .verified = identity_of(rq)->verified };
	struct list ahead = { 0 }, behind;
	int64_t who = rq->act->actor->account;
	struct db *db = rq->act->db;
	enum err e;

	db_pipe(db);
	if ((!view.further && (e = profile_ahead(db, rq->arena, who, rq->now, &ahead)) != OK)
	    || (e = profile_behind(db, rq->arena, who, rq->now, &place, &behind)) != OK
	    || (e = db_flush(db)) != OK)
		return e;
	view.next = page_after(rq->arena, &behind);
	if ((e = describe_all(rq->arena, &ahead, ahead.count, &view.ahead)) != OK
	    || (e = describe_all(rq->arena, &behind, behind.count > PAGE_MOST ? PAGE_MOST : behind.count,
				 &view.behind))
		   != OK)
		return e;
	page_place(rs, NULL, NULL, NULL);
	return show(rs, "auth/bookings", &view_shape, &view);
}
