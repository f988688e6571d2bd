/* Turns at what is costly, among all processes of a program: only so many work
 * at a time, only so many wait, and nobody for long. Whoever finds the line full
 * goes away at once. A process that dies gives its turn back by dying. */
#ifndef HORA_BASE_TURN_H
#define HORA_BASE_TURN_H

#include "base/arena.h"
#include "base/err.h"

struct turns;

struct turn_rule {
	int working;      /* at a time */
	int waiting;      /* for one of them */
	int milliseconds; /* one waits at most */
};

/* Opens the files of the line, "NAME-0" and so on in a folder that exists and
 * this program may write. ERR_NOT_FOUND: it cannot; errno says why. */
MUST_CHECK enum err turns_open(struct arena *, const char *folder, const char *name, const struct turn_rule *,
			       struct turns **out);

/* Takes a turn: ERR_BUSY when none came. turn_end gives it back. */
MUST_CHECK enum err turn_begin(struct turns *);
void turn_end(struct turns *);

#endif
