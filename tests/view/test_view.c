/* Views as programs use them: folders of templates and catalogues, records and
 * their shapes, languages and zones. The fixture is views/ and texts/ beside
 * this file. */
#include "view/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "tests/support/measure.h"

#define NB "\302\240"

struct guest {
	const char *name;
	bool paid;
};

static const struct field guest_fields[] = {
	FIELD(TEXT, guest, name),
	FIELD(BOOL, guest, paid),
};
static const struct shape guest_shape = SHAPE(guest, guest_fields);

enum state { HELD, CONFIRMED };
static const char *const state_names[] = { "held", "confirmed", NULL };

struct visit {
	const char *name;
	const char *why;
	int64_t starts;
	int64_t day;
	int64_t price;
	const char *currency;
	int64_t minutes;
	int state;
	struct list guests;
	const struct guest *first;
};

static const struct field visit_fields[] = {
	FIELD(TEXT, visit, name),
	FIELD(TEXT, visit, why),
	FIELD(TIME, visit, starts),
	FIELD(DATE, visit, day),
	FIELD(MONEY, visit, price),
	FIELD(TEXT, visit, currency),
	FIELD(INT, visit, minutes),
	FIELD(ENUM, visit, state, .names = state_names),
	FIELD(LIST, visit, guests, .of = &guest_shape),
	FIELD(RECORD, visit, first, .of = &guest_shape),
};
static const struct shape visit_shape = SHAPE(visit, visit_fields);

struct page {
	const char *token;
	const char *language;
	const char *name; /* what visits have too */
};

static const struct field page_fields[] = {
	FIELD(TEXT, page, token),
	FIELD(TEXT, page, language),
	FIELD(TEXT, page, name),
};
static const struct shape page_shape = SHAPE(page, page_fields);

static const struct guest guests[] = { { "Ana <b>", true }, { "Rui", false } };

static const struct visit visit = {
	.name = "Tom & Co",
	.why = "Enter a name.",
	.starts = 1795516200, /* 2026-11-24T10:30Z */
	.day = 20781,
	.price = 4500,
	.minutes = 90,
	.state = CONFIRMED,
	.guests = { guests, 2 },
	.first = guests,
};

struct fixture {
	struct arena *arena;
	struct views *views;
	struct zone *lisbon;
	struct zone *taipei;
	struct view_context context;
};

static const char *
test_path(struct arena *a, const char *base, const char *folder)
{
	return arena_text(a, "%s/tests/view/%s", getenv(base), folder);
}

static int
open_views(void **state)
{
	static const struct page page = { "t0k3n", "xx", "outer" };
	struct arena *a = arena_new();
	struct fixture *f = arena_make(a, struct fixture);

	f->arena = a;
	if (zone_open("Europe/Lisbon", &f->lisbon) != OK || zone_open("Asia/Taipei", &f->taipei) != OK)
		return -1;
	arena_own(a, f->lisbon, zone_free);
	arena_own(a, f->taipei, zone_free);
	f->context = (struct view_context){
		.zone = f->lisbon, .currency = "EUR", .page = &page_shape, .page_record = &page
	};
	*state = f;
	return views_open(a, test_path(a, "HORA_SOURCE", "views"), test_path(a, "HORA_BUILD", "texts"),
			  stderr, &f->views)
	       != OK;
}

static int
close_views(void **state)
{
	arena_free(((struct fixture *)*state)->arena);
	return 0;
}

static const char *
rendered(struct fixture *f, const char *name)
{
	struct buffer *out = arena_make(f->arena, struct buffer);

	*out = buffer_new(f->arena, 1 << 16);
	if (view_render(f->views, name, &f->context, &visit_shape, &visit, out) != OK)
		return "(nothing)";
	return buffer_string(out);
}

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

/* Compiles a template by itself and renders the visit with it. */
static const char *
inline_rendered(struct fixture *f, const char *template, const struct visit *v)
{
	char folder[] = "/tmp/hora-view-XXXXXX";
	struct buffer *out = arena_make(f->arena, struct buffer);
	struct views *views = NULL;
	const char *path;
	FILE *file;
	enum err e;

	*out = buffer_new(f->arena, 1 << 16);
	assert_non_null(mkdtemp(folder));
	path = arena_text(f->arena, "%s/a.mustache", folder);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(template, file);
	fclose(file);
	e = views_open(f->arena, folder, NULL, stderr, &views);
	unlink(path);
	rmdir(folder);
	assert_int_equal(e, OK);
	assert_int_equal(view_render(views, "a", &f->context, &visit_shape, v, out), OK);
	return buffer_string(out);
}

struct member_case {
	const char *template;
	const char *want;
};

