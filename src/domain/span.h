/* Sets of time: sorted half-open ranges of instants, Unix seconds. */
#ifndef HORA_DOMAIN_SPAN_H
#define HORA_DOMAIN_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct span {
	int64_t from, to; /* [from, to) */
};

/* Sorted and disjoint; they may touch only where a function says so. */
struct spans {
	struct span *at;
	size_t count, room;
};

/* An empty set with room for so many before it has to grow. */
struct spans spans_new(struct arena *, size_t room);

/* Adds a range that does not start before the last one does; joins them when
 * they overlap or touch. Empty and inverted ranges are ignored. */
void spans_join(struct arena *, struct spans *, int64_t from, int64_t to);

/* Adds a range after all others, as it is. */
void spans_push(struct arena *, struct spans *, int64_t from, int64_t to);

/* What both have. Ranges that touch in either touch in the result. */
struct spans spans_meet(struct arena *, const struct spans *, const struct spans *);

/* Sorts count ranges that may overlap and joins them in place; returns how many
 * are left. */
size_t span_settle(struct span *, size_t count);

/* A reader of a joined set for ranges asked in order of their starts. */
struct sweep {
	const struct span *at, *end;
};

/* Does any range overlap [from, to)? from never goes back. Here, because it is
 * asked for every candidate. */
static inline bool
sweep_hits(struct sweep *s, int64_t from, int64_t to)
{
	while (s->at < s->end && s->at->to <= from)
		s->at++;
	return s->at < s->end && s->at->from < to;
}

#endif
