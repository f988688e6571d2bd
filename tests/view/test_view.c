/* Views as programs use them: folders of templates and catalogues, pages in each
 * language, and what is said of what is wrong. */
#include "view/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "tests/support/measure.h"
#include "tests/view/visit.h"

static void
a_page_is_filled_in_the_language_of_its_context(void **state)
{
	static const char *const pages[LANGUAGE__MAX] = {
		"<html lang=\"xx\">\n<title>Tom &amp; Co</title>\n<body data-token=\"t0k3n\">\n"
		"<h1>Visit of Tom &amp; Co</h1>\n<li>Ana &lt;b&gt;, paid</li>\n<li>Rui</li>\n<p>2 "
		"guests</p>\n"
		"<button>Book</button> Book\n\n</body>\n",
		"<html lang=\"xx\">\n<title>Tom &amp; Co</title>\n<body data-token=\"t0k3n\">\n"
		"<h1>Visita de Tom &amp; Co</h1>\n<li>Ana &lt;b&gt;, pago</li>\n<li>Rui</li>\n<p>2 "
		"convidados</p>\n"
		"<button>Marcar</button> Livro\n\n</body>\n",
		"<html lang=\"xx\">\n<title>Tom &amp; Co</title>\n<body data-token=\"t0k3n\">\n"
		"<h1>Tom &amp; Co的預約</h1>\n<li>Ana &lt;b&gt;, 已付款</li>\n<li>Rui</li>\n<p>2 位客人</p>\n"
		"<button>預約</button> 書\n\n</body>\n",
	};
	struct fixture *f = *state;

	for (enum language i = 0; i < LANGUAGE__MAX; i++) {
		f->context.language = i;
		assert_string_equal(rendered(f, "visit"), pages[i]);
	}
}

static void
the_name_says_what_is_escaped(void **state)
{
	struct fixture *f = *state;

	f->context.language = LANGUAGE_PT;
	assert_string_equal(rendered(f, "note.txt"), "Tom & Co: Indique um nome.\n");
	assert_string_equal(rendered(f, "card.json"), "{\"text\": \"Tom \\u0026 Co\"}\n");
}

static void
a_text_without_translation_stays_english(void **state)
{
	struct fixture *f = *state;

	for (enum language i = 0; i < LANGUAGE__MAX; i++) {
		f->context.language = i;
		assert_string_equal(rendered(f, "untranslated"), "2 new guests\n");
	}
}

static void
unknown_views_are_not_found(void **state)
{
	struct fixture *f = *state;
	struct buffer out = buffer_new(f->arena, 100);

	assert_true(views_have(f->views, "part/guest"));
	assert_false(views_have(f->views, "part"));
	assert_false(views_have(f->views, "../view/views/layout"));
	assert_int_equal(view_render(f->views, "none", &f->context, NULL, NULL, &out), ERR_NOT_FOUND);
	assert_int_equal(out.len, 0);
}

static void
a_page_that_does_not_fit_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	struct buffer out = buffer_new(f->arena, 100);

	buffer_text(&out, "kept");
	assert_int_equal(view_render(f->views, "visit", &f->context, &visit_shape, &visit, &out),
			 ERR_INTERNAL);
	assert_string_equal(buffer_string(&out), "kept");
	assert_true(out.full);
}

static void
texts_are_translated_for_programs_too(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(view_text(f->views, LANGUAGE_EN, "Enter a name."), "Enter a name.");
	assert_string_equal(view_text(f->views, LANGUAGE_PT, "Enter a name."), "Indique um nome.");
	assert_string_equal(view_text(f->views, LANGUAGE_PT, "Unknown."), "Unknown.");
	assert_string_equal(view_text(f->views, LANGUAGE_PT, ""), "");
}

static void
json_fills_views_too(void **state)
{
	static const char text[] = "{\"name\": \"J\\\"\"}";
	struct fixture *f = *state;
	struct buffer out = buffer_new(f->arena, 100);
	struct json *json;

	assert_int_equal(json_read(f->arena, text, strlen(text), &json, NULL, NULL), OK);
	assert_int_equal(view_render_json(f->views, "card.json", &f->context, json, &out), OK);
	assert_string_equal(buffer_string(&out), "{\"text\": \"J\\\"\"}\n");
}

/* One file in a folder of views, and what is said about it. */
struct wrong_case {
	const char *file;
	const char *text;
	const char *complaint; /* behind the folder's name */
};

