/* The list of complaints takes what it has room for. */
#include "base/complaint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
complaints_are_kept_in_order_up_to_the_limit(void **state)
{
	struct complaints list = { .count = 0 };
	char names[COMPLAINTS_MAX + 5][2];

	(void)state;
	for (size_t i = 0; i < COMPLAINTS_MAX + 5; i++)
		complaint_add(&list, names[i], NULL, "no");
	assert_int_equal(list.count, COMPLAINTS_MAX);
	for (size_t i = 0; i < COMPLAINTS_MAX; i++)
		assert_ptr_equal(list.items[i].field, names[i]);
	assert_null(list.items[0].pointer);
	assert_string_equal(list.items[0].message, "no");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(complaints_are_kept_in_order_up_to_the_limit),
	};

	return cmocka_run_group_tests_name("complaint", tests, NULL, NULL);
}
