/* The parser at work: the steps so far, the text not yet taken, the tags still
 * open. Known to parser.c, which deals with text and lines, and template.c,
 * which deals with tags. */
#ifndef HORA_VIEW_PARSER_H
#define HORA_VIEW_PARSER_H

#include "view/tag.h"
#include "view/template.h"

/* A section, parent or block whose end is not reached yet. */
struct opened {
	enum op op;
	struct span name;
	unsigned line;
	size_t step;
	bool first;         /* PARENT: the first on its line */
	bool override;      /* BLOCK: directly in a parent */
	struct span dedent; /* BLOCK: what was in force outside */
};

struct parser {
	const struct source *source;
	struct arena *scratch; /* the steps, for as long as their number is not known */
	struct scanner scanner;
	struct program program;
	size_t room;
	size_t literal;     /* where the text not yet taken begins */
	bool at_line_start; /* what is taken next is the first on its line */
	struct span dedent; /* white space taken off each line: the block's own indentation */
	struct opened opened[MUSTACHE_NESTING];
	unsigned depth;
};

/* Adds a step. */
struct step *parser_add(struct parser *, enum op, unsigned line);

/* Adds a step for a tag that stands among text: it begins the line if nothing
 * did before. */
struct step *parser_add_inline(struct parser *, enum op, const struct tag *);

/* True directly within a parent, where only blocks count. */
bool parser_in_parent(const struct parser *);

/* Takes the literal text up to an offset; within a parent it is dropped. */
void parser_take_text(struct parser *, size_t to);

/* Takes the text before a tag and steps over the tag, with its whole line if it
 * stands alone there; says whether it does. */
bool parser_take_around(struct parser *, const struct tag *);

/* The white space before a tag that is the first on its line. */
struct span parser_indent(const struct parser *, const struct tag *);

/* The white space the first line of a block's content begins with, blank lines
 * aside; and how much of the dedent a line begins with. */
struct span parser_content_indent(const struct source *, size_t from);
size_t parser_dedent_length(const struct parser *, const char *line, size_t len);

/* Remembers a tag that is to be closed. */
MUST_CHECK enum err parser_open(struct parser *, struct opened);

#endif
