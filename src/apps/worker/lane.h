/* Lanes: one process each, so that what is slow in one delays no other. */
#ifndef HORA_APPS_WORKER_LANE_H
#define HORA_APPS_WORKER_LANE_H

#include "apps/worker/task.h"

/* Something a lane does every so often, jobs or not. */
struct chore {
	const char *name;
	enum err (*run)(struct worker *, int64_t now);
	int64_t seconds; /* between two runs */
};

struct lane {
	const char *name;
	int64_t poll_ms;                   /* between two looks for due jobs, when there was none */
	int crew;                          /* processes; 0 = one */
	enum err (*open)(struct worker *); /* sets up what its jobs need, or NULL */
	const struct task *tasks;          /* ended by a row without a name */
	const struct chore *chores;        /* the same */
	/* In place of tasks: does many jobs at once, all of a kind. */
	enum err (*batch)(struct worker *, struct arena *, const struct list *jobs);
	enum err (*close)(struct worker *, int64_t now); /* before it ends in good order, or NULL */
};

extern const struct lane lanes[]; /* ended by a row without a name */

/* The lane of that name, or NULL. */
const struct lane *lane_find(const char *name);

/* Works until worker->stopping. Returns when the job under way is done. */
void lane_run(struct worker *);

#endif
