/* Publishing events to the pages that are open, by way of nginx's nchan over its
 * private socket. Events are hints: ids and versions, never secrets. */
#ifndef HORA_CLIENTS_PUBLISHER_H
#define HORA_CLIENTS_PUBLISHER_H

#include "base/arena.h"

struct publisher;

/* A way to publish, with the connection kept; lives in the arena. */
MUST_CHECK enum err publisher_open(struct arena *, const char *socket, struct publisher **out);

/* Sends one event of that name, a JSON text, to all who read the public channel
 * now. ERR_UPSTREAM: nginx did not take it, which has been logged. */
MUST_CHECK enum err publisher_send(struct publisher *, struct arena *, const char *channel, const char *event,
				   const char *json);

#endif
