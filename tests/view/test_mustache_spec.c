/* The engine against the cases of the Mustache specification, which are read
 * from a folder outside of the tree: $HORA_MUSTACHE_SPEC, else
 * ../shared/data/mustache-spec beside the source. Without it the test is
 * skipped. */
#include "view/mustache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "view/view.h"

static const char *const modules[] = { "comments", "delimiters",  "interpolation", "inverted",
				       "partials", "inheritance", "sections" };

static const char *
spec_folder(struct arena *a)
{
	const char *folder = getenv("HORA_MUSTACHE_SPEC"), *source = getenv("HORA_SOURCE");

	return folder != NULL ? folder : arena_text(a, "%s/../shared/data/mustache-spec", source);
}

static char *
read_whole(struct arena *a, const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	char *text;

	if (file == NULL)
		return NULL;
	text = arena_alloc(a, 1 << 20, 1);
	*len = fread(text, 1, 1 << 20, file);
	fclose(file);
	return text;
}

static const char *
text_of(const struct json *test, const char *member)
{
	return json_string(json_member(test, member), NULL);
}

static const char *
render_case(struct arena *a, const struct json *test)
{
	static const struct mustache_options options = { .missing_is_empty = true };
	const struct json *partials = json_member(test, "partials");
	size_t count = partials == NULL ? 0 : json_count(partials);
	struct mustache_source *sources = arena_alloc(a, count + 1, sizeof *sources);
	const struct view_context context = { .language = LANGUAGE_EN };
	const struct surroundings around = { .context = &context };
	struct buffer out = buffer_new(a, 1 << 16);
	struct mustache_fault fault;
	struct mustache *set;

	sources[0] = (struct mustache_source){ "the test", text_of(test, "template"), 0 };
	for (size_t i = 0; i < count; i++)
		sources[i + 1].text = json_string(json_member_at(partials, i, &sources[i + 1].name), NULL);
	for (size_t i = 0; i <= count; i++)
		sources[i].len = strlen(sources[i].text);
	if (mustache_compile(a, sources, count + 1, &options, &fault, &set) != OK)
		return fault.reason;
	if (mustache_render(mustache_find(set, "the test"), &around, value_of_json(json_member(test, "data")),
			    &out)
	    != OK)
		return "(not rendered)";
	return buffer_string(&out);
}

static size_t
run_module(struct arena *a, const char *path)
{
	struct json *document, *tests;
	size_t len, failed = 0;
	char *text = read_whole(a, path, &len);

	if (text == NULL)
		fail_msg("%s cannot be read", path);
	assert_int_equal(json_read(a, text, len, &document, NULL, NULL), OK);
	tests = json_member(document, "tests");
	assert_true(json_count(tests) > 0);
	for (size_t i = 0; i < json_count(tests); i++) {
		const struct json *test = json_element(tests, i);
		const char *want = text_of(test, "expected"), *got = render_case(a, test);

		if (strcmp(got, want) != 0) {
			print_error("%s: %s\n--- wanted\n%s\n--- got\n%s\n", path, text_of(test, "name"),
				    want, got);
			failed++;
		}
	}
	return failed;
}

static void
every_case_of_the_specification_holds(void **state)
{
	struct arena *a = arena_new();
	const char *folder = spec_folder(a);
	size_t failed = 0, len;

	(void)state;
	if (read_whole(a, arena_text(a, "%s/sections.json", folder), &len) == NULL) {
		print_message("skipped: no Mustache specification in %s\n", folder);
		arena_free(a);
		skip();
	}
	for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
		failed += run_module(a, arena_text(a, "%s/%s.json", folder, modules[i]));
	arena_free(a);
	assert_int_equal(failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_of_the_specification_holds),
	};

	return cmocka_run_group_tests_name("mustache specification", tests, NULL, NULL);
}
