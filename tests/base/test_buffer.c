/* The buffer grows to its limit, and no further. */
#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
what_is_added_is_there_and_terminated(void **state)
{
	struct arena *a = arena_new();
	struct buffer b = buffer_new(a, 100000);

	(void)state;
	assert_string_equal(buffer_string(&b), "");
	buffer_add(&b, NULL, 0);
	buffer_text(&b, "one");
	buffer_char(&b, ' ');
	buffer_add(&b, "two!", 3);
	buffer_format(&b, " %d", 3);
	assert_string_equal(buffer_string(&b), "one two 3");
	buffer_format(&b, "%0*d", 5000, 7); /* longer than one step of growth */
	assert_int_equal(b.len, 5009);
	assert_int_equal(strlen(buffer_string(&b)), 5009);
	assert_false(b.full);
	arena_free(a);
}

static void
a_whole_number_is_written_in_digits(void **state)
{
	struct arena *a = arena_new();
	struct buffer b = buffer_new(a, 1000);

	(void)state;
	for (int64_t number = INT64_MIN; number != 0; number /= 1000) {
		buffer_number(&b, number);
		buffer_char(&b, ' ');
	}
	buffer_number(&b, 0);
	buffer_char(&b, ' ');
	buffer_number(&b, INT64_MAX);
	assert_string_equal(buffer_string(&b), "-9223372036854775808 -9223372036854775 -9223372036854 "
					       "-9223372036 -9223372 -9223 -9 0 9223372036854775807");
	arena_free(a);
}

static void
what_does_not_fit_is_left_out_whole(void **state)
{
	struct arena *a = arena_new();
	struct buffer b = buffer_new(a, 8);

	(void)state;
	buffer_text(&b, "12345678");
	assert_false(b.full);
	buffer_add(&b, "", 0);
	assert_false(b.full);
	buffer_char(&b, '9');
	assert_true(b.full);
	assert_string_equal(buffer_string(&b), "12345678");
	b = buffer_new(a, 8);
	buffer_text(&b, "1234");
	buffer_text(&b, "56789");
	buffer_text(&b, "5"); /* would fit, but not after what is missing */
	assert_true(b.full);
	assert_string_equal(buffer_string(&b), "1234");
	arena_free(a);
}

static void
a_limit_of_any_size_is_kept(void **state)
{
	(void)state;
	for (size_t limit = 0; limit < 1200; limit += 37) {
		struct arena *a = arena_new();
		struct buffer b = buffer_new(a, limit);

		for (size_t i = 0; i < 1300; i++)
			buffer_char(&b, 'x');
		assert_int_equal(b.len, limit);
		assert_int_equal(strlen(buffer_string(&b)), limit);
		assert_true(b.full);
		arena_free(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_added_is_there_and_terminated),
		cmocka_unit_test(a_whole_number_is_written_in_digits),
		cmocka_unit_test(what_does_not_fit_is_left_out_whole),
		cmocka_unit_test(a_limit_of_any_size_is_kept),
	};

	return cmocka_run_group_tests_name("buffer", tests, NULL, NULL);
}
