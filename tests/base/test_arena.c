/* The arena: what it hands out and how it lets go. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char released[8];
static char one[] = "1", two[] = "2";

static void
note_release(void *thing)
{
	strncat(released, thing, 1);
}

static void
things_are_released_last_first(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	released[0] = '\0';
	arena_own(a, one, note_release);
	arena_alloc(a, 3, 40);
	arena_own(a, two, note_release);
	assert_null(arena_own(a, NULL, note_release));
	arena_free(a);
	assert_string_equal(released, "21");
}

static void
memory_is_zeroed_and_aligned(void **state)
{
	struct arena *a = arena_new();
	unsigned char *bytes = arena_alloc(a, 7, 13);

	(void)state;
	assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
	for (size_t i = 0; i < 7 * 13; i++)
		assert_int_equal(bytes[i], 0);
	arena_free(a);
}

static void
formatted_text_has_no_length_limit(void **state)
{
	struct arena *a = arena_new();
	char *text = arena_text(a, "%05000d|%s", 7, "end");

	(void)state;
	assert_int_equal(strlen(text), 5004);
	assert_string_equal(text + 5000, "|end");
	arena_free(a);
}

static void
a_cleared_arena_can_be_used_again(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	released[0] = '\0';
	arena_own(a, one, note_release);
	arena_clear(a);
	assert_string_equal(released, "1");
	assert_string_equal(arena_dup(a, "again"), "again");
	assert_null(arena_dup(a, NULL));
	arena_free(a);
	arena_free(NULL);
}

/* Sizes around those of chunks, each filled to its end: none lies in another. */
static void
blocks_of_all_sizes_keep_what_they_hold(void **state)
{
	enum { BLOCKS = 3000 };
	struct arena *a = arena_new();
	unsigned char *blocks[BLOCKS];

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < BLOCKS; i++) {
			blocks[i] = arena_alloc(a, (size_t)(i * 7 % 5000), 1);
			assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
			for (int at = 0; at < i * 7 % 5000; at++)
				assert_int_equal(blocks[i][at], 0);
			memset(blocks[i], i % 255 + 1, (size_t)(i * 7 % 5000));
		}
		for (int i = 0; i < BLOCKS; i++)
			for (int at = 0; at < i * 7 % 5000; at++)
				assert_int_equal(blocks[i][at], i % 255 + 1);
		arena_clear(a);
	}
	arena_free(a);
}

/* A block is still there when what was handed over after it is released. */
static void
what_is_released_may_lie_in_the_arena(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (int round = 0; round < 3; round++) {
		released[0] = '\0';
		arena_own(a, arena_dup(a, "1"), note_release);
		arena_alloc(a, 1, 100000);
		for (int i = 0; i < 1000; i++)
			arena_alloc(a, 1, 24);
		arena_own(a, arena_dup(a, "2"), note_release);
		arena_clear(a);
		assert_string_equal(released, "21");
	}
	arena_free(a);
}

static void
nothing_at_all_can_be_had(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_non_null(arena_alloc(a, 0, 8));
	assert_non_null(arena_alloc(a, 8, 0));
	assert_string_equal(arena_copy(a, NULL, 0), "");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(things_are_released_last_first),
		cmocka_unit_test(memory_is_zeroed_and_aligned),
		cmocka_unit_test(formatted_text_has_no_length_limit),
		cmocka_unit_test(a_cleared_arena_can_be_used_again),
		cmocka_unit_test(blocks_of_all_sizes_keep_what_they_hold),
		cmocka_unit_test(what_is_released_may_lie_in_the_arena),
		cmocka_unit_test(nothing_at_all_can_be_had),
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
