/* A lane's processes, so that a job that waits for somebody outside keeps no
 * other waiting; and what they know of each other, in memory they share. */
#ifndef HORA_APPS_WORKER_CREW_H
#define HORA_APPS_WORKER_CREW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define CREW_MAX 8

struct crew {
	int size;
	atomic_int_least64_t done, failed;    /* jobs of all of them since the start */
	atomic_int_least64_t asked[CREW_MAX]; /* by process: whom it asks right now; 0 = nobody */
};

/* Has size processes (1: this one alone) each run work(context, crew, seat), and
 * starts one that is killed anew. Returns in each of them with the status to exit
 * with: what work returned; in the first, 0 after SIGTERM or SIGINT, which the
 * others are told, or what made one of them give up. */
int crew_run(int size, int (*work)(void *context, struct crew *, int seat), void *context);

/* Takes a seat for asking somebody, until crew_leave. False: too many ask the same
 * already. One at a time always may; whoever is one more must leave two seats
 * free, so that somebody who answers slowly never has them all. */
bool crew_ask(struct crew *, int seat, int64_t whom);
void crew_leave(struct crew *, int seat);

#endif
