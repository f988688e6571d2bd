/* What the pages of a visit or series show: the visit itself, its place, and its
 * bookings as rows. */
#ifndef HORA_APPS_BOOKING_VISIT_VIEW_H
#define HORA_APPS_BOOKING_VISIT_VIEW_H

#include "base/shape.h"
#include "front/place.h"
#include "usecase/visit.h"
#include "web/request.h"
#include "web/response.h"

/* One of the bookings. */
struct visit_row {
	const char *public_id, *key, *name, *staff_name, *rooms, *currency;
	int state;
	int64_t start, end, price, seats;
	bool may_cancel, coming, several, marked, following; /* following: others come after it */
};

struct visit_view {
	struct place place;
	struct visit visit;
	const void *studio;
	const char *public_id, *email, *manage_url, *qr_path, *code, *order;
	bool series, fresh, coming, may_move, leaving, cancelled_now, moved_now, none_marked;
	int64_t start, end, version, cancel_before, qr_size, count, total;
	int64_t old_start, old_end; /* while it is being moved */
	struct list bookings, skipped;
};
extern const struct shape visit_view_shape;

/* Opens what the path's booking belongs to; its asker has proved to hold it. What
 * lives in the view lives in the request's arena. ERR_NOT_FOUND: no such booking. */
MUST_CHECK enum err visit_view_open(struct request *, struct response *, struct visit_view *);

#endif
