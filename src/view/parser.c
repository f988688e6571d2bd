/* The parser's first half: text and lines. It takes away the lines on which a
 * tag stands alone and notes where lines begin, so that the renderer can indent
 * partials and blocks as the specification asks. */
#include "view/parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum err
template_fault(const struct source *source, unsigned line, const char *fmt, ...)
{
	char text[256];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	*source->fault = (struct mustache_fault){ .name = source->name,
						  .line = line,
						  .reason = arena_dup(source->arena, text) };
	return ERR_INVALID;
}

struct step *
parser_add(struct parser *p, enum op op, unsigned line)
{
	struct program *program = &p->program;

	if (program->count == p->room) {
		struct step *more = arena_alloc(p->scratch, p->room = p->room * 2 + 16, sizeof *more);

		if (program->count > 0)
			memcpy(more, program->steps, program->count * sizeof *more);
		program->steps = more;
	}
	program->steps[program->count] = (struct step){ .op = op, .line = line };
	return &program->steps[program->count++];
}

struct step *
parser_add_inline(struct parser *p, enum op op, const struct tag *tag)
{
	struct step *step = parser_add(p, op, tag->line);

	step->text = tag->name;
	step->starts_line = p->at_line_start;
	p->at_line_start = false;
	return step;
}

bool
parser_in_parent(const struct parser *p)
{
	return p->depth > 0 && p->opened[p->depth - 1].op == OP_PARENT;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

size_t
parser_dedent_length(const struct parser *p, const char *line, size_t len)
{
	size_t n = 0;

	while (n < len && n < p->dedent.len && line[n] == p->dedent.at[n])
		n++;
	return n;
}

/* The text without the dedent of each line. */
static struct span
dedented(const struct parser *p, struct span text, bool at_line_start)
{
	char *copy, *end;

	if (p->dedent.len == 0)
		return text;
	copy = end = arena_alloc(p->source->arena, text.len + 1, 1);
	for (size_t i = 0; i < text.len; i++) {
		if (at_line_start)
			i += parser_dedent_length(p, text.at + i, text.len - i);
		if (i == text.len)
			break;
		*end++ = text.at[i];
		at_line_start = text.at[i] == '\n';
	}
	return (struct span){ copy, (size_t)(end - copy) };
}

void
parser_take_text(struct parser *p, size_t to)
{
	struct span text = { p->source->text + p->literal, to - p->literal };
	struct step *step;

	if (parser_in_parent(p) || text.len == 0)
		return;
	text = dedented(p, text, p->at_line_start);
	if (text.len == 0)
		return;
	step = parser_add(p, OP_TEXT, p->scanner.line);
	step->text = text;
	step->starts_line = p->at_line_start;
	p->at_line_start = text.at[text.len - 1] == '\n';
}

bool
parser_take_around(struct parser *p, const struct tag *tag)
{
	bool alone = tag->first && tag->last;

	parser_take_text(p, alone ? tag->line_start : tag->from);
	p->literal = alone ? tag->line_end : tag->to;
	return alone;
}

struct span
parser_indent(const struct parser *p, const struct tag *tag)
{
	struct span space = { p->source->text + tag->line_start, tag->from - tag->line_start };

	return dedented(p, space, true);
}

enum err
parser_open(struct parser *p, struct opened opened)
{
	if (p->depth == MUSTACHE_NESTING)
		return template_fault(p->source, opened.line, "more than %d tags within each other",
				      MUSTACHE_NESTING);
	p->opened[p->depth++] = opened;
	return OK;
}

struct span
parser_content_indent(const struct source *source, size_t from)
{
	size_t start = from, at = from;

	for (; at < source->len && is_space(source->text[at]); at++)
		if (source->text[at] == '\n')
			start = at + 1;
	return (struct span){ source->text + start, at - start };
}
