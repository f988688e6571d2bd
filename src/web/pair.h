/* Names and values as they come in: query, form, cookies, path parameters.
 * Values are valid UTF-8 without U+0000. */
#ifndef HORA_WEB_PAIR_H
#define HORA_WEB_PAIR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

#define PAIRS_MAX 100 /* fields accepted in one query, form or cookie jar */

struct pair {
	const char *name;
	const char *value;
};

struct pairs {
	struct pair *items;
	size_t count;
};

/* The first value of that name, NULL when there is none. */
const char *pairs_get(const struct pairs *, const char *name);

/* How many values carry that name. */
size_t pairs_times(const struct pairs *, const char *name);

/* Reads application/x-www-form-urlencoded text (WHATWG URL, 5.1): percent
 * decoded once, + as space. ERR_INVALID for a bad escape, invalid
 * UTF-8, U+0000, or more than PAIRS_MAX fields. */
MUST_CHECK enum err pairs_read(struct arena *, const char *text, size_t len, struct pairs *out);

/* Decodes %XX once; *plus says whether + means space. NULL for a bad escape,
 * invalid UTF-8 or U+0000. */
char *percent_read(struct arena *, const char *text, size_t len, bool plus);

/* Text as one path segment or query value: all but A-Z a-z 0-9 - . _ ~ escaped. */
char *percent_write(struct arena *, const char *text);

#endif
