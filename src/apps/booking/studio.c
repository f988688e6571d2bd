/* What a studio offers, by specialty, with the next free start of each service;
 * its team and its hours this week. */
#include "apps/booking/studio.h"

#include <string.h>

#include "apps/booking/week.h"
#include "base/text.h"
#include "domain/picture.h"
#include "front/app.h"
#include "front/place.h"
#include "front/show.h"
#include "usecase/agenda.h"

#define NEXT_MOST 30 /* services whose next free start is looked for */
#define JUMP_LEAST 4 /* specialties from which on there are links to them */

struct service_row {
	const char *slug, *name, *about;
	int64_t minutes, price, capacity;
	bool group;
	bool full; /* looked, and found nothing free */
	const struct picture_show *photo;
	int64_t next; /* next free start; TIME_NONE: none, or not looked for */
};
static const struct field service_fields[] = {
	FIELD(TEXT, service_row, slug),   FIELD(TEXT, service_row, name),
	FIELD(TEXT, service_row, about),  FIELD(INT, service_row, minutes),
	FIELD(MONEY, service_row, price), FIELD(INT, service_row, capacity),
	FIELD(BOOL, service_row, group),  FIELD(BOOL, service_row, full),
	FIELD(TIME, service_row, next),   FIELD(RECORD, service_row, photo, .of = &picture_show_shape),
};
static const struct shape service_shape = SHAPE(service_row, service_fields);

struct specialty_row {
	int64_t id;
	const char *name;
	struct list services;
};
static const struct field specialty_fields[] = {
	FIELD(INT, specialty_row, id),
	FIELD(TEXT, specialty_row, name),
	FIELD(LIST, specialty_row, services, .of = &service_shape),
};
static const struct shape specialty_shape = SHAPE(specialty_row, specialty_fields);

struct person {
	const char *name, *initials, *title, *about;
	const struct picture_show *photo;
};
static const struct field person_fields[] = {
	FIELD(TEXT, person, name),
	FIELD(TEXT, person, initials),
	FIELD(TEXT, person, title),
	FIELD(TEXT, person, about),
	FIELD(RECORD, person, photo, .of = &picture_show_shape),
};
static const struct shape person_shape = SHAPE(person, person_fields);

struct studio_view {
	struct place place;
	const void *studio;
	const struct picture_show *photo;
	struct list specialties, team, week;
	bool many;
	int64_t open_until, opens; /* TIME_NONE where it does not apply */
};
static const struct field view_fields[] = {
	FIELD(RECORD, studio_view, studio, .of = &place_shape),
	FIELD(RECORD, studio_view, photo, .of = &picture_show_shape),
	FIELD(LIST, studio_view, specialties, .of = &specialty_shape),
	FIELD(LIST, studio_view, team, .of = &person_shape),
	FIELD(LIST, studio_view, week, .of = &week_day_shape),
	FIELD(BOOL, studio_view, many),
	FIELD(TIME, studio_view, open_until),
	FIELD(TIME, studio_view, opens),
};
static const struct shape view_shape = SHAPE(studio_view, view_fields);

struct list_view {
	struct list studios;
};
static const struct field list_fields[] = { FIELD(LIST, list_view, studios, .of = &place_shape) };
static const struct shape list_shape = SHAPE(list_view, list_fields);

enum err
studio_list_page(struct request *rq, struct response *rs)
{
	const struct studio *studios;
	struct list_view view;
	struct place *places;
	struct list found;
	enum err e;

	if ((e = studio_list(rq->act, &found)) != OK)
		return e;
	studios = found.items;
	places = arena_alloc(rq->arena, found.count + 1, sizeof *places);
	for (size_t i = 0; i < found.count; i++)
		places[i] = place_describe(rq->arena, &studios[i]);
	view.studios = (struct list){ places, found.count };
	rs->cache = CACHE_CHECKED;
	return show(rs, "booking/studios", &list_shape, &view);
}

static enum err
find_next(struct request *rq, const struct rulebook *book, const struct service *service,
	  struct service_row *row)
{
	struct agenda_query query = { .book = book, .service = service };
	struct opening next;
	enum err e = agenda_next(rq->act, &query, rq->now, &next);

