/* The arena: a list of (thing, how to let it go), released last first. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A plain block carries its own link in front of the memory handed out, a
 * foreign thing gets a link of its own: one malloc each either way. */
struct link {
	struct link *older;
	void *thing;
	void (*release)(void *);
};

struct block {
	struct link link;
	max_align_t memory[];
};

struct arena {
	struct link *newest;
};

struct arena *
arena_new(void)
{
	struct arena *a = calloc(1, sizeof *a);

	if (a == NULL)
		abort();
	return a;
}

void
arena_clear(struct arena *a)
{
	struct link *link;

	while ((link = a->newest) != NULL) {
		a->newest = link->older;
		if (link->release != NULL)
			link->release(link->thing);
		free(link);
	}
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	arena_clear(a);
	free(a);
}

void *
arena_alloc(struct arena *a, size_t count, size_t size)
{
	struct block *block;

	if (size != 0 && count > (SIZE_MAX - sizeof *block) / size)
		abort();
	/* glibc's calloc passes by the thread's cache of small blocks, of which a
	 * request takes a hundred. */
	block = malloc(sizeof *block + count * size);
	if (block == NULL)
		abort();
	block->link = (struct link){ .older = a->newest };
	a->newest = &block->link;
	return memset(block->memory, 0, count * size);
}

void *
arena_own(struct arena *a, void *thing, void (*release)(void *))
{
	struct link *link;

	if (thing == NULL)
		return NULL;
	link = malloc(sizeof *link);
	if (link == NULL)
		abort();
	*link = (struct link){ a->newest, thing, release };
	a->newest = link;
	return thing;
}

char *
arena_copy(struct arena *a, const void *bytes, size_t len)
{
	char *copy = arena_alloc(a, len + 1, 1);

	if (len > 0)
		memcpy(copy, bytes, len);
	return copy;
}

char *
arena_dup(struct arena *a, const char *text)
{
	return text == NULL ? NULL : arena_copy(a, text, strlen(text));
}

char *
arena_text(struct arena *a, const char *fmt, ...)
{
	char small[256], *text;
	va_list args, again;
	int len;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(small, sizeof small, fmt, args);
	va_end(args);
	if (len < 0)
		abort();
	text = arena_alloc(a, (size_t)len + 1, 1);
	if ((size_t)len < sizeof small)
		memcpy(text, small, (size_t)len);
	else
		vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	return text;
}
