/* Templates as compiled: a flat program of steps. Known to the parser
 * (parser.c, template.c), the compiler (mustache.c, message.c) and the renderer. */
#ifndef HORA_VIEW_TEMPLATE_H
#define HORA_VIEW_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "view/escape.h"
#include "view/language.h"
#include "view/mustache.h"
#include "view/plural.h"
#include "view/value.h"

enum op {
	OP_TEXT,     /* write .text */
	OP_VALUE,    /* write the value at .path, escaped */
	OP_RAW,      /* write it as it is */
	OP_SECTION,  /* run the steps up to .end for each of the value's elements, or if it holds */
	OP_INVERTED, /* run them if it does not */
	OP_CLOSE,    /* end of a section, a parent or a block */
	OP_PARTIAL,  /* run .target */
	OP_PARENT,   /* run .target; the blocks up to .end take the place of its own */
	OP_BLOCK,    /* run what took the place of block .text, else the steps up to .end */
	OP_MESSAGE,  /* run .message in the language of the context */
};

/* A dotted name in its parts; no part at all is the implicit iterator. */
struct path {
	const struct span *names;
	size_t count;
};

struct step {
	enum op op;
	bool starts_line; /* first on its line: the indentation in force goes before it */
	bool own_line;    /* PARTIAL, PARENT, BLOCK: .indent is passed on to what they run */
	bool opens_line;  /* BLOCK: its content begins a line */
	unsigned line;    /* in the source, from 1 */
	size_t end;       /* SECTION, INVERTED, PARENT, BLOCK: where their CLOSE is */
	struct span text; /* literal text, or the tag's name */
	struct span indent;
	struct path path;
	const struct template *target;
	const struct message *message;
};

struct program {
	struct step *steps;
	size_t count;
};

struct template
{
	const char *name;
	enum escape escape;
	struct program program;
};

/* A text to be translated, compiled in each language and plural form. */
struct message {
	bool plural;
	struct path number;                           /* what the plural goes by */
	const struct catalogue *rules[LANGUAGE__MAX]; /* whose plural rule; NULL = that of English */
	struct program programs[LANGUAGE__MAX][PLURAL_FORMS];
};

struct mustache {
	struct template *templates; /* sorted by name */
	size_t count;
};

/* What parsing one text needs to know. */
struct source {
	struct arena *arena;
	const char *name;
	const char *text;
	size_t len;
	unsigned line; /* the text's first line */
	bool message;  /* a translated text: values and sections only */
	const struct mustache_options *options;
	struct mustache_fault *fault;
};

/* Compiles one source; partials and parents are named, not yet found. */
MUST_CHECK enum err template_parse(const struct source *, struct program *out);

/* Compiles the text between the tags of a translated section called name
 * ("_", "_n.seats", "_c.context") in all languages. */
MUST_CHECK enum err template_message(const struct source *, struct span name, struct span text, unsigned line,
				     const struct message **out);

/* True for names of translated sections. */
bool template_is_message(struct span name);

/* Splits a name at its points. ERR_INVALID for empty parts. */
MUST_CHECK enum err template_path(struct arena *, struct span name, struct path *out);

/* Notes what is wrong and where; returns ERR_INVALID. */
enum err template_fault(const struct source *, unsigned line, const char *fmt, ...) PRINTF_LIKE(3, 4);

#endif