	if (e != OK)
		return e;
	row->next = next.start;
	row->full = next.start == TIME_NONE;
	return OK;
}

/* The visible services of a specialty. *looked counts those whose next free
 * start was looked for. */
static enum err
list_services(struct request *rq, const struct rulebook *book, int64_t specialty, size_t *looked,
	      struct list *out)
{
	const struct service *services = book->services.items;
	struct service_row *rows = arena_alloc(rq->arena, book->services.count + 1, sizeof *rows);
	size_t count = 0;
	enum err e;

	for (size_t i = 0; i < book->services.count; i++) {
		const struct service *s = &services[i];

		if (s->specialty_id != specialty || !s->visible)
			continue;
		rows[count] = (struct service_row){ .slug = s->slug,
						    .name = s->name,
						    .about = s->about,
						    .minutes = s->duration_min,
						    .price = s->price_minor,
						    .capacity = s->capacity,
						    .group = s->capacity > 1,
						    .photo = rulebook_photo(rq->arena, book, s->id, 0),
						    .next = TIME_NONE };
		if (*looked < NEXT_MOST && (e = find_next(rq, book, s, &rows[count])) != OK)
			return e;
		(*looked)++;
		count++;
	}
	*out = (struct list){ rows, count };
	return OK;
}

static enum err
list_specialties(struct request *rq, const struct rulebook *book, struct list *out)
{
	const struct specialty *specialties = book->specialties.items;
	struct specialty_row *rows = arena_alloc(rq->arena, book->specialties.count + 1, sizeof *rows);
	size_t count = 0, looked = 0;
	enum err e;

	for (size_t i = 0; i < book->specialties.count; i++) {
		struct specialty_row *row = &rows[count];

		*row = (struct specialty_row){ .id = specialties[i].id, .name = specialties[i].name };
		if ((e = list_services(rq, book, row->id, &looked, &row->services)) != OK)
			return e;
		count += row->services.count > 0;
	}
	*out = (struct list){ rows, count };
	return OK;
}

static struct list
list_team(struct arena *a, const struct rulebook *book)
{
	const struct resource *resources = book->resources.items;
	struct person *people = arena_alloc(a, book->resources.count + 1, sizeof *people);
	size_t count = 0;

	for (size_t i = 0; i < book->resources.count; i++)
		if (resources[i].kind == RESOURCE_STAFF)
			people[count++] =
			    (struct person){ .name = resources[i].name,
					     .initials = initials_of(a, resources[i].name),
					     .title = resources[i].title,
					     .about = resources[i].about,
					     .photo = rulebook_photo(a, book, 0, resources[i].id) };
	return (struct list){ people, count };
}

enum err
studio_page(struct request *rq, struct response *rs)
{
	struct studio_view view = { .open_until = TIME_NONE, .opens = TIME_NONE };
	const struct rulebook *book;
	enum err e;

	if ((e = place_open(rq, rs, &book)) != OK
	    || (e = list_specialties(rq, book, &view.specialties)) != OK)
		return e;
	view.place = place_describe(rq->arena, &book->studio);
	view.studio = &view.place;
	view.photo = rulebook_photo(rq->arena, book, 0, 0);
	view.many = view.specialties.count >= JUMP_LEAST;
	view.team = list_team(rq->arena, book);
	view.week = week_list(rq->arena, book, rq->now);
	week_open(rq->arena, book, rq->now, &view.open_until, &view.opens);
	rs->cache = CACHE_CHECKED;
	return show(rs, "booking/studio", &view_shape, &view);
}

static bool
is_colour(const char *code)
{
	return code != NULL && strlen(code) == 6 && strspn(code, "0123456789abcdef") == 6;
}

enum err
studio_accent(struct request *rq, struct response *rs)
{
	const char *code = query_text(rq, "v");

	if (!is_colour(code))
		return ERR_NOT_FOUND;
	rs->type = "text/css; charset=utf-8";
	rs->cache = CACHE_LASTING;
	buffer_format(&rs->body, ":root{--accent:#%s}\n", code);
	return OK;
}
