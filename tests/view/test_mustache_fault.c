/* The engine: what is refused when templates are compiled, and where rendering
 * stops. */
#include "view/mustache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/view/mo.h"
#include "tests/view/mustache_case.h"

struct fault_case {
	const char *template;
	unsigned line;
	const char *reason; /* how it begins */
};

static const struct fault_case faults[] = {
	{ "{{", 1, "this tag does not end" },
	{ "a\n{{a", 2, "this tag does not end" },
	{ "a\n{{a}", 2, "this tag does not end" },
	{ "{{{a}}", 1, "this tag does not end" },
	{ "{{{a}b}}", 1, "this tag does not end" },
	{ "{{{a", 1, "this tag does not end" },
	{ "{{=", 1, "this tag does not end" },
	{ "{{}}", 1, "this tag has no name" },
	{ "\n\n{{ }}", 3, "this tag has no name" },
	{ "{{#}}{{/}}", 1, "this tag has no name" },
	{ "{{a b}}", 1, "a name cannot hold white space" },
	{ "{{>a b}}", 1, "a name cannot hold white space" },
	{ "{{.a}}", 1, "not a name" },
	{ "{{a.}}", 1, "not a name" },
	{ "{{a..b}}", 1, "not a name" },
	{ "{{#..}}{{/..}}", 1, "not a name" },
	{ "{{a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q}}", 1, "not a name" },
	{ "{{#a}}", 1, "a is never closed" },
	{ "{{#a}}\n{{#b}}\n{{/a}}", 3, "{{/a}} where b of line 2 is to be closed" },
	{ "{{/a}}", 1, "{{/a}} closes nothing" },
	{ "{{#a}}{{/a}}\n{{/a}}", 2, "{{/a}} closes nothing" },
	{ "{{<a}}", 1, "a is never closed" },
	{ "{{$a}}{{/b}}", 1, "{{/b}} where a" },
	{ "{{<main}}{{x}}{{/main}}", 1, "only blocks can stand in a parent" },
	{ "{{<main}}{{#x}}{{/x}}{{/main}}", 1, "only blocks can stand in a parent" },
	{ "{{=a=}}", 1, "delimiters are changed as in" },
	{ "{{= =}}", 1, "delimiters are changed as in" },
	{ "{{=a b c=}}", 1, "delimiters are changed as in" },
	{ "{{=a= b=}}", 1, "this tag does not end" },
	{ "{{=a b}}", 1, "this tag does not end" },
	{ "{{=a b= }}", 1, "this tag does not end" },
	{ "a\n\n {{>b}}", 3, "no such template: \"b\"" },
	{ "{{<b}}{{/b}}", 1, "no such template: \"b\"" },
	{ "{{>../../etc/passwd}}", 1, "no such template" },
	{ "{{>mail.txt}}", 1, "\"mail.txt\" is a template of another kind" },
	{ "{{#_}}a", 1, "{{#_}} is never closed" },
	{ "\n{{#_}} \n {{/_}}", 2, "a translated text cannot be empty" },
	{ "{{#_}}{{{a}}}{{/_}}", 1, "only values and sections can stand in a translated text" },
	{ "{{#_}}{{>main}}{{/_}}", 1, "only values and sections can stand in a translated text" },
	{ "{{#_}}{{#_c.a}}a{{/_c.a}}{{/_}}", 1, "a translated text cannot stand in another" },
	{ "{{#_}}{{#a}}b{{/_}}", 1, "a is never closed" },
	{ "{{=<% %>=}}<%#_%>a<%/_%>", 1, "a translated text cannot stand in another, nor under" },
	{ "{{#_n.a}}one{{/_n.a}}", 1, "a plural is written as one|many" },
	{ "{{#_n.a}}one|two|three{{/_n.a}}", 1, "a plural is written as one|many" },
	{ "{{#_n.a}}one| {{/_n.a}}", 1, "a translated text cannot be empty" },
	{ "{{#_n.a..b}}one|many{{/_n.a..b}}", 1, "a plural names its number" },
};

