/* Tags: finding them in a template's source and taking them apart. */
#ifndef HORA_VIEW_TAG_H
#define HORA_VIEW_TAG_H

#include <stdbool.h>
#include <stddef.h>

#include "view/template.h"

enum tag_kind {
	TAG_VALUE,
	TAG_RAW,
	TAG_SECTION,
	TAG_INVERTED,
	TAG_CLOSE,
	TAG_PARTIAL,
	TAG_PARENT,
	TAG_BLOCK,
	TAG_COMMENT,
	TAG_DELIMITERS,
	TAG__MAX
};

struct tag {
	enum tag_kind kind;
	struct span name;
	unsigned line;
	size_t from, to;   /* where it stands in the source, delimiters included */
	bool first;        /* nothing but white space before it on its line */
	bool last;         /* nor after it */
	size_t line_start; /* if first: where that white space begins; else from */
	size_t line_end;   /* if last: where the next line begins; else to */
};

struct scanner {
	const struct source *source;
	size_t at;
	unsigned line;
	struct span open, close; /* the delimiters in force */
};

/* A scanner at the source's first byte. */
struct scanner scanner_of(const struct source *);

/* True while the delimiters are {{ and }}. */
bool scanner_is_standard(const struct scanner *);

/* The next tag, if there is one. Follows changes of delimiters. ERR_INVALID:
 * noted in the source's fault. */
MUST_CHECK enum err tag_next(struct scanner *, struct tag *out, bool *found);

#endif
