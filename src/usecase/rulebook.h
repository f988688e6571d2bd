/* A studio's rulebook: all it offers and when, read once and kept by the
 * process until the studio's rules version moves on. What changes by the
 * minute (bookings, absences) is not in it. */
#ifndef HORA_USECASE_RULEBOOK_H
#define HORA_USECASE_RULEBOOK_H

#include <stddef.h>

#include "base/shape.h"
#include "base/zone.h"
#include "domain/calendar.h"
#include "domain/reminder.h"
#include "domain/studio.h"
#include "usecase/act.h"

struct ledger;
struct picture_show; /* domain/picture.h */

struct rulebook {
	struct studio studio;
	const struct zone *zone; /* the studio's */
	struct list specialties; /* struct specialty, in the order shown; so are all lists */
	struct list services;    /* struct service: active ones, hidden ones too */
	struct list resources;   /* struct resource: active staff and rooms */
	struct list offers;      /* struct service_staff */
	struct list needs;       /* struct service_room_kind */
	struct list questions;   /* struct question */
	struct list hours;       /* struct hours_row */
	struct list exceptions;  /* struct exception_row */
	struct list holidays;    /* struct holiday */
	struct list lessons;     /* struct lesson_row */
	struct list pictures;    /* struct picture_row: the photos shown */
	struct list origins;     /* struct origin: sites whose pages may call the API */
	struct reminder_rules reminders;
	int64_t terms_version; /* 0 = the studio has no terms */
	const char *terms;
	const struct zone **zones;   /* of resources[i], opened */
	struct calendar **calendars; /* of resources[i]: when staff work; NULL for rooms */
	struct ledger *ledger;       /* of the shelf it stands on (usecase/ledger.h) */
	struct arena *arena;         /* its own: it outlives the request */
};

/* The process's rulebooks; they go with the arena (the program's). */
struct shelf;
struct shelf *shelf_new(struct arena *);
void shelf_clear(void *shelf);

/* The rulebook of a studio by slug, current as of now: one small query when it
 * is on the shelf, one round trip of several when it is not. It stays valid
 * until the end of the request. ERR_NOT_FOUND: no such studio. */
MUST_CHECK enum err rulebook_open(struct act *, struct shelf *, const char *slug,
				  const struct rulebook **out);

/* The rulebook as the process last read it, without a look at the database: NULL
 * when it is not on the shelf. It may be out of date, so whoever answers from it
 * compares its rules version with the current one. */
const struct rulebook *rulebook_peek(struct act *, struct shelf *, const char *slug);

/* The same by id, for what starts from a booking. */
MUST_CHECK enum err rulebook_open_id(struct act *, struct shelf *, int64_t studio,
				     const struct rulebook **out);

/* Finding one thing; NULL when there is none. */
const struct service *rulebook_service(const struct rulebook *, const char *slug);
const struct service *rulebook_service_id(const struct rulebook *, int64_t id);
const struct resource *rulebook_staff(const struct rulebook *, const char *slug);
const struct resource *rulebook_resource_id(const struct rulebook *, int64_t id);

/* True when this staff member offers the service. */
bool rulebook_offers(const struct rulebook *, const struct service *, const struct resource *staff);

/* The photo of a service (0 = none), of a staff member (0 = none), or of the studio
 * itself, for a page; NULL when there is none. */
const struct picture_show *rulebook_photo(struct arena *, const struct rulebook *, int64_t service,
					  int64_t resource);

/* How many questions the service asks. */
size_t rulebook_asks(const struct rulebook *, const struct service *);

/* The list of studios shown to visitors: struct studio. */
MUST_CHECK enum err studio_list(struct act *, struct list *out);

#endif
