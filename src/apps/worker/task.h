/* Tasks: the kinds of jobs, who does them, for how long, how often. */
#ifndef HORA_APPS_WORKER_TASK_H
#define HORA_APPS_WORKER_TASK_H

#include "apps/worker/worker.h"

struct task {
	const char *name;                /* as in the job's row */
	enum err (*work)(struct work *); /* an error is a failure; see task_is_final */
	int seconds;                     /* hard deadline of one try */
	int tries;                       /* failures, the last included, before it is given up */
};

/* The task of that name in the worker's lane; NULL: nobody knows how to do it. */
const struct task *task_find(const struct lane *, const char *name);

/* True for errors that another try will not mend. */
bool task_is_final(enum err);

/* Seconds until the next try, after so many failures: doubling from 5 seconds to
 * a quarter of an hour, and a quarter more or less by chance. */
int64_t task_delay(int64_t failures);

#endif
