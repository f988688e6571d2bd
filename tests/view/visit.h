/* The fixture of the tests of views: a record with a field of each kind, views
 * and texts to fill with it. Included after cmocka.h. */
#ifndef HORA_TESTS_VIEW_VISIT_H
#define HORA_TESTS_VIEW_VISIT_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "view/view.h"

#define NB "\302\240" /* U+00A0, which does not break a line */

struct guest {
	const char *name;
	bool paid;
};

/* Who comes along. */
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

/* A field of each kind. */
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

/* What all pages have. */
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

/* Where a folder of this fixture is: below the source or the build folder. */
static inline const char *
test_path(struct arena *a, const char *base, const char *folder)
{
	return arena_text(a, "%s/tests/view/%s", getenv(base), folder);
}

/* Opens the fixture: views/ and texts/ beside this file, two zones. */
static inline int
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

/* Lets go of all of it. */
static inline int
close_views(void **state)
{
	arena_free(((struct fixture *)*state)->arena);
	return 0;
}

/* A view of the fixture, filled by the visit. */
static inline const char *
rendered(struct fixture *f, const char *name)
{
	struct buffer *out = arena_make(f->arena, struct buffer);

	*out = buffer_new(f->arena, 1 << 16);
	if (view_render(f->views, name, &f->context, &visit_shape, &visit, out) != OK)
		return "(nothing)";
	return buffer_string(out);
}

/* A set of one template, called "a". */
static inline struct views *
open_alone(struct fixture *f, const char *template)
{
	char folder[] = "/tmp/hora-view-XXXXXX";
	struct views *views = NULL;
	const char *path;
	FILE *file;
	enum err e;

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
	return views;
}

/* A template by itself, filled by a visit. */
static inline const char *
inline_rendered(struct fixture *f, const char *template, const struct visit *v)
{
	struct views *views = open_alone(f, template);
	struct buffer *out = arena_make(f->arena, struct buffer);

	*out = buffer_new(f->arena, 1 << 16);
	assert_int_equal(view_render(views, "a", &f->context, &visit_shape, v, out), OK);
	return buffer_string(out);
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_views, close_views)

#endif
