/* Letters in place of faces. */
#include "front/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
initials_are_the_first_letters_of_first_and_last_name(void **state)
{
	static const struct {
		const char *name, *want;
	} cases[] = {
		{ "Inês Carvalho", "IC" },
		{ "Maria do Carmo Lopes", "ML" },
		{ "Ana", "A" },
		{ "Élodie Ångström", "ÉÅ" },
		{ "陳怡君", "陳" },
		{ "陳 怡君", "陳" },
		{ "Lumen Studio 流明攝影", "L" },
		{ "さくら", "さ" },
		{ "Ana ", "A" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(initials_of(a, cases[i].name), cases[i].want);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(initials_are_the_first_letters_of_first_and_last_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
