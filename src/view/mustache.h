/* The Mustache engine: the mandatory modules of specification 1.4 and
 * inheritance, over records and JSON. A fixed set of templates is compiled
 * once; partials and parents are found in that set and nowhere else. What it
 * adds to the specification is told in view/view.h, which programs use. */
#ifndef HORA_VIEW_MUSTACHE_H
#define HORA_VIEW_MUSTACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "view/catalogue.h"
#include "view/language.h"
#include "view/value.h"

#define MUSTACHE_SOURCE_MAX (256 * 1024) /* bytes of one template */
#define MUSTACHE_NESTING 32              /* tags open at once in one template */
#define MUSTACHE_NAME_PARTS 16           /* parts of a dotted name */
#define MUSTACHE_DEPTH 32                /* partials, parents and blocks within each other, when rendering */
#define MUSTACHE_STEPS 2000000           /* steps of one rendering: an end to what multiplies itself */

struct template;
struct mustache;
struct view_context;

struct mustache_source {
	const char *name;
	const char *text;
	size_t len;
};

struct mustache_options {
	bool missing_is_empty; /* a partial that is not in the set writes nothing, as the specification
	                          has it, rather than being a fault */
	const struct catalogue *catalogues[LANGUAGE__MAX]; /* NULL: the source texts */
};

/* What is wrong with a source. Texts live in the arena. */
struct mustache_fault {
	const char *name;
	unsigned line;
	const char *reason;
};

/* Compiles the sources, which must outlive the arena. ERR_INVALID: see fault. */
MUST_CHECK enum err mustache_compile(struct arena *, const struct mustache_source *, size_t count,
				     const struct mustache_options *, struct mustache_fault *,
				     struct mustache **out);

/* The template of that name, or NULL. */
const struct template *mustache_find(const struct mustache *, const char *name);

/* Renders at the end of out. The surroundings' page, then the value, are what
 * names are looked up in. ERR_INTERNAL: out is full, or a limit above is
 * reached; out is then as it was, but for out->full. */
MUST_CHECK enum err mustache_render(const struct template *, const struct surroundings *, struct value,
				    struct buffer *out);

#endif