static void
what_is_wrong_is_said_with_file_and_line(void **state)
{
	static const struct wrong_case cases[] = {
		{ "a.mustache", "\n{{>b}}", "/a.mustache:2: no such template: \"b\"\n" },
		{ "a.mustache", "\n\n{{#b}}", "/a.mustache:3: b is never closed\n" },
		{ "a.mustache", "\377", "/a.mustache: not UTF-8\n" },
		{ "a.mustache", "{{#_}}{{{b}}}{{/_}}",
		  "/a.mustache:1: only values and sections can stand in a translated text\n" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char folder[] = "/tmp/hora-view-XXXXXX", said[512] = "";
		FILE *complaints = fmemopen(said, sizeof said, "w"), *file;
		struct views *views = NULL;
		const char *path;
		enum err e;

		assert_non_null(mkdtemp(folder));
		path = arena_text(f->arena, "%s/%s", folder, cases[i].file);
		file = fopen(path, "w");
		fputs(cases[i].text, file);
		fclose(file);
		e = views_open(f->arena, folder, NULL, complaints, &views);
		fclose(complaints);
		unlink(path);
		rmdir(folder);
		assert_int_equal(e, ERR_INVALID);
		assert_null(views);
		assert_string_equal(said, arena_text(f->arena, "%s%s", folder, cases[i].complaint));
	}
}

static void
missing_folders_are_said(void **state)
{
	struct fixture *f = *state;
	char said[512] = "";
	FILE *complaints = fmemopen(said, sizeof said, "w");
	struct views *views;

	assert_int_equal(views_open(f->arena, "/nonexistent", NULL, complaints, &views), ERR_NOT_FOUND);
	assert_int_equal(views_open(f->arena, test_path(f->arena, "HORA_SOURCE", "views"), "/nonexistent",
				    complaints, &views),
			 ERR_NOT_FOUND);
	fclose(complaints);
	assert_string_equal(said, "/nonexistent: cannot be read\n/nonexistent/pt.mo: cannot be opened\n");
}

static void
watched_views_tell_of_values_nothing_has(void **state)
{
	static const struct {
		const char *template;
		const char *complaint;
	} cases[] = {
		{ "{{name}} {{token}} {{#none}}{{none}}{{/none}} {{first.paid}} {{starts.visitor.time}}",
		  "" },
		{ "\n{{nmae}}", "a:2: nothing is called \"nmae\"\n" },
		{ "{{starts.tiem}}", "a:1: nothing is called \"starts.tiem\"\n" },
		{ "{{#guests}}{{name}}{{piad}}{{/guests}}", "a:1: nothing is called \"piad\"\n" },
		{ "{{#_}}\nHello {{nmae}}{{/_}}", "a:1: nothing is called \"nmae\"\n" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct views *views = open_alone(f, cases[i].template);
		struct buffer out = buffer_new(f->arena, 1000);
		char said[200] = "";
		FILE *complaints = fmemopen(said, sizeof said, "w");
		enum err e;

		views_watch(views, complaints);
		e = view_render(views, "a", &f->context, &visit_shape, &visit, &out);
		fclose(complaints);
		assert_string_equal(said, cases[i].complaint);
		assert_int_equal(e, *said == '\0' ? OK : ERR_INTERNAL);
	}
}

static void
every_view_of_the_tree_can_be_opened(void **state)
{
	struct fixture *f = *state;
	struct views *views;

	assert_int_equal(views_open(f->arena, arena_text(f->arena, "%s/views", getenv("HORA_SOURCE")),
				    arena_text(f->arena, "%s/share/texts", getenv("HORA_BUILD")), stderr,
				    &views),
			 OK);
	assert_true(views_have(views, "layout"));
}

#define ROUNDS 200
#define PAGE_GUESTS 500

/* A page of a layout and a list of 500 records through a partial: over 30 kB. */
static void
a_page_of_30_kb_takes_less_than_a_millisecond(void **state)
{
	struct fixture *f = *state;
	struct guest *many = arena_alloc(f->arena, PAGE_GUESTS, sizeof *many);
	struct visit large = visit;
	struct buffer out = buffer_new(f->arena, 1 << 20);
	int64_t before, best = INT64_MAX;

	for (size_t i = 0; i < PAGE_GUESTS; i++)
		many[i] = (struct guest){ "A guest with \"a rather long name\" & <title>", i % 2 == 0 };
	large.guests = (struct list){ many, PAGE_GUESTS };
	for (int i = 0; i < ROUNDS; i++) {
		out.len = 0;
		before = clock_ticks();
		assert_int_equal(view_render(f->views, "visit", &f->context, &visit_shape, &large, &out), OK);
		before = clock_ticks() - before;
		best = before < best ? before : best;
	}
	assert_true(out.len > 30000);
	print_message("%zu bytes in %d microseconds at best\n", out.len, (int)best);
	if (measure_is_exact())
		assert_true(best < 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_page_is_filled_in_the_language_of_its_context),
		test(the_name_says_what_is_escaped),
		test(a_text_without_translation_stays_english),
		test(unknown_views_are_not_found),
		test(a_page_that_does_not_fit_leaves_nothing),
		test(texts_are_translated_for_programs_too),
		test(json_fills_views_too),
		test(what_is_wrong_is_said_with_file_and_line),
		test(missing_folders_are_said),
		test(watched_views_tell_of_values_nothing_has),
		test(every_view_of_the_tree_can_be_opened),
		test(a_page_of_30_kb_takes_less_than_a_millisecond),
	};

	return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
