/* What people wait for who log in through somebody else. */
#ifndef HORA_APPS_WORKER_ARRIVAL_H
#define HORA_APPS_WORKER_ARRIVAL_H

#include "apps/worker/task.h"

extern const struct task arrival_tasks[]; /* now.login; ended by a row without a name */

#endif
