/* Reads a line of JSON each, {"template", "partials", "data"}, and answers with
 * what the template comes to as a JSON string, or null where it is refused.
 * tests/view/mustache_oracle.mjs asks and compares with another implementation. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view/mustache.h"
#include "view/view.h"

static const char *
render(struct arena *a, const struct json *question)
{
	static const struct mustache_options options = { 0 };
	const struct view_context context = { .language = LANGUAGE_EN };
	const struct surroundings around = { .context = &context };
	const struct json *partials = json_member(question, "partials");
	size_t count = json_count(partials) + 1;
	struct mustache_source *sources = arena_alloc(a, count, sizeof *sources);
	struct value data = value_of_json(json_member(question, "data"));
	struct buffer out = buffer_new(a, 1 << 20);
	struct mustache_fault fault;
	struct mustache *set;

	sources[0].name = "main template";
	sources[0].text = json_string(json_member(question, "template"), NULL);
	for (size_t i = 1; i < count; i++)
		sources[i].text = json_string(json_member_at(partials, i - 1, &sources[i].name), NULL);
	for (size_t i = 0; i < count; i++)
		sources[i].len = strlen(sources[i].text);
	if (mustache_compile(a, sources, count, &options, &fault, &set) != OK
	    || mustache_render(mustache_find(set, sources[0].name), &around, data, &out) != OK)
		return NULL;
	return buffer_string(&out);
}

int
main(void)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	while ((len = getline(&line, &room, stdin)) > 0) {
		struct arena *a = arena_new();
		struct buffer answer = buffer_new(a, 1 << 22);
		struct json *question;

		if (json_read(a, line, (size_t)len, &question, NULL, NULL) != OK)
			return EXIT_FAILURE;
		json_write_string(&answer, render(a, question));
		puts(buffer_string(&answer));
		arena_free(a);
	}
	free(line);
	return EXIT_SUCCESS;
}
