/* Escaping: how a value is written so that it stays data in its surroundings. */
#ifndef HORA_VIEW_ESCAPE_H
#define HORA_VIEW_ESCAPE_H

#include <stddef.h>

#include "base/buffer.h"

enum escape {
	ESCAPE_HTML, /* content and quoted attributes: & < > " ' */
	ESCAPE_TEXT, /* plain text: as it is */
	ESCAPE_JSON, /* within a JSON string; < > & too, so that it can stand in HTML */
	ESCAPE__MAX
};

/* The escaping a template's name asks for: ".txt" and ".json" at its end, else
 * HTML. */
enum escape escape_of(const char *name);

/* Writes text so that it stays data in those surroundings. */
void escape_write(enum escape, struct buffer *, const char *text, size_t len);

#endif
