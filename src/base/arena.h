/* A request's (or job's) belongings, let go together.
 *
 * Everything made for one request is owned by its arena: memory, query
 * results, JSON objects. arena_free() releases them, last first. Small blocks
 * are cut from chunks, the last of which an arena keeps when it is cleared, so
 * that a request costs few mallocs; built for ASan or valgrind, each block is its
 * own malloc, so that they see every overrun. Allocation never
 * fails: out of memory aborts the process and its supervisor starts another,
 * which is why inputs are bounded where they enter. */
#ifndef HORA_BASE_ARENA_H
#define HORA_BASE_ARENA_H

#include <stddef.h>

#include "base/err.h"

struct arena;

/* An empty arena. */
struct arena *arena_new(void);

/* Releases all the arena owns and the arena itself. NULL is allowed. */
void arena_free(struct arena *);

/* Releases all the arena owns; the arena can be used again. */
void arena_clear(struct arena *);

/* count * size zeroed bytes, aligned for any type; never NULL. */
void *arena_alloc(struct arena *, size_t count, size_t size);

/* Hands thing over: release(thing) runs when the arena goes. Returns thing.
 * NULL is passed through and not owned. */
void *arena_own(struct arena *, void *thing, void (*release)(void *));

/* Copies, NUL-terminated. arena_copy takes len bytes; arena_dup a C string
 * (NULL gives NULL). */
char *arena_copy(struct arena *, const void *bytes, size_t len);
char *arena_dup(struct arena *, const char *text);

/* Formatted text, as printf. */
char *arena_text(struct arena *, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* A zeroed struct of the given type. */
#define arena_make(a, type) ((type *)arena_alloc((a), 1, sizeof(type)))

#endif
