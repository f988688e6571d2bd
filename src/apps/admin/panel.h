/* What every page of a studio's panel has: the studio, its rail, who is there. */
#ifndef HORA_APPS_ADMIN_PANEL_H
#define HORA_APPS_ADMIN_PANEL_H

#include "front/place.h"
#include "usecase/rulebook.h"

struct panel {
	struct place place;
	const void *studio; /* the place, as {{#studio}} */
	int64_t waiting;    /* bookings that wait for the studio's word, within reach */
	bool manages;       /* the member may change what the studio offers */
	bool owns;          /* the member is an owner */
};

/* The fields of a page whose record has its panel at that member. */
#define PANEL_FIELDS(record, where) \
	FIELD_AS(RECORD, record, where.studio, "studio", .of = &place_shape), \
	    FIELD_AS(INT, record, where.waiting, "waiting"), \
	    FIELD_AS(BOOL, record, where.manages, "manages"), FIELD_AS(BOOL, record, where.owns, "owns")

/* Opens the studio of the path and what its rail shows. ERR_DENIED: the asker is
 * no member of it. */
MUST_CHECK enum err panel_open(struct request *, struct response *, struct panel *,
			       const struct rulebook **book);

/* GET /admin/{studio}: to its bookings. */
MUST_CHECK enum err panel_enter(struct request *, struct response *);

#endif
