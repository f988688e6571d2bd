/* The engine: what templates come to. The specification's own cases are
 * test_mustache_spec's, what is refused test_mustache_fault's. */
#include "view/mustache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/view/mustache_case.h"

static const struct mustache_case values[] = {
	{ "{{a}}", "{\"a\": \"&<>\\\"'\"}", "&amp;&lt;&gt;&quot;&#39;", { { 0 } } },
	{ "{{{a}}}{{&a}}", "{\"a\": \"&<>\\\"'\"}", "&<>\"'&<>\"'", { { 0 } } },
	{ "{{a}}", "{\"a\": \"\\u65e5\\u672c <\"}", "日本 &lt;", { { 0 } } },
	{ "{{a}} {{b}} {{c}}",
	  "{\"a\": 9007199254740993, \"b\": -1.5, \"c\": 0.1}",
	  "9007199254740993 -1.5 0.1",
	  { { 0 } } },
	{ "{{a}}{{b}}{{c}}", "{\"a\": {}, \"b\": [1], \"c\": null}", "", { { 0 } } },
	{ "{{a}}|{{b}}", "{\"a\": true, \"b\": false}", "true|", { { 0 } } },
	{ "{{ a }}{{\ta\n}}", "{\"a\": 1}", "11", { { 0 } } },
	{ "{{a.b.c}}", "{\"a\": {\"b\": {\"c\": 5}}}", "5", { { 0 } } },
	{ "{{a.b.c}}", "{\"a\": {\"b\": 1}}", "", { { 0 } } },
	{ "{{a}}", "[]", "", { { 0 } } },
	{ "{{.}}", "7", "7", { { 0 } } },
	{ "a } b }} c { d", "{}", "a } b }} c { d", { { 0 } } },
	{ "{{a}}", "{\"a\": \"{{b}}\", \"b\": \"no\"}", "{{b}}", { { 0 } } },
	{ "{{list.count}}", "{\"list\": [1, 2, 3]}", "3", { { 0 } } },
	{ "{{n.number}} {{n.duration}}", "{\"n\": 1234}", "1,234 20\302\240h 34\302\240min", { { 0 } } },
};

static const struct mustache_case sections[] = {
	{ "{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\": 0}", "y", { { 0 } } },
	{ "{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\": \"\"}", "y", { { 0 } } },
	{ "{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\": {}}", "x", { { 0 } } },
	{ "{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\": 0.0}", "y", { { 0 } } },
	{ "{{#a}}x{{/a}}{{^a}}y{{/a}}", "{\"a\": 0.5}", "x", { { 0 } } },
	{ "{{#l}}{{#.}}{{.}},{{/.}};{{/l}}", "{\"l\": [[1, 2], [], [3]]}", "1,2,;;3,;", { { 0 } } },
	{ "{{#l}}[{{.}}]{{/l}}", "{\"l\": [null, 0, \"\"]}", "[][0][]", { { 0 } } },
	{ "{{#l}}{{a}}{{b}} {{/l}}",
	  "{\"b\": 1, \"l\": [{\"a\": 1}, {\"a\": 2, \"b\": 2}]}",
	  "11 22 ",
	  { { 0 } } },
	{ "{{#l}}{{a}}{{/l}}", "{\"a\": 1, \"l\": [{\"a\": null}]}", "", { { 0 } } },
	{ "{{#l.count}}<ul>{{#l}}<li>{{.}}{{/l}}</ul>{{/l.count}}",
	  "{\"l\": [1, 2]}",
	  "<ul><li>1<li>2</ul>",
	  { { 0 } } },
	{ "{{#l.count}}<ul></ul>{{/l.count}}", "{\"l\": []}", "", { { 0 } } },
	{ "{{#a.b}}{{c}}{{/a.b}}", "{\"a\": {\"b\": [{\"c\": 1}, {\"c\": 2}]}}", "12", { { 0 } } },
	{ "{{#a}}{{#a}}{{b}}{{/a}}{{/a}}", "{\"a\": {\"b\": 1}}", "1", { { 0 } } },
	{ "{{=<% %>=}}<%#a%>{{a}}<%/a%><%={{ }}=%>{{a}}", "{\"a\": 3}", "{{a}}3", { { 0 } } },
	{ "{{={{ }}=}}{{a}}", "{\"a\": 3}", "3", { { 0 } } },
	{ "{{=| |=}}|#a||={{ }}=||{{a}}|{{/a}}", "{\"a\": 3}", "|3|", { { 0 } } },
};

