/* The safe: what was closed is read again by its owner's name under its key, and
 * by no other. */
#include "crypto/safe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct key key = { .len = 32, .bytes = { 1, 2, 3 } },
			other = { .len = 32, .bytes = { 1, 2, 4 } };

static void
a_secret_comes_back_as_it_was(void **state)
{
	static const char secret[] = "twenty secret bytes!";
	struct arena *a = arena_new();
	unsigned char *back;
	size_t len;

	(void)state;
	for (size_t n = 0; n < sizeof secret; n++) {
		assert_true(
		    safe_open(a, &key, "totp 7", safe_close(a, &key, "totp 7", secret, n), &back, &len));
		assert_int_equal(len, n);
		assert_memory_equal(back, secret, n);
	}
	arena_free(a);
}

static void
the_same_secret_never_looks_the_same(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_not_equal(safe_close(a, &key, "totp 7", "secret", 6),
				safe_close(a, &key, "totp 7", "secret", 6));
	arena_free(a);
}

static void
another_owner_or_key_opens_nothing(void **state)
{
	struct arena *a = arena_new();
	const char *closed = safe_close(a, &key, "totp 7", "secret", 6);
	unsigned char *back = NULL;
	size_t len;

	(void)state;
	assert_false(safe_open(a, &key, "totp 8", closed, &back, &len));
	assert_false(safe_open(a, &key, "totp 77", closed, &back, &len));
	assert_false(safe_open(a, &other, "totp 7", closed, &back, &len));
	assert_false(safe_open(a, &key, "totp 7", NULL, &back, &len));
	assert_false(safe_open(a, &key, "totp 7", "", &back, &len));
	assert_null(back);
	arena_free(a);
}

static void
a_closed_secret_with_any_character_changed_is_refused(void **state)
{
	struct arena *a = arena_new();
	char *closed = safe_close(a, &key, "totp 7", "secret", 6);
	unsigned char *back = NULL;
	size_t len, size = strlen(closed);

	(void)state;
	for (size_t i = 0; i < size; i++) {
		char was = closed[i];

		closed[i] = was == 'A' ? 'Q' : 'A';
		assert_false(safe_open(a, &key, "totp 7", closed, &back, &len));
		closed[i] = was;
	}
	closed[size - 4] = '\0';
	assert_false(safe_open(a, &key, "totp 7", closed, &back, &len));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_secret_comes_back_as_it_was),
		cmocka_unit_test(the_same_secret_never_looks_the_same),
		cmocka_unit_test(another_owner_or_key_opens_nothing),
		cmocka_unit_test(a_closed_secret_with_any_character_changed_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
