/* Copies of answers: found, replaced, given up, never more than a megabyte. */
#include "apps/booking/copy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1000

static void
keep(struct copies *c, const char *key, const char *body, size_t len, int64_t until)
{
	copy_keep(c, &(struct copy){ key, body, len, { { 1, 2 }, until } });
}

static void
a_copy_is_found_by_its_key_until_its_end(void **state)
{
	struct arena *a = arena_new();
	struct copies *c = copies_new(a);
	const struct copy *found;

	(void)state;
	assert_null(copy_find(c, "/a", NOW));
	keep(c, "/a", "alpha", 5, NOW + 10);
	keep(c, "/b", "be\0ta", 5, NOW + 20);
	found = copy_find(c, "/a", NOW);
	assert_non_null(found);
	assert_memory_equal(found->body, "alpha", 5);
	assert_int_equal(found->stamp.version.rules, 1);
	assert_int_equal(found->stamp.version.occupied, 2);
	assert_null(copy_find(c, "/a", NOW + 10));
	assert_memory_equal(copy_find(c, "/b", NOW + 10)->body, "be\0ta", 5);
	assert_null(copy_find(c, "/A", NOW));
	arena_free(a);
}

static void
a_newer_copy_takes_the_place_of_the_older(void **state)
{
	struct arena *a = arena_new();
	struct copies *c = copies_new(a);
	char key[] = "/a";

	(void)state;
	keep(c, key, "alpha", 5, NOW + 10);
	keep(c, key, "beta", 4, NOW + 10);
	key[1] = 'x'; /* the key is the copies' own */
	assert_int_equal(copy_find(c, "/a", NOW)->len, 4);
	arena_free(a);
}

static void
the_least_recently_used_goes_first(void **state)
{
	struct arena *a = arena_new();
	struct copies *c = copies_new(a);
	char *body = arena_alloc(a, 50000, 1);
	char key[16];
	int kept = 0;

	(void)state;
	keep(c, "/first", "alpha", 5, NOW + 10);
	keep(c, "/second", "beta", 4, NOW + 10);
	for (int i = 0; i < 100; i++) {
		assert_non_null(copy_find(c, "/first", NOW));
		snprintf(key, sizeof key, "/%d", i);
		keep(c, key, body, 50000, NOW + 10);
	}
	assert_non_null(copy_find(c, "/first", NOW));
	assert_null(copy_find(c, "/second", NOW));
	for (int i = 0; i < 100; i++) {
		snprintf(key, sizeof key, "/%d", i);
		kept += copy_find(c, key, NOW) != NULL;
	}
	assert_in_range(kept, 18, 20); /* a megabyte of them: the last */
	assert_non_null(copy_find(c, "/99", NOW));
	arena_free(a);
}

static void
many_small_copies_fill_the_places_and_no_more(void **state)
{
	struct arena *a = arena_new();
	struct copies *c = copies_new(a);
	char key[16];

	(void)state;
	for (int i = 0; i < 2000; i++) {
		snprintf(key, sizeof key, "/%d", i);
		keep(c, key, key, strlen(key), NOW + 10);
	}
	assert_null(copy_find(c, "/1487", NOW));
	for (int i = 1488; i < 2000; i++) {
		snprintf(key, sizeof key, "/%d", i);
		assert_string_equal(copy_find(c, key, NOW)->body, key);
	}
	arena_free(a);
}

static void
what_is_too_large_is_not_kept_nor_is_what_it_replaces(void **state)
{
	struct arena *a = arena_new();
	struct copies *c = copies_new(a);
	char *body = arena_alloc(a, 70000, 1);

	(void)state;
	keep(c, "/a", "alpha", 5, NOW + 10);
	keep(c, "/b", "beta", 4, NOW + 10);
	keep(c, "/a", body, 70000, NOW + 10);
	assert_null(copy_find(c, "/a", NOW));
	assert_non_null(copy_find(c, "/b", NOW));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_copy_is_found_by_its_key_until_its_end),
		cmocka_unit_test(a_newer_copy_takes_the_place_of_the_older),
		cmocka_unit_test(the_least_recently_used_goes_first),
		cmocka_unit_test(many_small_copies_fill_the_places_and_no_more),
		cmocka_unit_test(what_is_too_large_is_not_kept_nor_is_what_it_replaces),
	};

	return cmocka_run_group_tests_name("copy", tests, NULL, NULL);
}
