/* The renderer: runs a template's steps. Sections, partials and blocks call
 * run() again; how deep is bounded by the nesting of one template and
 * MUSTACHE_DEPTH, how long by MUSTACHE_STEPS. */
#include "view/mustache.h"

#include <stdio.h>
#include <string.h>

#include "view/template.h"
#include "view/view.h"

/* The values names are looked up in, innermost first. */
struct scope {
	struct value value;
	const struct scope *outer;
};

/* A parent being run: its blocks take the place of those of its template. */
struct overrides {
	const struct template *template; /* the parent stands in */
	size_t parent;                   /* its step */
	const struct overrides *outer;
};

/* Where steps run: all that changes from call to call. */
struct place {
	const struct template *template;
	const struct step *steps; /* the template's, or those of a message in it */
	const struct scope *scope;
	const struct overrides *overrides;
	struct span indent; /* goes before each line */
};

struct render {
	const struct surroundings *around;
	struct buffer *out;
	struct buffer scratch;
	enum escape escape;
	unsigned depth; /* partials, parents and blocks being run */
	unsigned long steps;
};

static enum err run(struct render *, const struct place *, size_t from, size_t to);

/* The value of a name, absent when there is none. False when nothing has such a
 * name, other than when what has it is itself absent. */
static bool
look_up(const struct render *r, const struct scope *scope, const struct path *path, struct value *out)
{
	struct value value = scope->value, member;

	*out = (struct value){ .kind = VALUE_ABSENT };
	if (path->count > 0)
		while (scope != NULL && !value_field(&scope->value, path->names[0], &value))
			scope = scope->outer;
	if (scope == NULL)
		return false;
	for (size_t i = 1; i < path->count; i++) {
		if (!value_member(&value, path->names[i], r->around, &member))
			return value.kind == VALUE_ABSENT;
		value = member;
	}
	*out = value;
	return true;
}

static void
write_span(struct render *r, struct span text)
{
	buffer_add(r->out, text.at, text.len);
}

/* Literal text, of which every line but the first (whose step knows) and the
 * empty rest behind the last is indented. */
static void
write_text(struct render *r, struct span text, struct span indent)
{
	const char *feed;

	if (indent.len == 0) {
		write_span(r, text);
		return;
	}
	while ((feed = memchr(text.at, '\n', text.len)) != NULL) {
		size_t len = (size_t)(feed - text.at) + 1;

		write_span(r, (struct span){ text.at, len });
		text = (struct span){ text.at + len, text.len - len };
		if (text.len > 0)
			write_span(r, indent);
	}
	write_span(r, text);
}

/* JSON has no shape that would say which members there can be. */
static bool
is_shaped(const struct scope *scope)
{
	while (scope != NULL && scope->value.json == NULL)
		scope = scope->outer;
	return scope == NULL;
}

static enum err
write_value(struct render *r, const struct place *place, const struct step *step)
{
	struct value value;
	struct span text;

	if (!look_up(r, place->scope, &step->path, &value) && r->around->complaints != NULL
	    && is_shaped(place->scope)) {
		fprintf(r->around->complaints, "%s:%u: nothing is called \"%.*s\"\n", place->template->name,
			step->line, (int)step->text.len, step->text.at);
		return ERR_INTERNAL;
	}
	text = value_text(&value, r->around, &r->scratch);
	escape_write(step->op == OP_RAW ? ESCAPE_TEXT : r->escape, r->out, text.at, text.len);
	return OK;
}

static enum err
run_within(struct render *r, const struct place *place, struct value value, size_t section)
{
	struct scope scope = { .value = value, .outer = place->scope };
	struct place inner = *place;

	inner.scope = &scope;
	return run(r, &inner, section + 1, place->steps[section].end);
}

static enum err
run_section(struct render *r, const struct place *place, size_t section)
{
	const struct step *step = &place->steps[section];
	struct value value;
	enum err e;

	look_up(r, place->scope, &step->path, &value);
	if (step->op == OP_INVERTED)
		return value_holds(&value) ? OK : run(r, place, section + 1, step->end);
	if (value.kind != VALUE_LIST)
		return value_holds(&value) ? run_within(r, place, value, section) : OK;
	for (size_t i = 0; i < value_count(&value); i++)
		if ((e = run_within(r, place, value_element(&value, i), section)) != OK)
			return e;
	return OK;
}

/* The indentation for what stands at a step: the place's, then the step's own. */
static struct span
indent_with(struct render *r, struct span outer, struct span own)
{
	char *both;

	if (own.len == 0)
		return outer;
	if (outer.len == 0)
		return own;
	both = arena_alloc(r->out->arena, outer.len + own.len, 1);
	memcpy(both, outer.at, outer.len);
	memcpy(both + outer.len, own.at, own.len);
	return (struct span){ both, outer.len + own.len };
}

