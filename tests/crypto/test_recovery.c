/* Recovery codes: what is made can be typed in many ways and is one code. */
#include "crypto/recovery.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/digest.h"

static void
a_code_has_six_groups_and_is_never_the_same(void **state)
{
	struct arena *a = arena_new();
	const char *one = recovery_code(a), *two = recovery_code(a);

	(void)state;
	assert_int_equal(strlen(one), RECOVERY_LENGTH);
	for (size_t i = 0; i < RECOVERY_LENGTH; i++)
		assert_int_equal(one[i] == '-', i % 5 == 4);
	assert_string_not_equal(one, two);
	assert_string_not_equal(recovery_digest(a, one), recovery_digest(a, two));
	arena_free(a);
}

static void
what_people_type_for_the_same_code_is_the_same(void **state)
{
	static const char *const ways[] = {
		"0123-4567-89ab-cdef-ghjk-1mnp", "0123456789abcdefghjk1mnp",
		"0123 4567 89AB CDEF GHJK 1MNP", "O123-4567-89ab-cdef-ghjk-lmnp",
		"oi23-4567-89ab-cdef-ghjk-Imnp", " 0123-456789ab-cdefghjk--Lmnp ",
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		assert_string_equal(recovery_digest(a, ways[i]),
				    digest_hex(a, "0123456789abcdefghjk1mnp", 24));
	arena_free(a);
}

static void
what_cannot_be_a_code_is_none(void **state)
{
	static const char *const others[] = {
		"",
		"0123-4567-89ab-cdef-ghjk-1mn",
		"0123-4567-89ab-cdef-ghjk-1mnpq",
		"0123-4567-89ab-cdef-ghjk-umnp",
		"0123-4567-89ab-cdef-ghjk-1mn\xc3",
		"0123.4567.89ab.cdef.ghjk.1mnp",
		"------------------------",
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_null(recovery_digest(a, others[i]));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_has_six_groups_and_is_never_the_same),
		cmocka_unit_test(what_people_type_for_the_same_code_is_the_same),
		cmocka_unit_test(what_cannot_be_a_code_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
