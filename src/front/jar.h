/* The bookings a guest may manage: a signed cookie that lists public ids, set
 * when a manage link was opened. Bounded: the newest JAR_MAX, each until its
 * own end. */
#ifndef HORA_FRONT_JAR_H
#define HORA_FRONT_JAR_H

#include <stdbool.h>
#include <stdint.h>

#include "web/request.h"
#include "web/response.h"

#define JAR_MAX 24 /* about 1.2 kB of cookie */

/* True when the request's cookie lists that booking and its time is not over. */
bool jar_has(const struct request *, const char *booking);

/* Adds a booking, until a moment (Unix seconds), and sets the cookie. */
void jar_add(struct response *, const char *booking, int64_t until);

#endif
