/* A template, what it includes, what it is filled with and what comes of it;
 * shared by the tests of the engine. */
#ifndef HORA_TESTS_VIEW_MUSTACHE_CASE_H
#define HORA_TESTS_VIEW_MUSTACHE_CASE_H

#include <string.h>

#include "base/json.h"
#include "view/mustache.h"
#include "view/view.h"

struct mustache_case {
	const char *template;
	const char *data; /* JSON */
	const char *want; /* NULL: the rendering fails */
	const char *partials[4][2];
};

/* Compiles a case; its own template is called "main". */
static inline enum err
case_compile(struct arena *a, const struct mustache_case *c, const struct mustache_options *options,
	     struct mustache_fault *fault, struct mustache **out)
{
	struct mustache_source *sources = arena_alloc(a, 5, sizeof *sources);
	size_t count = 0;

	sources[count++] = (struct mustache_source){ "main", c->template, strlen(c->template) };
	for (size_t i = 0; i < 4 && c->partials[i][0] != NULL; i++)
		sources[count++] = (struct mustache_source){ c->partials[i][0], c->partials[i][1],
							     strlen(c->partials[i][1]) };
	return mustache_compile(a, sources, count, options, fault, out);
}

/* Renders a compiled set's "main" over JSON, in English, at most limit bytes;
 * NULL when that fails. */
static inline const char *
case_render(struct arena *a, const struct mustache *set, const char *data, size_t limit)
{
	const struct view_context context = { .language = LANGUAGE_EN };
	const struct surroundings around = { .context = &context };
	struct buffer *out = arena_make(a, struct buffer);
	struct json *json = NULL;

	*out = buffer_new(a, limit);
	if (data != NULL && json_read(a, data, strlen(data), &json, NULL, NULL) != OK)
		return "(the data cannot be read)";
	if (mustache_render(mustache_find(set, "main"), &around, value_of_json(json), out) != OK)
		return NULL;
	return buffer_string(out);
}

#endif