static enum err
run_deeper(struct render *r, const struct place *place, size_t from, size_t to)
{
	enum err e;

	if (r->depth == MUSTACHE_DEPTH)
		return ERR_INTERNAL;
	r->depth++;
	e = run(r, place, from, to);
	r->depth--;
	return e;
}

static enum err
run_template(struct render *r, const struct place *place, const struct step *step,
	     const struct overrides *overrides)
{
	const struct program *program;
	struct place inner = { .scope = place->scope, .overrides = overrides };

	if (step->own_line)
		inner.indent = indent_with(r, place->indent, step->indent);
	else
		write_span(r, step->indent);
	if (step->target == NULL)
		return OK;
	program = &step->target->program;
	if (program->count == 0)
		return OK;
	inner.template = step->target;
	inner.steps = program->steps;
	return run_deeper(r, &inner, 0, program->count - 1);
}

static enum err
run_parent(struct render *r, const struct place *place, size_t parent)
{
	struct overrides overrides = { .template = place->template,
				       .parent = parent,
				       .outer = place->overrides };

	return run_template(r, place, &place->steps[parent], &overrides);
}

/* The block of that name among a parent's, 0 if there is none. */
static size_t
find_block(const struct overrides *overrides, struct span name)
{
	const struct step *steps = overrides->template->program.steps;

	for (size_t i = overrides->parent + 1; i < steps[overrides->parent].end; i = steps[i].end + 1)
		if (steps[i].text.len == name.len && memcmp(steps[i].text.at, name.at, name.len) == 0)
			return i;
	return 0;
}

/* The outermost parent that has such a block decides. Its content sees the
 * parents around itself only, so that a block cannot become part of itself. */
static enum err
run_block(struct render *r, const struct place *place, size_t block)
{
	const struct step *step = &place->steps[block];
	struct place inner = *place;
	size_t found, content = block;

	for (const struct overrides *o = place->overrides; o != NULL; o = o->outer)
		if ((found = find_block(o, step->text)) != 0) {
			inner.template = o->template;
			inner.steps = o->template->program.steps;
			inner.overrides = o->outer;
			content = found;
		}
	inner.indent = (struct span){ 0 };
	if (step->own_line) {
		inner.indent = indent_with(r, place->indent, step->indent);
		if (!inner.steps[content].opens_line)
			write_span(r, inner.indent);
	}
	return run_deeper(r, &inner, content + 1, inner.steps[content].end);
}

static enum err
run_message(struct render *r, const struct place *place, const struct message *message)
{
	enum language language = r->around->context->language;
	const struct program *program = message->programs[language];
	struct place inner = *place;

	if (message->plural) {
		struct value number;
		uint64_t n;

		look_up(r, place->scope, &message->number, &number);
		n = number.number < 0 ? -(uint64_t)number.number : (uint64_t)number.number;
		program += catalogue_form(message->rules[language], n);
	}
	inner.steps = program->steps;
	inner.indent = (struct span){ 0 };
	return run(r, &inner, 0, program->count - 1);
}

/* Runs the steps from .. to, both included; stops when out is full. */
static enum err
run(struct render *r, const struct place *place, size_t from, size_t to)
{
	enum err e = OK;

	for (size_t i = from; i <= to && e == OK; i++) {
		const struct step *step = &place->steps[i];

		if (r->out->full || ++r->steps > MUSTACHE_STEPS)
			return ERR_INTERNAL;
		if (step->starts_line)
			write_span(r, place->indent);
		switch (step->op) {
		case OP_TEXT:
			write_text(r, step->text, place->indent);
			break;
		case OP_VALUE:
		case OP_RAW:
			e = write_value(r, place, step);
			break;
		case OP_SECTION:
		case OP_INVERTED:
			e = run_section(r, place, i);
			i = step->end;
			break;
		case OP_PARTIAL:
			e = run_template(r, place, step, place->overrides);
			break;
		case OP_PARENT:
			e = run_parent(r, place, i);
			i = step->end;
			break;
		case OP_BLOCK:
			e = run_block(r, place, i);
			i = step->end;
			break;
		case OP_MESSAGE:
			e = run_message(r, place, step->message);
			break;
		case OP_CLOSE:
			break;
		}
	}
	return e;
}

enum err
mustache_render(const struct template *template, const struct surroundings *around, struct value value,
		struct buffer *out)
{
	const struct view_context *context = around->context;
	struct scope page = { .value = value_of_record(context->page, context->page_record) };
	struct scope root = { .value = value, .outer = &page };
	struct render r = { .around = around,
			    .out = out,
			    .scratch = buffer_new(out->arena, MUSTACHE_SOURCE_MAX),
			    .escape = template->escape };
	struct place place = { .template = template, .steps = template->program.steps, .scope = &root };
	size_t before = out->len;
	enum err e = OK;

	if (template->program.count > 0)
		e = run(&r, &place, 0, template->program.count - 1);
	if (e == OK && !out->full)
		return OK;
	out->len = before;
	if (out->bytes != NULL)
		out->bytes[before] = '\0';
	return ERR_INTERNAL;
}
