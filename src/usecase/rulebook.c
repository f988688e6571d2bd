/* Rulebooks: read in one round trip, kept by the process, replaced when the
 * studio's rules version has moved on. */
#include "usecase/rulebook.h"

#include "base/log.h"
#include "base/text.h"
#include "store/notice.h"
#include "store/picture.h"
#include "store/studio.h"
#include "usecase/ledger.h"

#define WINDOWS_MAX 16   /* of one exception */
#define SHELF_PLACES 256 /* studios a process keeps; a rulebook is some 10 to 100 kB */

struct shelf {
	struct ledger *ledger; /* what occupies the resources of these studios */
	struct rulebook *places[SHELF_PLACES];
	size_t next; /* to be given up when all are taken */
};

static void
free_book(void *book)
{
	arena_free(((struct rulebook *)book)->arena);
}

struct shelf *
shelf_new(struct arena *a)
{
	struct shelf *s = arena_make(a, struct shelf);

	s->ledger = ledger_new(a);
	return arena_own(a, s, shelf_clear);
}

void
shelf_clear(void *shelf)
{
	struct shelf *s = shelf;

	for (size_t i = 0; i < SHELF_PLACES; i++) {
		if (s->places[i] != NULL)
			free_book(s->places[i]);
		s->places[i] = NULL;
	}
}

/* Opens each zone once, whoever works in it. */
static enum err
open_zone(struct rulebook *b, const char *name, const struct zone **out)
{
	const struct resource *staff = b->resources.items;
	struct zone *zone;
	enum err e;

	if (b->zone != NULL && text_equal(name, b->studio.zone)) {
		*out = b->zone;
		return OK;
	}
	for (size_t i = 0; i < b->resources.count && b->zones[i] != NULL; i++) {
		if (text_equal(name, staff[i].zone)) {
			*out = b->zones[i];
			return OK;
		}
	}
	if ((e = zone_open(name, &zone)) != OK) {
		log_event(LOG_ERROR, "zone_unknown", { "zone", name }, { "studio", b->studio.slug });
		return ERR_INTERNAL;
	}
	*out = arena_own(b->arena, zone, zone_free);
	return OK;
}

static enum err
open_zones(struct rulebook *b)
{
	const struct resource *resources = b->resources.items;
	enum err e;

	b->zones = arena_alloc(b->arena, b->resources.count + 1, sizeof(const struct zone *));
	if ((e = open_zone(b, b->studio.zone, &b->zone)) != OK)
		return e;
	for (size_t i = 0; i < b->resources.count; i++)
		if ((e = open_zone(b, resources[i].zone, &b->zones[i])) != OK)
			return e;
	return OK;
}

/* A number at *at, which moves behind it. */
static int32_t
take_number(const char **at)
{
	int32_t number = 0;

	for (; **at >= '0' && **at <= '9' && number < 10000; (*at)++)
		number = number * 10 + (**at - '0');
	return number;
}

/* "540-720 780-1080", as the store writes an exception's windows. Returns how
 * many were read; with none, one that adds no time: a day off. */
static size_t
read_windows(const char *text, int64_t day, struct date_window *out)
{
	size_t count = 0;

	while (*text != '\0' && count < WINDOWS_MAX) {
		struct date_window window = { .date = day, .from = take_number(&text) };

		text += *text == '-';
		window.to = take_number(&text);
		text += *text == ' ';
		out[count++] = window;
	}
	if (count == 0)
		out[count++] = (struct date_window){ .date = day };
	return count;
}

