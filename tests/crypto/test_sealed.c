/* Sealed values: read back by their maker, for their purpose, until their end. */
#include "crypto/sealed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NOW 1700000000

static struct key
test_key(unsigned char first)
{
	struct key key = { .len = 32, .bytes = { first, 2, 3, 4, 5, 6, 7, 8, 9, 10 } };

	return key;
}

static void
a_value_comes_back_until_its_end(void **state)
{
	struct arena *a = arena_new();
	struct key key = test_key(1);
	const char *text = sealed_write(a, &key, "bookings", "abc 1 \xc3\xa9", NOW + 10);

	(void)state;
	assert_string_equal(sealed_read(a, &key, "bookings", text, NOW), "abc 1 \xc3\xa9");
	assert_non_null(sealed_read(a, &key, "bookings", text, NOW + 9));
	assert_null(sealed_read(a, &key, "bookings", text, NOW + 10));
	assert_string_equal(sealed_read(a, &key, "x", sealed_write(a, &key, "x", "", NOW + 1), NOW), "");
	arena_free(a);
}

static void
another_purpose_or_key_reads_nothing(void **state)
{
	struct arena *a = arena_new();
	struct key key = test_key(1), other = test_key(2);
	const char *text = sealed_write(a, &key, "bookings", "abc", NOW + 10);

	(void)state;
	assert_null(sealed_read(a, &key, "booking", text, NOW));
	assert_null(sealed_read(a, &key, "", text, NOW));
	assert_null(sealed_read(a, &other, "bookings", text, NOW));
	arena_free(a);
}

static void
no_changed_cut_or_longer_text_is_read(void **state)
{
	struct arena *a = arena_new();
	struct key key = test_key(1);
	char *text = sealed_write(a, &key, "bookings", "abc", NOW + 10);
	size_t len = strlen(text);

	(void)state;
	for (size_t i = 0; i < len; i++) {
		char was = text[i];

		text[i] = was == 'A' ? 'B' : 'A';
		assert_null(sealed_read(a, &key, "bookings", text, NOW));
		text[i] = was;
		assert_null(sealed_read(a, &key, "bookings", arena_copy(a, text, i), NOW));
	}
	assert_null(sealed_read(a, &key, "bookings", arena_text(a, "%sAAAA", text), NOW));
	assert_null(sealed_read(a, &key, "bookings", NULL, NOW));
	assert_null(sealed_read(a, &key, "bookings", arena_text(a, "%04000d", 0), NOW));
	assert_non_null(sealed_read(a, &key, "bookings", text, NOW));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_comes_back_until_its_end),
		cmocka_unit_test(another_purpose_or_key_reads_nothing),
		cmocka_unit_test(no_changed_cut_or_longer_text_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
