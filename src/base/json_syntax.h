/* The grammar of JSON (RFC 8259) with our limits, for base/json.c alone. */
#ifndef HORA_BASE_JSON_SYNTAX_H
#define HORA_BASE_JSON_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>

struct json_syntax {
	size_t values;   /* in the document; of repeated members each counts */
	size_t at;       /* byte where checking stopped */
	const char *why; /* when refused: a static sentence */
};

struct json_limits {
	size_t bytes, values; /* most accepted */
};

/* True when text is one JSON value that this program accepts: see base/json.h.
 * Only repeated members and real numbers beyond double are left to find. */
bool json_syntax_check(const char *text, size_t len, struct json_limits, struct json_syntax *);

#endif
