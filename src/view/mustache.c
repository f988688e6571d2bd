/* The compiler: parses every source, then joins partials and parents to their
 * templates, all of which are in the set or the set is refused. */
#include "view/mustache.h"

#include <stdlib.h>
#include <string.h>

#include "view/template.h"

static int
compare_names(const void *a, const void *b)
{
	return strcmp(((const struct template *)a)->name, ((const struct template *)b)->name);
}

const struct template *
mustache_find(const struct mustache *set, const char *name)
{
	struct template wanted = { .name = name };

	if (set->count == 0)
		return NULL;
	return bsearch(&wanted, set->templates, set->count, sizeof wanted, compare_names);
}

/* Finds what a partial or parent names. What escapes otherwise would let
 * through what its surroundings must not hold. */
static enum err
join(const struct mustache *set, const struct source *source, const struct template *template,
     struct step *step)
{
	const char *name = arena_copy(source->arena, step->text.at, step->text.len);

	step->target = mustache_find(set, name);
	if (step->target == NULL && !source->options->missing_is_empty)
		return template_fault(source, step->line, "no such template: \"%s\"", name);
	if (step->target != NULL && step->target->escape != template->escape)
		return template_fault(source, step->line, "\"%s\" is a template of another kind", name);
	return OK;
}

static enum err
join_all(const struct mustache *set, const struct source *source, const struct template *template)
{
	enum err e;

	for (size_t i = 0; i < template->program.count; i++) {
		struct step *step = &template->program.steps[i];

		if (step->op != OP_PARTIAL && step->op != OP_PARENT)
			continue;
		if ((e = join(set, source, template, step)) != OK)
			return e;
	}
	return OK;
}

enum err
mustache_compile(struct arena *a, const struct mustache_source *sources, size_t count,
		 const struct mustache_options *options, struct mustache_fault *fault, struct mustache **out)
{
	struct mustache *set = arena_make(a, struct mustache);
	struct source source = { .arena = a, .line = 1, .options = options, .fault = fault };
	enum err e;

	set->templates = arena_alloc(a, count, sizeof *set->templates);
	set->count = count;
	for (size_t i = 0; i < count; i++) {
		struct template *template = &set->templates[i];

		template->name = source.name = sources[i].name;
		template->escape = escape_of(sources[i].name);
		source.text = sources[i].text;
		source.len = sources[i].len;
		if ((e = template_parse(&source, &template->program)) != OK)
			return e;
	}
	qsort(set->templates, count, sizeof *set->templates, compare_names);
	for (size_t i = 0; i < count; i++) {
		source.name = set->templates[i].name;
		if ((e = join_all(set, &source, &set->templates[i])) != OK)
			return e;
	}
	*out = set;
	return OK;
}
