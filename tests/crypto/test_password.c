/* Hashes of passwords: of the strength that is promised, whole, and each its own. */
#include "crypto/password.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static void
a_hash_fits_its_password_alone(void **state)
{
	const char *hash = password_hash(arena, "a lamp that burns");

	(void)state;
	assert_true(password_fits(arena, hash, "a lamp that burns"));
	assert_false(password_fits(arena, hash, "a lamp that burn"));
	assert_false(password_fits(arena, hash, "a lamp that burns "));
	assert_false(password_fits(arena, hash, ""));
	assert_false(password_fits(arena, NULL, "a lamp that burns"));
	assert_false(password_fits(arena, "", "a lamp that burns"));
	assert_false(password_fits(arena, "$argon2id$v=19$", "a lamp that burns"));
}

static void
a_hash_has_its_own_salt_and_the_promised_cost(void **state)
{
	static const char cost[] = "$argon2id$v=19$m=19456,t=2,p=1$";
	const char *one = password_hash(arena, "a lamp that burns"),
		   *other = password_hash(arena, "a lamp that burns");

	(void)state;
	assert_memory_equal(one, cost, strlen(cost));
	assert_string_not_equal(one, other);
	assert_false(password_is_dated(one));
	assert_true(password_is_dated("$argon2id$v=19$m=8192,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
				      "Y2hlYXAgaGFzaCBvZiB0aGlydHktdHdvIGJ5dGVzIQ"));
}

static void
nothing_is_cut(void **state)
{
	char text[201];
	const char *hash;

	(void)state;
	memset(text, 'k', 200);
	text[200] = '\0';
	hash = password_hash(arena, text);
	assert_true(password_fits(arena, hash, text));
	text[199] = 'q';
	assert_false(password_fits(arena, hash, text));
}

static int
setup(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hash_fits_its_password_alone),
		cmocka_unit_test(a_hash_has_its_own_salt_and_the_promised_cost),
		cmocka_unit_test(nothing_is_cut),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
