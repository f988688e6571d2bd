/* What a lane tells of itself, for Prometheus: a file that nginx hands out on
 * its private socket. */
#ifndef HORA_APPS_WORKER_REPORT_H
#define HORA_APPS_WORKER_REPORT_H

#include "apps/worker/worker.h"

#define REPORT_SECONDS 5

/* Writes the lane's figures anew, where the configuration names a folder for
 * them: what is due, leased and dead, how old the oldest is, what was done. */
MUST_CHECK enum err report_write(const struct worker *, struct arena *, int64_t now);

#endif