/* A staff member's rules, picked from the studio's. */
static struct calendar *
make_calendar(struct rulebook *b, size_t index)
{
	const struct resource *staff = (const struct resource *)b->resources.items + index;
	const struct hours_row *hours = b->hours.items;
	const struct exception_row *exceptions = b->exceptions.items;
	const struct holiday *holidays = b->holidays.items;
	struct week_window *weekly = arena_alloc(b->arena, b->hours.count + 1, sizeof *weekly);
	struct date_window *overrides =
	    arena_alloc(b->arena, WINDOWS_MAX * (b->exceptions.count + 1), sizeof *overrides);
	int64_t *closed = arena_alloc(b->arena, b->exceptions.count + b->holidays.count + 1, sizeof *closed);
	struct calendar_rules rules = {
		.zone = b->zones[index], .weekly = weekly, .overrides = overrides, .closed = closed
	};

	for (size_t i = 0; i < b->hours.count; i++)
		if (hours[i].resource_id == staff->id)
			weekly[rules.weekly_count++] =
			    (struct week_window){ .weekday = (int)hours[i].weekday,
						  .from = (int32_t)hours[i].from_min,
						  .to = (int32_t)hours[i].to_min };
	for (size_t i = 0; i < b->exceptions.count; i++) {
		if (exceptions[i].resource_id != staff->id)
			continue;
		if (exceptions[i].closed)
			closed[rules.closed_count++] = exceptions[i].day;
		else
			rules.override_count += read_windows(exceptions[i].windows, exceptions[i].day,
							     overrides + rules.override_count);
	}
	for (size_t i = 0; i < b->holidays.count; i++)
		closed[rules.closed_count++] = holidays[i].day;
	return calendar_new(b->arena, &rules);
}

static void
make_calendars(struct rulebook *b)
{
	const struct resource *resources = b->resources.items;

	b->calendars = arena_alloc(b->arena, b->resources.count + 1, sizeof(struct calendar *));
	for (size_t i = 0; i < b->resources.count; i++)
		if (resources[i].kind == RESOURCE_STAFF)
			b->calendars[i] = make_calendar(b, i);
}

/* The version is read first: what changes while the rest is read is seen as a
 * newer version next time. */
static enum err
read_book(struct db *db, int64_t id, struct rulebook *b)
{
	struct arena *a = b->arena;
	struct list terms, reminders;
	enum err e;

	db_pipe(db);
	if ((e = studio_find(db, a, id, &b->studio)) != OK
	    || (e = studio_specialties(db, a, id, &b->specialties)) != OK
	    || (e = studio_services(db, a, id, &b->services)) != OK
	    || (e = studio_resources(db, a, id, &b->resources)) != OK
	    || (e = studio_offers(db, a, id, &b->offers)) != OK
	    || (e = studio_needs(db, a, id, &b->needs)) != OK
	    || (e = studio_questions(db, a, id, &b->questions)) != OK
	    || (e = studio_hours(db, a, id, &b->hours)) != OK
	    || (e = studio_exceptions(db, a, id, &b->exceptions)) != OK
	    || (e = studio_holidays(db, a, id, &b->holidays)) != OK
	    || (e = studio_lessons(db, a, id, &b->lessons)) != OK
	    || (e = picture_rows(db, a, id, &b->pictures)) != OK
	    || (e = studio_origins(db, a, id, &b->origins)) != OK
	    || (e = notice_reminders(db, a, id, &reminders)) != OK
	    || (e = notice_quiet(db, a, id, &b->reminders.quiet)) != OK
	    || (e = studio_terms(db, a, id, &terms)) != OK || (e = db_flush(db)) != OK)
		return e;
	if (terms.count > 0) {
		const struct terms *inforce = terms.items;

		b->terms_version = inforce->version;
		b->terms = inforce->body;
	}
	if ((e = open_zones(b)) != OK)
		return e;
	b->reminders.reminders = reminders.items;
	b->reminders.count = reminders.count;
	b->reminders.zone = b->zone;
	make_calendars(b);
	return OK;
}

/* The place for a studio: where it stands, an empty one, or the next in turn. */
static struct rulebook **
find_place(struct shelf *s, int64_t id)
{
	struct rulebook **empty = NULL;

	for (size_t i = 0; i < SHELF_PLACES; i++) {
		if (s->places[i] == NULL && empty == NULL)
			empty = &s->places[i];
		else if (s->places[i] != NULL && s->places[i]->studio.id == id)
			return &s->places[i];
	}
	if (empty != NULL)
		return empty;
	s->next = (s->next + 1) % SHELF_PLACES;
	return &s->places[s->next];
}