static void
what_is_wrong_is_said_with_its_line(void **state)
{
	static const struct mustache_options options = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		const struct mustache_case c = { .template = faults[i].template,
						 .partials = { { "mail.txt", "" } } };
		struct arena *a = arena_new();
		struct mustache_fault fault;
		struct mustache *set = NULL;

		if (case_compile(a, &c, &options, &fault, &set) != ERR_INVALID)
			fail_msg("%s is accepted", c.template);
		if (strncmp(fault.reason, faults[i].reason, strlen(faults[i].reason)) != 0
		    || fault.line != faults[i].line)
			fail_msg("%s: line %u: %s", c.template, fault.line, fault.reason);
		assert_string_equal(fault.name, "main");
		assert_null(set);
		arena_free(a);
	}
}

static void
a_wrong_translation_is_told_at_its_text(void **state)
{
	static const struct {
		const char *translation;
		const char *reason;
	} cases[] = {
		{ "{{{name}}}", "in pt: only values and sections can stand in a translated text" },
		{ "a\n\n{{>main}}", "in pt: only values and sections can stand in a translated text" },
		{ "{{#name}}", "in pt: name is never closed" },
		{ "{{", "in pt: this tag does not end" },
	};
	const struct mustache_case c = { .template = "\n{{#_}}Visit of {{name}}{{/_}}" };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *a = arena_new();
		const struct mo_text text = { "Visit of {{name}}", 17, cases[i].translation,
					      strlen(cases[i].translation) };
		struct mustache_options options = { 0 };
		struct mustache_fault fault;
		struct mustache *set;
		struct catalogue *catalogue;
		const char *why;
		size_t len;
		void *bytes = mo_build(a, &text, 1, false, &len);

		assert_int_equal(catalogue_read(a, bytes, len, &catalogue, &why), OK);
		options.catalogues[LANGUAGE_PT] = catalogue;
		assert_int_equal(case_compile(a, &c, &options, &fault, &set), ERR_INVALID);
		assert_string_equal(fault.reason, cases[i].reason);
		assert_int_equal(fault.line, 2);
		arena_free(a);
	}
}

/* A template of n nested sections. */
static char *
nested(struct arena *a, unsigned n)
{
	struct buffer text = buffer_new(a, 1 << 16);

	for (unsigned i = 0; i < n; i++)
		buffer_text(&text, "{{#a}}");
	for (unsigned i = 0; i < n; i++)
		buffer_text(&text, "{{/a}}");
	return text.bytes;
}

static void
nesting_is_bounded(void **state)
{
	static const struct mustache_options options = { 0 };
	struct arena *a = arena_new();
	struct mustache_case c = { .template = nested(a, MUSTACHE_NESTING) };
	struct mustache_fault fault;
	struct mustache *set;

	(void)state;
	assert_int_equal(case_compile(a, &c, &options, &fault, &set), OK);
	c.template = nested(a, MUSTACHE_NESTING + 1);
	assert_int_equal(case_compile(a, &c, &options, &fault, &set), ERR_INVALID);
	assert_non_null(strstr(fault.reason, "within each other"));
	arena_free(a);
}

static void
the_size_of_a_template_is_bounded(void **state)
{
	static const struct mustache_options options = { 0 };
	struct arena *a = arena_new();
	char *text = arena_alloc(a, MUSTACHE_SOURCE_MAX + 2, 1);
	struct mustache_case c = { .template = text };
	struct mustache_fault fault;
	struct mustache *set;

	(void)state;
	memset(text, 'x', MUSTACHE_SOURCE_MAX);
	assert_int_equal(case_compile(a, &c, &options, &fault, &set), OK);
	text[MUSTACHE_SOURCE_MAX] = 'x';
	assert_int_equal(case_compile(a, &c, &options, &fault, &set), ERR_INVALID);
	arena_free(a);
}

