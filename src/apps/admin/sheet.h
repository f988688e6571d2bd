/* A booking's sheet: all the studio knows of it, and what members do with it. */
#ifndef HORA_APPS_ADMIN_SHEET_H
#define HORA_APPS_ADMIN_SHEET_H

#include "apps/admin/panel.h"
#include "usecase/desk.h"

struct sheet {
	struct panel panel;
	struct desk_view desk;
	const char *staff_name, *rooms; /* names, joined; NULL when none */
	int64_t price;
	const char *tax;              /* "23", "5.5": percent, NULL without */
	int source;                   /* enum booking_source */
	bool several, reached, moved; /* the last two: what was just done */
	struct list answers, history, notices, offers;
	/* Of the pages that ask before they do: */
	int deed; /* enum deed */
	int to;   /* enum booking_state */
	bool reason, stale, offered;
	const char *typed; /* a reason that could not be used any more */
};

extern const struct shape sheet_shape;

/* Opens the studio and the booking of the path, and describes both. ERR_NOT_FOUND:
 * none within the asker's reach. */
MUST_CHECK enum err sheet_open(struct request *, struct response *, struct sheet *,
			       const struct rulebook **book);

/* GET /admin/{studio}/bookings/{booking} */
MUST_CHECK enum err sheet_page(struct request *, struct response *);

#endif