static const struct mustache_case lines[] = {
	{ "a\n {{#s}} \nb\n\t{{/s}}\t\nc", "{\"s\": 1}", "a\nb\nc", { { 0 } } },
	{ "a\r\n{{#s}}\r\nb\r\n{{/s}}\r\nc", "{\"s\": 1}", "a\r\nb\r\nc", { { 0 } } },
	{ "{{#s}}\n{{/s}}", "{\"s\": 1}", "", { { 0 } } },
	{ "{{#s}} {{/s}}\n", "{\"s\": 1}", " \n", { { 0 } } },
	{ "{{! a }}{{! b }}\n", "{}", "\n", { { 0 } } },
	{ " {{a}} \n", "{\"a\": 1}", " 1 \n", { { 0 } } },
	{ "{{#s}}\n\n{{/s}}\n", "{\"s\": [1, 2]}", "\n\n", { { 0 } } },
	{ "x\n{{=<% %>=}}\n<%! y %>\nz", "{}", "x\nz", { { 0 } } },
	{ "a\n{{! a\n b }}\nc {{! d\n e }} f\n", "{}", "a\nc  f\n", { { 0 } } },
	{ "{{#s}}a{{/s}}\n{{#s}}\nb{{/s}}", "{\"s\": 1}", "a\nb", { { 0 } } },
	{ "\n\n{{^s}}\n x\n{{/s}}\n\n", "{}", "\n\n x\n\n", { { 0 } } },
};

static const struct mustache_case partials[] = {
	{ "[{{>p}}]", "{\"a\": \"<\"}", "[&lt;]", { { "p", "{{a}}" } } },
	{ "  {{>p}}\nz", "{}", "  a\n  b\nz", { { "p", "a\nb\n" } } },
	{ "  {{>p}}  x\n", "{}", "  a\nb\n  x\n", { { "p", "a\nb\n" } } },
	{ " {{>p}}\n", "{}", " a\n  b\n  c\n d\n", { { "p", "a\n {{>q}}\nd\n" }, { "q", "b\nc\n" } } },
	{ " {{>p}}\n", "{\"a\": \"1\\n2\"}", " <1\n2>\n", { { "p", "<{{{a}}}>\n" } } },
	{ " {{>p}}\n", "{\"l\": [1, 2]}", " a\n 1\n 2\n b\n", { { "p", "a\n{{#l}}\n{{.}}\n{{/l}}\nb\n" } } },
	{ " {{>p}}\n", "{\"l\": [1, 2]}", " 12x\n", { { "p", "{{#l}}{{.}}{{/l}}x\n" } } },
	{ " {{>p}}\n", "{}", " x\n", { { "p", "{{#l}}{{.}}{{/l}}x\n" } } },
	{ " {{>p}}\n", "{}", " a\n \n b", { { "p", "a\n\nb" } } },
	{ "{{>p}}", "{}", "{{a}}<% %>", { { "p", "{{=<% %>=}}{{a}}<%! x %><%={{ }}=%><% %>" } } },
	{ "{{=<% %>=}}<%>p%>{{a}}", "{\"a\": 1}", "1{{a}}", { { "p", "{{a}}" } } },
	{ "{{>n}}",
	  "{\"v\": 1, \"l\": [{\"v\": 2, \"l\": [{\"v\": 3, \"l\": []}]}, {\"v\": 4, \"l\": []}]}",
	  "1(2(3()))(4())",
	  { { "n", "{{v}}{{#l}}({{>n}}){{/l}}{{^l}}(){{/l}}" } } },
	{ "{{#l}}{{>p}}{{/l}}", "{\"l\": [{\"a\": 1}, {\"a\": 2}]}", "12", { { "p", "{{a}}" } } },
};