/* What would not end, or not soon, and how much output it is allowed. */
static const struct mustache_case endless[] = {
	{ "{{>main}}", "{}", NULL, { { 0 } } },
	{ "x{{>p}}", "{}", NULL, { { "p", "y{{>q}}" }, { "q", "{{>p}}" } } },
	{ "{{<main}}{{/main}}", "{}", NULL, { { 0 } } },
	{ "{{<p}}{{$b}}{{>p}}{{/b}}{{/p}}", "{}", NULL, { { "p", "{{$b}}{{>p}}{{/b}}" } } },
	{ "{{#a}}{{>main}}{{/a}}", "{\"a\": {\"b\": 1}}", NULL, { { 0 } } },
	/* 40 ^ 8 empty rounds: no depth, no output */
	{ "{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}",
	  "{\"a\": [1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0]}",
	  NULL,
	  { { 0 } } },
	{ "{{#a}}{{#a}}{{#a}}0123456789{{/a}}{{/a}}{{/a}}",
	  "{\"a\": [1,2,3,4,5,6,7,8,9,0]}",
	  NULL,
	  { { 0 } } },
};

static void
what_would_not_end_is_stopped_and_leaves_nothing(void **state)
{
	static const struct mustache_options options = { 0 };
	const struct view_context context = { .language = LANGUAGE_EN };
	const struct surroundings around = { .context = &context };

	(void)state;
	for (size_t i = 0; i < sizeof endless / sizeof *endless; i++) {
		struct arena *a = arena_new();
		struct buffer out = buffer_new(a, 4096);
		struct mustache_fault fault;
		struct mustache *set;
		struct json *json;

		assert_int_equal(case_compile(a, &endless[i], &options, &fault, &set), OK);
		assert_int_equal(json_read(a, endless[i].data, strlen(endless[i].data), &json, NULL, NULL),
				 OK);
		buffer_text(&out, "before");
		if (mustache_render(mustache_find(set, "main"), &around, value_of_json(json), &out)
		    != ERR_INTERNAL)
			fail_msg("case %zu is rendered", i);
		assert_string_equal(buffer_string(&out), "before");
		assert_int_equal(out.len, 6);
		arena_free(a);
	}
}

static void
partials_may_be_as_deep_as_the_limit(void **state)
{
	static const struct mustache_options options = { 0 };
	struct mustache_case c = { .template = "{{>p}}", .partials = { { "p", "{{#a}}({{>p}}){{/a}}" } } };
	struct arena *a = arena_new();
	struct buffer data = buffer_new(a, 1 << 16);
	struct mustache_fault fault;
	struct mustache *set;

	(void)state;
	assert_int_equal(case_compile(a, &c, &options, &fault, &set), OK);
	for (int i = 0; i < MUSTACHE_DEPTH; i++)
		buffer_text(&data, "{\"a\": ");
	buffer_text(&data, "0");
	for (int i = 0; i < MUSTACHE_DEPTH; i++)
		buffer_text(&data, "}");
	assert_non_null(case_render(a, set, buffer_string(&data), 4096));
	arena_free(a);
}

static void
output_may_be_as_long_as_the_limit(void **state)
{
	static const struct mustache_options options = { 0 };
	const struct mustache_case c = { .template = "{{a}}" };
	struct arena *a = arena_new();
	struct mustache_fault fault;
	struct mustache *set;

	(void)state;
	assert_int_equal(case_compile(a, &c, &options, &fault, &set), OK);
	assert_string_equal(case_render(a, set, "{\"a\": \"<<\"}", 8), "&lt;&lt;");
	assert_null(case_render(a, set, "{\"a\": \"<<\"}", 7));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_wrong_is_said_with_its_line),
		cmocka_unit_test(a_wrong_translation_is_told_at_its_text),
		cmocka_unit_test(nesting_is_bounded),
		cmocka_unit_test(the_size_of_a_template_is_bounded),
		cmocka_unit_test(what_would_not_end_is_stopped_and_leaves_nothing),
		cmocka_unit_test(partials_may_be_as_deep_as_the_limit),
		cmocka_unit_test(output_may_be_as_long_as_the_limit),
	};

	return cmocka_run_group_tests_name("mustache faults", tests, NULL, NULL);
}