static const struct member_case members[] = {
	{ "{{starts}}", "2026-11-24T10:30:00Z" },
	{ "{{starts.date}}", "Tuesday, 24 November 2026" },
	{ "{{starts.day}}", "Tue 24 Nov" },
	{ "{{starts.month}}", "November 2026" },
	{ "{{starts.weekday}} {{starts.weekday_short}} {{starts.number}}", "Tuesday Tue 24" },
	{ "{{starts.time}} {{starts.zone}} {{starts.offset}}", "10:30 Europe/Lisbon UTC+00:00" },
	{ "{{starts.iso}} {{starts.iso_date}} {{starts.iso_time}}", "2026-11-24T10:30:00Z 2026-11-24 10:30" },
	{ "{{#starts.visitor}}{{starts.visitor.time}}{{/starts.visitor}}", "18:30" },
	{ "{{starts.visitor.date}} {{starts.visitor.zone}} {{starts.visitor.offset}}",
	  "Tuesday, 24 November 2026 Asia/Taipei UTC+08:00" },
	{ "{{starts.visitor.iso}}", "2026-11-24T18:30:00+08:00" },
	{ "{{#starts}}{{starts.time}}{{/starts}}", "10:30" },
	{ "{{starts.nothing}}{{starts.date.day}}{{price.money.amount}}", "" },
	{ "{{day}} {{day.date}} {{day.day}}", "2026-11-24 Tuesday, 24 November 2026 Tue 24 Nov" },
	{ "{{day.month}} {{day.weekday}} {{day.weekday_short}} {{day.number}} {{day.iso}}",
	  "November 2026 Tuesday Tue 24 2026-11-24" },
	{ "{{price}} {{price.money}} {{price.amount}}", "4500 €45.00 45.00" },
	{ "{{minutes}} {{minutes.duration}} {{minutes.number}}", "90 1" NB "h 30" NB "min 90" },
	{ "{{state}}{{#state.confirmed}}!{{/state.confirmed}}{{#state.held}}?{{/state.held}}", "confirmed!" },
	{ "{{^state.held}}not held{{/state.held}}", "not held" },
	{ "{{guests.count}} {{#first}}{{name}}{{/first}} {{first.name}}", "2 Ana &lt;b&gt; Ana &lt;b&gt;" },
	{ "{{#guests}}{{name}}{{#paid}}*{{/paid}},{{/guests}}", "Ana &lt;b&gt;*,Rui," },
	{ "{{token}} {{name}}", "t0k3n Tom &amp; Co" },
	{ "{{currency}}{{#currency}}x{{/currency}}{{^currency}}none{{/currency}}", "none" },
	{ "{{#_n.minutes}}a|{{minutes}} bs{{/_n.minutes}} {{#_n.state.held}}a|b{{/_n.state.held}}",
	  "90 bs b" },
	{ "{{#_}} a\n\t b {{/_}}", "a b" },
};

static void
values_have_the_members_that_are_promised(void **state)
{
	struct fixture *f = *state;

	f->context.visitor = f->taipei;
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		assert_string_equal(inline_rendered(f, members[i].template, &visit), members[i].want);
}

static void
members_follow_language_zone_clock_and_currency(void **state)
{
	struct fixture *f = *state;
	struct visit other = visit;

	other.currency = "TWD";
	f->context.language = LANGUAGE_ZH_TW;
	f->context.zone = f->taipei;
	f->context.clock = CLOCK_12;
	assert_string_equal(inline_rendered(f, "{{starts.day}} {{starts.time}} {{price.money}}", &other),
			    "11月24日（週二） 下午6:30 NT$4,500");
	assert_string_equal(inline_rendered(f, "{{starts.iso_time}} {{starts.offset}}", &other),
			    "18:30 UTC+08:00");
	f->context.zone = NULL;
	assert_string_equal(inline_rendered(f, "{{starts.iso}} {{starts.zone}}", &other),
			    "2026-11-24T10:30:00Z UTC");
	other.starts = -1;
	assert_string_equal(inline_rendered(f, "{{starts.iso}} {{starts.iso_time}}", &other),
			    "1969-12-31T23:59:59Z 23:59");
}

static void
an_hour_that_comes_twice_is_told_by_its_offset(void **state)
{
	struct fixture *f = *state;
	struct visit first = visit, second = visit;

	first.starts = 1792888200; /* 2026-10-25 01:30, before and after the clocks go back */
	second.starts = first.starts + 3600;
	assert_string_equal(inline_rendered(f, "{{starts.time}} {{starts.offset}}", &first),
			    "01:30 UTC+01:00");
	assert_string_equal(inline_rendered(f, "{{starts.time}} {{starts.offset}}", &second),
			    "01:30 UTC+00:00");
}

static void
absent_values_are_false_and_write_nothing(void **state)
{
	struct fixture *f = *state;
	struct visit none;

	shape_clear(&visit_shape, &none);
	assert_string_equal(
	    inline_rendered(f,
			    "{{name}}{{starts.date}}{{day}}{{#starts}}x{{/starts}}{{#day}}x{{/day}}"
			    "{{#guests}}x{{/guests}}{{#first}}x{{/first}}{{first.name}}{{why._}}"
			    "{{#price}}x{{/price}}{{#minutes}}x{{/minutes}}{{starts.visitor}}",
			    &none),
	    "");
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

#define test(name) cmocka_unit_test_setup_teardown(name, open_views, close_views)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_page_is_filled_in_the_language_of_its_context),
		test(the_name_says_what_is_escaped),
		test(a_text_without_translation_stays_english),
		test(values_have_the_members_that_are_promised),
		test(members_follow_language_zone_clock_and_currency),
		test(an_hour_that_comes_twice_is_told_by_its_offset),
		test(absent_values_are_false_and_write_nothing),
		test(unknown_views_are_not_found),
		test(a_page_that_does_not_fit_leaves_nothing),
		test(texts_are_translated_for_programs_too),
		test(json_fills_views_too),
		test(what_is_wrong_is_said_with_file_and_line),
		test(missing_folders_are_said),
		test(every_view_of_the_tree_can_be_opened),
		test(a_page_of_30_kb_takes_less_than_a_millisecond),
	};

	return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