static const struct mustache_case inheritance[] = {
	{ "{{<l}}{{$t}}Mine{{/t}}{{/l}}",
	  "{}",
	  "<Mine|body>",
	  { { "l", "<{{$t}}t{{/t}}|{{$b}}body{{/b}}>" } } },
	{ "{{<l}}{{$b}}{{#s}}{{x}}{{/s}}{{/b}}{{/l}}",
	  "{\"s\": {\"x\": \"<\"}}",
	  "[&lt;]",
	  { { "l", "[{{$b}}{{/b}}]" } } },
	{ "{{<l}}{{$b}}{{<k}}{{$b}}in{{/b}}{{/k}}{{/b}}{{/l}}",
	  "{}",
	  "l(k(in))",
	  { { "l", "l({{$b}}{{/b}})" }, { "k", "k({{$b}}{{/b}})" } } },
	{ "{{<l}}{{$b}}<{{$b}}own{{/b}}>{{/b}}{{/l}}", "{}", "[<own>]", { { "l", "[{{$b}}{{/b}}]" } } },
	{ "{{<l}}{{$b}}top{{/b}}{{/l}}",
	  "{}",
	  "top",
	  { { "l", "{{<m}}{{$b}}middle{{/b}}{{/m}}" }, { "m", "{{$b}}base{{/b}}" } } },
	{ "{{<l}}{{/l}}",
	  "{}",
	  "middle",
	  { { "l", "{{<m}}{{$b}}middle{{/b}}{{/m}}" }, { "m", "{{$b}}base{{/b}}" } } },
	{ "{{<l}}{{$b}}x{{/b}}{{/l}}",
	  "{}",
	  "{ x }",
	  { { "l", "{{>p}}" }, { "p", "{ {{=| |=}}|$b|y|/b| }" } } },
	{ "{{<l}}{{$b}}{{>p}}{{/b}}{{/l}}",
	  "{}",
	  "(none)",
	  { { "l", "{{$b}}{{/b}}" }, { "p", "({{$b}}none{{/b}})" } } },
	{ "{{#l}}{{<p}}{{$b}}{{n}}{{/b}}{{/p}}{{/l}}",
	  "{\"l\": [{\"n\": 1}, {\"n\": 2}]}",
	  "<1><2>",
	  { { "p", "<{{$b}}{{/b}}>" } } },
	{ "{{<l}}\n\n  {{! why }}\n  {{$a}}A{{/a}}\n  {{$b}}\n    one\n      two\n  {{/b}}\n{{/l}}\n",
	  "{}",
	  "<p>A</p>\n <i>\n one\n   two\n </i>\n",
	  { { "l", "<p>{{$a}}{{/a}}</p>\n <i>\n {{$b}}\n {{/b}}\n </i>\n" } } },
	{ " {{<l}}{{$b}}x\ny{{/b}}{{/l}}\n",
	  "{}",
	  " <\n  x\n  y\n >\n",
	  { { "l", "<\n {{$b}}{{/b}}\n>\n" } } },
	{ "a {{<l}}{{/l}} b\n", "{}", "a x\ny b\n", { { "l", "x\ny" } } },
	{ "  {{<l}}{{/l}} b\n", "{}", "  x\ny b\n", { { "l", "x\ny" } } },
	{ "{{$b}}\n  a\n   b\n{{/b}}\n", "{}", "  a\n   b\n", { { 0 } } },
	{ "{{<l}}{{$b}}{{/b}}{{/l}}", "{}", "[]", { { "l", "[{{$b}}default{{/b}}]" } } },
};

static const struct table {
	const char *name;
	const struct mustache_case *cases;
	size_t count;
} tables[] = {
	{ "values", values, sizeof values / sizeof *values },
	{ "sections", sections, sizeof sections / sizeof *sections },
	{ "lines", lines, sizeof lines / sizeof *lines },
	{ "partials", partials, sizeof partials / sizeof *partials },
	{ "inheritance", inheritance, sizeof inheritance / sizeof *inheritance },
};

static void
templates_come_to_what_they_should(void **state)
{
	static const struct mustache_options options = { 0 };

	(void)state;
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
		for (size_t i = 0; i < tables[t].count; i++) {
			const struct mustache_case *c = &tables[t].cases[i];
			struct arena *a = arena_new();
			struct mustache_fault fault;
			struct mustache *set;
			const char *got;

			if (case_compile(a, c, &options, &fault, &set) != OK)
				fail_msg("%s, case %zu: line %u: %s", tables[t].name, i, fault.line,
					 fault.reason);
			got = case_render(a, set, c->data, 4096);
			if (got == NULL || strcmp(got, c->want) != 0)
				fail_msg("%s, case %zu: %s\n--- wanted\n%s\n--- got\n%s", tables[t].name, i,
					 c->template, c->want, got == NULL ? "nothing" : got);
			arena_free(a);
		}
}

struct escape_case {
	const char *name;
	const char *want;
};

static void
a_templates_name_says_how_it_escapes(void **state)
{
	static const struct escape_case cases[] = {
		{ "a", "a&lt;b&gt;&amp;&quot;&#39;\\\n" },
		{ "a.html", "a&lt;b&gt;&amp;&quot;&#39;\\\n" },
		{ ".txt", "a&lt;b&gt;&amp;&quot;&#39;\\\n" },
		{ "a.txt", "a<b>&\"'\\\n" },
		{ "line/a.json", "a\\u003cb\\u003e\\u0026\\\"'\\\\\\n" },
	};
	static const struct mustache_options options = { 0 };
	const struct view_context context = { .language = LANGUAGE_EN };
	const struct surroundings around = { .context = &context };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct mustache_source source = { cases[i].name, "{{.}}", 5 };
		struct arena *a = arena_new();
		struct buffer out = buffer_new(a, 100);
		struct value value = { .kind = VALUE_TEXT, .text = { "a<b>&\"'\\\n", 9 } };
		struct mustache_fault fault;
		struct mustache *set;

		assert_int_equal(mustache_compile(a, &source, 1, &options, &fault, &set), OK);
		assert_int_equal(mustache_render(mustache_find(set, cases[i].name), &around, value, &out),
				 OK);
		assert_string_equal(buffer_string(&out), cases[i].want);
		arena_free(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(templates_come_to_what_they_should),
		cmocka_unit_test(a_templates_name_says_how_it_escapes),
	};

	return cmocka_run_group_tests_name("mustache", tests, NULL, NULL);
}
