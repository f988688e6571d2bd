/* A growing run of bytes with a limit: what views, JSON and answers are
 * written into. Lives in an arena; past the limit it stops growing and says so
 * (buffer_full), so that writers need not check each step. */
#ifndef HORA_BASE_BUFFER_H
#define HORA_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct buffer {
	char *bytes; /* NUL-terminated for convenience; NULL before the first write */
	size_t len;
	size_t room;  /* allocated, NUL included */
	size_t limit; /* most bytes it will hold */
	bool full;    /* something did not fit; what is here is cut */
	struct arena *arena;
};

/* An empty buffer that holds at most limit bytes. */
struct buffer buffer_new(struct arena *, size_t limit);

/* Append bytes, a C string, one character, a whole number, formatted text as
 * printf (which is slow: not in loops). */
void buffer_add(struct buffer *, const void *bytes, size_t len);
void buffer_text(struct buffer *, const char *text);
void buffer_char(struct buffer *, char c);
void buffer_number(struct buffer *, int64_t number);
void buffer_format(struct buffer *, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The content as a C string, "" when empty; lives as long as the arena, and
 * until the next write. */
const char *buffer_string(const struct buffer *);

#endif
