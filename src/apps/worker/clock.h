/* What changes by the clock alone. */
#ifndef HORA_APPS_WORKER_CLOCK_H
#define HORA_APPS_WORKER_CLOCK_H

#include "apps/worker/worker.h"

/* Expires holds, and payments and approvals that were waited for too long. */
enum err clock_expire(struct worker *, int64_t now);

/* Completes what was confirmed and has been over for two hours. */
enum err clock_complete(struct worker *, int64_t now);

/* Seals what was written into the audit log since the last time. */
enum err clock_seal(struct worker *, int64_t now);

/* Deletes what nobody needs any more: jobs that ended, links that ran out. */
enum err clock_tidy(struct worker *, int64_t now);

#endif
