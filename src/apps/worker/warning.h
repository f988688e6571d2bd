/* Letters that tell an account's holder what changed about how it is logged in
 * to. */
#ifndef HORA_APPS_WORKER_WARNING_H
#define HORA_APPS_WORKER_WARNING_H

#include "apps/worker/worker.h"

/* mail.factor. */
enum err warning_send(struct work *);

#endif
