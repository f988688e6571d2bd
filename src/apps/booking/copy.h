/* Copies of answers that cost some work, kept by the process: at most a
 * megabyte, the least recently used given up first. A copy stands while the
 * counts it was made from are the same and its time has not come. */
#ifndef HORA_APPS_BOOKING_COPY_H
#define HORA_APPS_BOOKING_COPY_H

#include "usecase/agenda.h"

struct copy {
	const char *key; /* what was asked for: path and query */
	const char *body;
	size_t len;
	struct agenda_stamp stamp;
};

/* The process's copies; they go with the arena (the program's). */
struct copies;
struct copies *copies_new(struct arena *);

/* The copy under that key whose time has not come, or NULL. Whether its counts
 * still are the current ones is for the caller to find out. Valid until the next
 * copy_keep. */
const struct copy *copy_find(struct copies *, const char *key, int64_t now);

/* Keeps a copy, in place of one under the same key. One that is larger than a
 * sixteenth of all is not kept. */
void copy_keep(struct copies *, const struct copy *);

#endif
