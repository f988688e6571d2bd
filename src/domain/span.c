/* Sorted ranges: joining, meeting, sweeping. All are one pass. */
#include "domain/span.h"

#include <stdlib.h>
#include <string.h>

struct spans
spans_new(struct arena *a, size_t room)
{
	return (struct spans){ arena_alloc(a, room, sizeof(struct span)), 0, room };
}

void
spans_push(struct arena *a, struct spans *set, int64_t from, int64_t to)
{
	if (set->count == set->room) {
		struct spans larger = spans_new(a, set->room < 8 ? 16 : set->room * 2);

		if (set->count > 0)
			memcpy(larger.at, set->at, set->count * sizeof *set->at);
		larger.count = set->count;
		*set = larger;
	}
	set->at[set->count++] = (struct span){ from, to };
}

void
spans_join(struct arena *a, struct spans *set, int64_t from, int64_t to)
{
	struct span *last = set->count > 0 ? &set->at[set->count - 1] : NULL;

	if (from >= to)
		return;
	if (last == NULL || from > last->to)
		spans_push(a, set, from, to);
	else if (to > last->to)
		last->to = to;
}

struct spans
spans_meet(struct arena *a, const struct spans *x, const struct spans *y)
{
	struct spans both = spans_new(a, x->count + y->count);
	size_t i = 0, j = 0;

	while (i < x->count && j < y->count) {
		int64_t from = x->at[i].from > y->at[j].from ? x->at[i].from : y->at[j].from;
		int64_t to = x->at[i].to < y->at[j].to ? x->at[i].to : y->at[j].to;

		if (from < to)
			spans_push(a, &both, from, to);
		if (x->at[i].to < y->at[j].to)
			i++;
		else
			j++;
	}
	return both;
}

static int
by_start(const void *x, const void *y)
{
	const struct span *a = x, *b = y;

	return (a->from > b->from) - (a->from < b->from);
}

size_t
span_settle(struct span *spans, size_t count)
{
	size_t kept = 0;
	bool sorted = true;

	for (size_t i = 1; i < count && sorted; i++)
		sorted = spans[i - 1].from <= spans[i].from;
	if (!sorted)
		qsort(spans, count, sizeof *spans, by_start);
	for (size_t i = 0; i < count; i++) {
		if (spans[i].from >= spans[i].to)
			continue;
		if (kept == 0 || spans[i].from > spans[kept - 1].to)
			spans[kept++] = spans[i];
		else if (spans[i].to > spans[kept - 1].to)
			spans[kept - 1].to = spans[i].to;
	}
	return kept;
}
