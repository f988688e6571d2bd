/* The parser's second half: what each kind of tag adds to the program. */
#include "view/template.h"

#include <string.h>

#include "view/parser.h"

enum err
template_path(struct arena *a, struct span name, struct path *out)
{
	struct span names[MUSTACHE_NAME_PARTS], *kept;
	size_t count = 0;

	if (name.len == 1 && *name.at == '.') {
		*out = (struct path){ 0 };
		return OK;
	}
	for (;;) {
		const char *point = memchr(name.at, '.', name.len);
		size_t len = point == NULL ? name.len : (size_t)(point - name.at);

		if (len == 0 || count == MUSTACHE_NAME_PARTS)
			return ERR_INVALID;
		names[count++] = (struct span){ name.at, len };
		if (point == NULL)
			break;
		name = (struct span){ point + 1, name.len - len - 1 };
	}
	kept = arena_alloc(a, count, sizeof *kept);
	memcpy(kept, names, count * sizeof *kept);
	*out = (struct path){ kept, count };
	return OK;
}

static enum err
take_nothing(struct parser *p, const struct tag *tag)
{
	parser_take_around(p, tag);
	return OK;
}

static enum err
read_path(struct parser *p, const struct tag *tag, struct path *out)
{
	if (template_path(p->source->arena, tag->name, out) != OK)
		return template_fault(p->source, tag->line, "not a name: \"%.*s\"",
				      (int)(tag->name.len < 60 ? tag->name.len : 60), tag->name.at);
	return OK;
}

static enum err
take_value(struct parser *p, const struct tag *tag)
{
	struct step *step;

	parser_take_text(p, tag->from);
	p->literal = tag->to;
	step = parser_add_inline(p, tag->kind == TAG_RAW ? OP_RAW : OP_VALUE, tag);
	return read_path(p, tag, &step->path);
}

/* The end of a translated section, whose tags are looked at when the text and
 * its translations are compiled. */
static enum err
find_close(struct parser *p, const struct tag *tag, struct tag *out)
{
	bool found;
	enum err e;

	while ((e = tag_next(&p->scanner, out, &found)) == OK && found)
		if (out->kind == TAG_CLOSE && out->name.len == tag->name.len
		    && memcmp(out->name.at, tag->name.at, tag->name.len) == 0)
			return OK;
	return e != OK ? e
		       : template_fault(p->source, tag->line, "{{#%.*s}} is never closed", (int)tag->name.len,
					tag->name.at);
}

static enum err
take_message(struct parser *p, const struct tag *tag)
{
	const struct message *message;
	struct tag close;
	struct span text;
	enum err e;

	if (p->source->message || !scanner_is_standard(&p->scanner))
		return template_fault(
		    p->source, tag->line,
		    "a translated text cannot stand in another, nor under other delimiters");
	parser_take_text(p, tag->from);
	if ((e = find_close(p, tag, &close)) != OK)
		return e;
	p->literal = close.to;
	text = (struct span){ p->source->text + tag->to, close.from - tag->to };
	if ((e = template_message(p->source, tag->name, text, tag->line, &message)) != OK)
		return e;
	parser_add_inline(p, OP_MESSAGE, tag)->message = message;
	return OK;
}

static enum err
take_section(struct parser *p, const struct tag *tag)
{
	enum op op = tag->kind == TAG_SECTION ? OP_SECTION : OP_INVERTED;
	struct step *step;
	struct path path;
	enum err e;

	if (op == OP_SECTION && template_is_message(tag->name))
		return take_message(p, tag);
	if ((e = read_path(p, tag, &path)) != OK)
		return e;
	step = parser_take_around(p, tag) ? parser_add(p, op, tag->line) : parser_add_inline(p, op, tag);
	step->path = path;
	return parser_open(
	    p,
	    (struct opened){ .op = op, .name = tag->name, .line = tag->line, .step = p->program.count - 1 });
}

static enum err
take_partial(struct parser *p, const struct tag *tag)
{
	bool alone = parser_take_around(p, tag);
	struct step *step =
	    alone ? parser_add(p, OP_PARTIAL, tag->line) : parser_add_inline(p, OP_PARTIAL, tag);

	step->text = tag->name;
	step->own_line = alone;
	if (alone)
		step->indent = parser_indent(p, tag);
	return OK;
}

/* A parent is one thing from the outside: whether its line is its own is known
 * at its end. Until then the white space before it is kept aside. */
static enum err
take_parent(struct parser *p, const struct tag *tag)
{
	struct step *step;

	parser_take_text(p, tag->line_start);
	p->literal = tag->to;
	step = parser_add_inline(p, OP_PARENT, tag);
	if (tag->first)
		step->indent = parser_indent(p, tag);
	return parser_open(p, (struct opened){ .op = OP_PARENT,
					       .name = tag->name,
					       .line = tag->line,
					       .step = p->program.count - 1,
					       .first = tag->first });
}

/* A block in a parent is content for elsewhere: its own indentation is taken
 * off. One outside says where content goes, which is indented like its tag or,
 * when the tag has a line to itself, like its own content. */
