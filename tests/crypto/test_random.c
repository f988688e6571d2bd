/* Random values: none twice, all places used, small numbers even. */
#include "crypto/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
no_two_tokens_are_the_same(void **state)
{
	enum { COUNT = 200 };
	struct arena *a = arena_new();
	const char *tokens[COUNT];

	(void)state;
	for (int i = 0; i < COUNT; i++) {
		tokens[i] = random_token(a, 16);
		assert_int_equal(strlen(tokens[i]), 22);
		for (int j = 0; j < i; j++)
			assert_string_not_equal(tokens[i], tokens[j]);
	}
	arena_free(a);
}

static void
a_public_id_is_of_the_form_the_database_wants(void **state)
{
	struct arena *a = arena_new();
	char seen[256] = { 0 };

	(void)state;
	for (int i = 0; i < 100; i++) {
		const char *id = random_id(a);

		assert_int_equal(strlen(id), RANDOM_ID_LENGTH);
		assert_int_equal(strspn(id, "abcdefghijklmnopqrstuvwxyz234567"), RANDOM_ID_LENGTH);
		for (; *id != '\0'; id++)
			seen[(unsigned char)*id] = 1;
	}
	for (const char *letter = "abcdefghijklmnopqrstuvwxyz234567"; *letter != '\0'; letter++)
		assert_true(seen[(unsigned char)*letter]);
	arena_free(a);
}

/* 60,000 throws of a die: each face 10,000 times, give or take 6 standard deviations. */
static void
each_number_below_the_limit_is_as_likely(void **state)
{
	int faces[6] = { 0 };

	(void)state;
	for (int i = 0; i < 60000; i++) {
		uint32_t face = random_below(6);

		assert_true(face < 6);
		faces[face]++;
	}
	for (int i = 0; i < 6; i++)
		assert_in_range(faces[i], 9450, 10550);
	assert_int_equal(random_below(1), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_two_tokens_are_the_same),
		cmocka_unit_test(a_public_id_is_of_the_form_the_database_wants),
		cmocka_unit_test(each_number_below_the_limit_is_as_likely),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
