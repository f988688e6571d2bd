/* Letters: a booking's messages by mail. */
#ifndef HORA_APPS_WORKER_LETTER_H
#define HORA_APPS_WORKER_LETTER_H

#include "apps/worker/task.h"

extern const struct task letter_tasks[]; /* mail.booked, …, ended by a row without a name */

/* Opens the relay and the views. */
enum err letter_open(struct worker *);

#endif
