/* How many processes of a program there are, as its supervisor (multiwatch) has
 * them: what the system says of its children, and what it was told to keep up. */
#ifndef HORA_BASE_KIN_H
#define HORA_BASE_KIN_H

#include <sys/types.h>

#include "base/arena.h"

struct kin {
	int alive;  /* children that run; a stopped one does not */
	int wanted; /* what its -f says; 0 = it is no multiwatch, and alive means nothing */
};

/* The children of that process. What is read on the way lives in the arena. */
struct kin kin_of(struct arena *, pid_t supervisor);

#endif
