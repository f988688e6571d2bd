/* Names of the error kinds, as logs show them. */
#include "base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
each_error_has_a_name_of_its_own(void **state)
{
	(void)state;
	assert_string_equal(err_name(OK), "ok");
	assert_string_equal(err_name(ERR_TOO_LATE), "too_late");
	for (enum err e = OK; e < ERR__MAX; e++)
		for (enum err other = OK; other < e; other++)
			assert_string_not_equal(err_name(e), err_name(other));
	assert_string_equal(err_name(ERR__MAX), "unknown");
	assert_string_equal(err_name((enum err) - 1), "unknown");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_error_has_a_name_of_its_own),
	};

	return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
