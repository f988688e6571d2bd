/* The API's handlers: the catalogue, slots and bookings as JSON. What each
 * takes and answers is told by public/openapi.json, which tests hold against
 * them. */
#ifndef HORA_APPS_BOOKING_API_H
#define HORA_APPS_BOOKING_API_H

#include "usecase/agenda.h"
#include "usecase/card.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape studios_query_shape, slots_query_shape, days_query_shape, booking_body_shape,
    cancel_body_shape, move_body_shape;

/* GET /api/v1/studios, …/{studio}, …/services, …/staff */
MUST_CHECK enum err api_studios(struct request *, struct response *);
MUST_CHECK enum err api_studio(struct request *, struct response *);
MUST_CHECK enum err api_services(struct request *, struct response *);
MUST_CHECK enum err api_staff(struct request *, struct response *);

/* GET /api/v1/studios/{studio}/slots and …/days */
MUST_CHECK enum err api_slots(struct request *, struct response *);
MUST_CHECK enum err api_days(struct request *, struct response *);

/* POST /api/v1/studios/{studio}/bookings; GET /api/v1/bookings/{booking}, POST …/cancel, …/move */
MUST_CHECK enum err api_book(struct request *, struct response *);
MUST_CHECK enum err api_booking(struct request *, struct response *);
MUST_CHECK enum err api_cancel(struct request *, struct response *);
MUST_CHECK enum err api_move(struct request *, struct response *);

/* A studio as lists show it: of struct studio. */
extern const struct shape studio_listed_shape;

/* The rulebook of the studio in the path. */
MUST_CHECK enum err api_rulebook(struct request *, struct response *, const struct rulebook **out);

/* What is asked for, by the names in a request; a name that the studio does not
 * know is a complaint and ERR_INVALID. staff NULL or "": anyone. */
MUST_CHECK enum err api_choice(struct request *, const struct rulebook *, const char *service,
			       const char *staff, struct agenda_query *out);

/* Answers with a booking and its ETag. token: its manage token, which only who
 * has just made it is told; else NULL. */
MUST_CHECK enum err api_show_booking(struct response *, const struct card *, const struct rulebook *,
				     const char *token);

/* Refuses a start, with those that are to be had instead: struct opening. */
MUST_CHECK enum err api_show_taken(struct response *, enum err, const struct rulebook *, const char *why,
				   const struct list *alternatives);

/* An opening as the API writes it: {"start", "end", "staff", "seats_left"}. */
void api_write_opening(struct buffer *, const struct zone *, const struct opening *);

#endif
