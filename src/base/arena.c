/* The arena: small blocks cut from chunks, large ones by themselves, and a list of
 * all that is to be let go, last first. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Without chunks each block is its own malloc, so that ASan and valgrind see every
 * overrun: for builds that they are to look at. */
#ifndef ARENA_CHUNKS
#define ARENA_CHUNKS 1
#endif

#define ALIGNMENT _Alignof(max_align_t)
#define CHUNK_LEAST 256  /* many arenas hold little: the first chunk is small, */
#define CHUNK_MOST 16384 /* each next one twice as large as the one before */
#define CHUNK_PARTS 4    /* what would take more than such a part of a chunk stands by itself */

/* Memory of our own carries its link in front of it, and has no release. */
struct link {
	struct link *older;
	void *thing;
	void (*release)(void *);
};

struct block {
	struct link link;
	_Alignas(max_align_t) char memory[];
};

struct arena {
	struct link *newest;
	struct block *chunk; /* what is being cut up; it stays when the arena is cleared */
	size_t used, size;   /* bytes of its memory */
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
		else if (a->chunk == NULL || link != &a->chunk->link)
			free(link);
	}
	a->used = 0;
	if (a->chunk != NULL) {
		a->chunk->link.older = NULL;
		a->newest = &a->chunk->link;
	}
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	arena_clear(a);
	free(a->chunk);
	free(a);
}

static struct block *
add_block(struct arena *a, size_t size)
{
	struct block *block = malloc(sizeof *block + size);

	if (block == NULL)
		abort();
	block->link = (struct link){ .older = a->newest };
	a->newest = &block->link;
	return block;
}

static size_t
next_size(const struct arena *a)
{
	if (a->size == 0)
		return CHUNK_LEAST;
	return a->size < CHUNK_MOST ? a->size * 2 : CHUNK_MOST;
}

static bool
stands_alone(const struct arena *a, size_t size)
{
	return ARENA_CHUNKS == 0 || (size > a->size - a->used && size > next_size(a) / CHUNK_PARTS);
}

static void *
take(struct arena *a, size_t size)
{
	void *memory;

	if (stands_alone(a, size))
		return add_block(a, size)->memory;
	size = (size + (size == 0) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (size > a->size - a->used) {
		a->size = next_size(a);
		a->chunk = add_block(a, a->size);
		a->used = 0;
	}
	memory = a->chunk->memory + a->used;
	a->used += size;
	return memory;
}

void *
arena_alloc(struct arena *a, size_t count, size_t size)
{
	if (size != 0 && count > (SIZE_MAX - sizeof(struct block)) / size)
		abort();
	return memset(take(a, count * size), 0, count * size);
}

void *
arena_own(struct arena *a, void *thing, void (*release)(void *))
{
	struct link *link;

	if (thing == NULL)
		return NULL;
	link = take(a, sizeof *link);
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
