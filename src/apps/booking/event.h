/* A booking as an event of its holder's own calendar. */
#ifndef HORA_APPS_BOOKING_EVENT_H
#define HORA_APPS_BOOKING_EVENT_H

#include "document/calendar.h"
#include "usecase/card.h"
#include "web/request.h"

/* The event; its texts live in the arena, the card or the rulebook. */
struct calendar_event event_of(const struct request *, const struct rulebook *, const struct card *);

/* The whole address of a booking's page, by public id or token. */
const char *event_url(const struct request *, const char *name);

/* Still to happen, or happening. */
bool event_is_coming(const struct card *, int64_t now);

/* What was booked; the studio's name when the service is no longer there. */
const char *event_name(const struct rulebook *, const struct card *);

/* Answers with a calendar file of these. */
MUST_CHECK enum err event_send(struct response *, const struct rulebook *, const struct calendar_event *,
			       size_t count);

#endif
