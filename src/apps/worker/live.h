/* The live lane: telling open pages, and ending what the clock ends. */
#ifndef HORA_APPS_WORKER_LIVE_H
#define HORA_APPS_WORKER_LIVE_H

#include "apps/worker/worker.h"

/* Opens the way to nginx. */
enum err live_open(struct worker *);

/* Publishes what the jobs tell of: to the channel studio.SLUG the resources whose
 * calendars changed, to booking.PUBLIC_ID the booking's version. */
enum err live_publish(struct worker *, struct arena *, const struct list *jobs);

#endif
