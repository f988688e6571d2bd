/* A booking just made: its manage link is shown once more for a while, then only
 * the message that was sent knows it. The token is nowhere but in a cookie of
 * the browser that booked. */
#ifndef HORA_APPS_BOOKING_FRESH_H
#define HORA_APPS_BOOKING_FRESH_H

#include "web/request.h"
#include "web/response.h"

/* Remembers the token of the booking for an hour. */
void fresh_set(struct response *, const char *booking, const char *token);

/* The token, when this browser has just made the booking; else NULL. */
const char *fresh_token(const struct request *, const char *booking);

/* Forgets it. */
void fresh_drop(struct response *);

#endif