static enum err
open_current(struct act *act, struct shelf *s, const struct studio_rules *current,
	     const struct rulebook **out)
{
	struct rulebook **place = find_place(s, current->id);
	struct arena *a;
	struct rulebook *b;
	enum err e;

	act->studio = current->id;
	if (*place != NULL && (*place)->studio.id == current->id
	    && (*place)->studio.rules == current->rules) {
		*out = *place;
		return OK;
	}
	a = arena_new();
	b = arena_make(a, struct rulebook);
	b->arena = a;
	b->ledger = s->ledger;
	if ((e = read_book(act->db, current->id, b)) != OK) {
		/* A pipe that failed half-way may still point into it. */
		arena_own(act->arena, b, free_book);
		return e;
	}
	/* Somebody earlier in this request may still read the old one. */
	arena_own(act->arena, *place, free_book);
	*place = b;
	*out = b;
	return OK;
}

enum err
rulebook_open(struct act *act, struct shelf *s, const char *slug, const struct rulebook **out)
{
	struct studio_rules current;
	enum err e;

	if ((e = studio_rules_by_slug(act->db, act->arena, slug, &current)) != OK)
		return e;
	return open_current(act, s, &current, out);
}

enum err
rulebook_open_id(struct act *act, struct shelf *s, int64_t studio, const struct rulebook **out)
{
	struct studio_rules current;
	enum err e;

	if ((e = studio_rules_by_id(act->db, act->arena, studio, &current)) != OK)
		return e;
	return open_current(act, s, &current, out);
}

const struct rulebook *
rulebook_peek(struct act *act, struct shelf *s, const char *slug)
{
	for (size_t i = 0; i < SHELF_PLACES; i++) {
		const struct rulebook *b = s->places[i];

		if (b != NULL && text_equal(b->studio.slug, slug)) {
			act->studio = b->studio.id;
			return b;
		}
	}
	return NULL;
}

const struct service *
rulebook_service(const struct rulebook *b, const char *slug)
{
	const struct service *services = b->services.items;

	for (size_t i = 0; i < b->services.count; i++)
		if (text_equal(services[i].slug, slug))
			return &services[i];
	return NULL;
}

const struct service *
rulebook_service_id(const struct rulebook *b, int64_t id)
{
	const struct service *services = b->services.items;

	for (size_t i = 0; i < b->services.count; i++)
		if (services[i].id == id)
			return &services[i];
	return NULL;
}

const struct resource *
rulebook_staff(const struct rulebook *b, const char *slug)
{
	const struct resource *resources = b->resources.items;

	for (size_t i = 0; i < b->resources.count; i++)
		if (resources[i].kind == RESOURCE_STAFF && text_equal(resources[i].slug, slug))
			return &resources[i];
	return NULL;
}

const struct resource *
rulebook_resource_id(const struct rulebook *b, int64_t id)
{
	const struct resource *resources = b->resources.items;

	for (size_t i = 0; i < b->resources.count; i++)
		if (resources[i].id == id)
			return &resources[i];
	return NULL;
}

size_t
rulebook_asks(const struct rulebook *book, const struct service *service)
{
	const struct question *questions = book->questions.items;
	size_t count = 0;

	for (size_t i = 0; i < book->questions.count; i++)
		count += questions[i].service_id == service->id;
	return count;
}

const struct picture_show *
rulebook_photo(struct arena *a, const struct rulebook *b, int64_t service, int64_t resource)
{
	const struct picture_row *p = b->pictures.items;

	for (size_t i = 0; i < b->pictures.count; i++)
		if (p[i].service_id == service && p[i].resource_id == resource)
			return picture_show(a, (enum picture_kind)p[i].kind, p[i].digest, p[i].width);
	return NULL;
}

bool
rulebook_offers(const struct rulebook *b, const struct service *service, const struct resource *staff)
{
	const struct service_staff *offers = b->offers.items;

	for (size_t i = 0; i < b->offers.count; i++)
		if (offers[i].service_id == service->id && offers[i].resource_id == staff->id)
			return true;
	return false;
}

enum err
studio_list(struct act *act, struct list *out)
{
	return studio_listed(act->db, act->arena, out);
}
