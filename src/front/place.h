/* Where a page plays: a studio and one of its services as views see them. */
#ifndef HORA_FRONT_PLACE_H
#define HORA_FRONT_PLACE_H

#include "usecase/rulebook.h"
#include "web/request.h"
#include "web/response.h"

/* {{#studio}} of every page; the layout knows it. */
struct place {
	const char *slug, *name, *initials, *language, *about;
	const char *address, *map_url, *phone, *email, *zone;
	const char *accent;      /* "#1f6f5c" */
	const char *accent_code; /* the same without #, for the address of its sheet */
};

/* {{#service}} of a page, or a row of a list. */
struct offered {
	const char *slug, *name, *about;
	int64_t minutes;
	int64_t price; /* minor units; 0 = free */
	int64_t capacity;
	bool group; /* several people at once */
	bool approval;
};

extern const struct shape place_shape, offered_shape;

/* Opens the studio of the path's {studio} and settles zone, currency and
 * language of the page. ERR_NOT_FOUND when there is none. */
MUST_CHECK enum err place_open(struct request *, struct response *, const struct rulebook **);

/* The same for a rulebook at hand. */
void place_settle(struct response *, const struct rulebook *);

/* The service of the path's {service}; NULL when there is none to be booked by
 * visitors. */
const struct service *place_service(const struct request *, const struct rulebook *);

/* Describes for views; texts live in the arena or the rulebook. */
struct place place_describe(struct arena *, const struct studio *);
struct offered offered_describe(const struct service *);

/* One or two letters that stand for a name: "Inês Carvalho" is IC, 流明 is 流. */
const char *initials_of(struct arena *, const char *name);

#endif
