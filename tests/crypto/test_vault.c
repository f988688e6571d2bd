/* The vault: opened with its key alone; and PKCE, by its published example. */
#include "crypto/vault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/base64url.h"
#include "crypto/pkce.h"
#include "crypto/random.h"

static struct vault_key
new_key(struct arena *a)
{
	struct vault_key key;
	const char *why;

	assert_int_equal(vault_read_key(random_token(a, VAULT_KEY), &key, &why), OK);
	return key;
}

static void
a_secret_comes_back_with_the_key_of_its_lock(void **state)
{
	struct arena *a = arena_new();
	struct vault_key key = new_key(a), other = new_key(a);
	struct vault_lock lock = vault_lock_of(&key);
	unsigned char *sealed = vault_seal(a, &lock, "geheim \xc3\xa9", 9);

	(void)state;
	assert_string_equal(vault_open(a, &key, sealed, 9 + VAULT_MORE), "geheim \xc3\xa9");
	assert_null(vault_open(a, &other, sealed, 9 + VAULT_MORE));
	assert_memory_not_equal(sealed, vault_seal(a, &lock, "geheim \xc3\xa9", 9), 9 + VAULT_MORE);
	for (size_t i = 0; i < 9 + VAULT_MORE; i++) {
		sealed[i] ^= 1;
		assert_null(vault_open(a, &key, sealed, 9 + VAULT_MORE));
		sealed[i] ^= 1;
		assert_null(vault_open(a, &key, sealed, i));
	}
	assert_string_equal(vault_open(a, &key, vault_seal(a, &lock, "", 0), VAULT_MORE), "");
	arena_free(a);
}

static void
no_bad_key_is_read(void **state)
{
	struct arena *a = arena_new();
	const char *texts[] = { NULL,
				"",
				"x",
				random_token(a, 31),
				random_token(a, 33),
				arena_text(a, "%s=", random_token(a, 32)),
				"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
	struct vault_lock lock;
	struct vault_key key;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *why = NULL;

		assert_int_equal(vault_read_key(texts[i], &key, &why), ERR_INVALID);
		assert_non_null(why);
		assert_int_equal(vault_read_lock(texts[i], &lock, &why), ERR_INVALID);
	}
	arena_free(a);
}

/* RFC 7636, appendix B. */
static void
the_challenge_is_the_published_one(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(pkce_challenge(a, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
			    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
	assert_int_equal(strlen(pkce_verifier(a)), 43);
	assert_string_not_equal(pkce_verifier(a), pkce_verifier(a));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_secret_comes_back_with_the_key_of_its_lock),
		cmocka_unit_test(no_bad_key_is_read),
		cmocka_unit_test(the_challenge_is_the_published_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