static enum err
take_block(struct parser *p, const struct tag *tag)
{
	struct opened opened = { .op = OP_BLOCK, .name = tag->name, .line = tag->line, .dedent = p->dedent };
	struct step *step;

	opened.override = parser_in_parent(p);
	parser_take_text(p, tag->first ? tag->line_start : tag->from);
	step = opened.override || tag->first ? parser_add(p, OP_BLOCK, tag->line)
					     : parser_add_inline(p, OP_BLOCK, tag);
	opened.step = p->program.count - 1;
	step->text = tag->name;
	step->own_line = !opened.override && tag->first;
	step->opens_line = tag->last && (opened.override || tag->first);
	if (step->own_line)
		step->indent = parser_indent(p, tag);
	if (step->opens_line) {
		struct span whole = parser_content_indent(p->source, tag->line_end);

		if (parser_dedent_length(p, whole.at, whole.len) == p->dedent.len)
			p->dedent = whole;
		step->indent =
		    (struct span){ p->dedent.at + opened.dedent.len, p->dedent.len - opened.dedent.len };
	}
	p->at_line_start = step->opens_line;
	p->literal = step->opens_line ? tag->line_end : tag->to;
	return parser_open(p, opened);
}

static void
close_parent(struct parser *p, const struct tag *tag, const struct opened *opened)
{
	struct step *parent = &p->program.steps[opened->step];

	parent->own_line = opened->first && tag->last;
	parent->starts_line &= !parent->own_line;
	p->at_line_start = parent->own_line;
	p->literal = parent->own_line ? tag->line_end : tag->to;
	parser_add(p, OP_CLOSE, tag->line);
}

static enum err
take_close(struct parser *p, const struct tag *tag)
{
	const struct opened *opened;

	if (p->depth == 0)
		return template_fault(p->source, tag->line, "{{/%.*s}} closes nothing", (int)tag->name.len,
				      tag->name.at);
	opened = &p->opened[p->depth - 1];
	if (opened->name.len != tag->name.len || memcmp(opened->name.at, tag->name.at, tag->name.len) != 0)
		return template_fault(p->source, tag->line, "{{/%.*s}} where %.*s of line %u is to be closed",
				      (int)tag->name.len, tag->name.at, (int)opened->name.len,
				      opened->name.at, opened->line);
	if (opened->op == OP_PARENT) {
		close_parent(p, tag, opened);
	} else if (opened->override) {
		parser_take_text(p, tag->line_start);
		p->literal = tag->to;
		parser_add(p, OP_CLOSE, tag->line);
	} else if (parser_take_around(p, tag)) {
		parser_add(p, OP_CLOSE, tag->line);
	} else {
		parser_add_inline(p, OP_CLOSE, tag);
	}
	p->depth--;
	if (opened->op == OP_BLOCK)
		p->dedent = opened->dedent;
	p->program.steps[opened->step].end = p->program.count - 1;
	return OK;
}

static enum err (*const takers[TAG__MAX])(struct parser *, const struct tag *) = {
	[TAG_VALUE] = take_value,        [TAG_RAW] = take_value,   [TAG_SECTION] = take_section,
	[TAG_INVERTED] = take_section,   [TAG_CLOSE] = take_close, [TAG_PARTIAL] = take_partial,
	[TAG_PARENT] = take_parent,      [TAG_BLOCK] = take_block, [TAG_COMMENT] = take_nothing,
	[TAG_DELIMITERS] = take_nothing,
};

#define BIT(kind) (1u << (kind))

/* Where only some tags can stand. */
static enum err
check_place(const struct parser *p, const struct tag *tag)
{
	static const unsigned in_parents =
	    BIT(TAG_BLOCK) | BIT(TAG_CLOSE) | BIT(TAG_COMMENT) | BIT(TAG_DELIMITERS);
	static const unsigned in_messages =
	    BIT(TAG_VALUE) | BIT(TAG_SECTION) | BIT(TAG_INVERTED) | BIT(TAG_CLOSE);

	if (parser_in_parent(p) && !(in_parents & BIT(tag->kind)))
		return template_fault(p->source, tag->line, "only blocks can stand in a parent");
	if (p->source->message && !(in_messages & BIT(tag->kind)))
		return template_fault(p->source, tag->line,
				      "only values and sections can stand in a translated text");
	return OK;
}

static enum err
parse(struct parser *p)
{
	const struct source *source = p->source;
	struct tag tag;
	bool found;
	enum err e;

	while ((e = tag_next(&p->scanner, &tag, &found)) == OK && found)
		if ((e = check_place(p, &tag)) != OK || (e = takers[tag.kind](p, &tag)) != OK)
			return e;
	if (e != OK)
		return e;
	if (p->depth > 0)
		return template_fault(source, p->opened[p->depth - 1].line, "%.*s is never closed",
				      (int)p->opened[p->depth - 1].name.len, p->opened[p->depth - 1].name.at);
	parser_take_text(p, source->len);
	return OK;
}

/* A program holds its steps and no room for more: there are thousands of them,
 * most of a step or two, in every process. */
enum err
template_parse(const struct source *source, struct program *out)
{
	struct parser p = { .source = source, .scanner = scanner_of(source), .at_line_start = true };
	enum err e;

	if (source->len > MUSTACHE_SOURCE_MAX)
		return template_fault(source, source->line, "longer than %d bytes", MUSTACHE_SOURCE_MAX);
	p.scratch = arena_new();
	if ((e = parse(&p)) == OK) {
		out->count = p.program.count;
		out->steps = arena_alloc(source->arena, out->count, sizeof *out->steps);
		if (out->count > 0)
			memcpy(out->steps, p.program.steps, out->count * sizeof *out->steps);
	}
	arena_free(p.scratch);
	return e;
}
