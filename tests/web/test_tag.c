/* Entity tags of answers that age; those that do not are in test_response.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "tests/web/fake.h"

#define UNTIL (FAKE_NOW + 60)

static const char *
header(const struct fake *f, const char *name)
{
	for (const struct header *h = f->response.first; h != NULL; h = h->next)
		if (text_equal(h->name, name))
			return h->value;
	return NULL;
}

/* The tag of an answer of this version and variant that stands until then. */
static const char *
tag_of(struct fake *f, int version, const char *variant, int64_t until)
{
	f->response = response_new(f->arena, &f->request);
	f->response.variant = variant;
	response_lasts(&f->response, until, arena_text(f->response.arena, "%d", version));
	assert_int_equal(f->response.cache, CACHE_CHECKED);
	return header(f, "ETag");
}

/* Who has `held` asks for this version at that time: is it told to keep it? */
static bool
stands(struct fake *f, const char *held, int version, const char *variant, int64_t now)
{
	f->response = response_new(f->arena, &f->request);
	f->response.variant = variant;
	f->request.if_none_match = held;
	return response_stands(&f->response, now, arena_text(f->response.arena, "%d", version));
}

static void
a_copy_stands_until_its_end_and_no_longer(void **state)
{
	struct fake f;
	const char *tag;

	(void)state;
	fake_open(&f);
	tag = tag_of(&f, 7, "a", UNTIL);
	assert_true(stands(&f, tag, 7, "a", FAKE_NOW));
	assert_int_equal(f.response.status, 304);
	assert_string_equal(header(&f, "ETag"), tag);
	assert_true(stands(&f, tag, 7, "a", UNTIL - 1));
	assert_false(stands(&f, tag, 7, "a", UNTIL));
	assert_int_equal(f.response.status, 200);
	assert_null(header(&f, "ETag"));
	fake_close(&f);
}

static void
what_no_time_changes_stands_for_ever(void **state)
{
	struct fake f;

	(void)state;
	fake_open(&f);
	assert_true(stands(&f, tag_of(&f, 7, NULL, INT64_MAX), 7, NULL, INT64_MAX - 1));
	fake_close(&f);
}

static void
another_version_or_variant_is_another_tag(void **state)
{
	struct fake f;
	const char *tag;

	(void)state;
	fake_open(&f);
	tag = tag_of(&f, 7, "a", UNTIL);
	assert_false(stands(&f, tag, 8, "a", FAKE_NOW));
	assert_false(stands(&f, tag, 7, "b", FAKE_NOW));
	assert_string_not_equal(tag, tag_of(&f, 7, "a", UNTIL + 1));
	fake_close(&f);
}

static void
a_tag_is_found_in_a_list_and_when_weak(void **state)
{
	struct fake f;
	const char *tag;

	(void)state;
	fake_open(&f);
	tag = tag_of(&f, 7, "a", UNTIL);
	assert_true(stands(&f, arena_text(f.arena, "\"x\", W/%s, \"y\"", tag), 7, "a", FAKE_NOW));
	fake_close(&f);
}

static void
who_has_the_very_answer_or_anything_gets_no_body(void **state)
{
	static const struct {
		const char *held;
		int status;
	} cases[] = { { "*", 304 },
		      { "\"7-90\"", 304 },
		      { "\"1\", W/\"7-90\"", 304 },
		      { "\"7\"", 200 },
		      { NULL, 200 } };
	struct fake f;

	(void)state;
	fake_open(&f);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		f.request.if_none_match = cases[i].held;
		assert_string_equal(tag_of(&f, 7, NULL, 90), "\"7-90\"");
		assert_int_equal(f.response.status, cases[i].status);
	}
	fake_close(&f);
}

static void
what_is_somebodys_own_is_known_by_its_version_and_not_kept(void **state)
{
	static const struct {
		enum method method;
		const char *held;
		bool known;
	} cases[] = { { GET, "\"v7\"", true },  { GET, "*", true },   { GET, "W/\"v7\"", true },
		      { GET, "\"v8\"", false }, { GET, NULL, false }, { POST, "\"v7\"", false } };
	struct fake f;

	(void)state;
	fake_open(&f);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		f.response = response_new(f.arena, &f.request);
		f.request.method = cases[i].method;
		f.request.if_none_match = cases[i].held;
		assert_int_equal(response_known(&f.response, "v7"), cases[i].known);
		assert_int_equal(f.response.status, cases[i].known ? 304 : 200);
		assert_string_equal(header(&f, "ETag"), "\"v7\"");
		assert_int_not_equal(f.response.cache, CACHE_CHECKED);
	}
	fake_close(&f);
}

static void
nothing_else_is_taken_for_a_tag(void **state)
{
	struct fake f;
	const char *tag;

	(void)state;
	fake_open(&f);
	tag = tag_of(&f, 7, "a", UNTIL);
	assert_false(stands(&f, NULL, 7, "a", FAKE_NOW));
	assert_false(stands(&f, "\"\"", 7, "a", FAKE_NOW));
	assert_false(stands(&f, "-", 7, "a", FAKE_NOW));
	assert_false(stands(&f, arena_copy(f.arena, tag, strlen(tag) - 1), 7, "a", FAKE_NOW));
	assert_false(stands(&f, arena_text(f.arena, "%.*s-ffffffffffffffffff\"", 21, tag), 7, "a", FAKE_NOW));
	assert_false(stands(&f, arena_text(f.arena, "%.*s+%s", 22, tag, tag + 22), 7, "a", FAKE_NOW));
	assert_false(stands(&f, arena_text(f.arena, "%.*s- %s", 21, tag, tag + 22), 7, "a", FAKE_NOW));
	fake_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_copy_stands_until_its_end_and_no_longer),
		cmocka_unit_test(what_no_time_changes_stands_for_ever),
		cmocka_unit_test(another_version_or_variant_is_another_tag),
		cmocka_unit_test(a_tag_is_found_in_a_list_and_when_weak),
		cmocka_unit_test(who_has_the_very_answer_or_anything_gets_no_body),
		cmocka_unit_test(what_is_somebodys_own_is_known_by_its_version_and_not_kept),
		cmocka_unit_test(nothing_else_is_taken_for_a_tag),
	};

	return cmocka_run_group_tests_name("tag", tests, NULL, NULL);
}
