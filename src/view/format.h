/* Formats: the ways a value can be written, by the names templates use. */
#ifndef HORA_VIEW_FORMAT_H
#define HORA_VIEW_FORMAT_H

#include "base/buffer.h"
#include "view/locale.h"
#include "view/value.h"

struct format {
	const char *name;
	void (*write)(struct buffer *, const struct surroundings *, const struct value *);
	enum date_form date; /* where write is one for many */
};

/* The format of that name for a kind of value, or NULL. */
const struct format *format_find(enum value_kind, struct span name);

/* How the kind is written without a format; NULL for what writes nothing (and
 * TEXT, which is itself). */
const struct format *format_plain(enum value_kind);

#endif
