/* Digests, signatures and keys: published vectors, and what is refused. */
#include "crypto/signature.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/base64url.h"

static struct key
test_key(void)
{
	struct key key = { .len = 32 };

	for (unsigned char i = 0; i < 32; i++)
		key.bytes[i] = (unsigned char)(i * 7 + 1);
	return key;
}

/* FIPS 180-2, appendix B. */
static void
sha256_gives_the_published_digests(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(digest_hex(a, "", 0),
			    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_string_equal(digest_hex(a, "abc", 3),
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	arena_free(a);
}

/* RFC 4231, cases 1, 2 and 6 (a key longer than a block). */
static void
hmac_gives_the_published_signatures(void **state)
{
	static const struct {
		const char *key, *data, *want;
	} cases[] = {
		{ "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There",
		  "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
		{ "4a656665", "what do ya want for nothing?",
		  "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
	};
	unsigned char key[131], out[DIGEST_SIZE];
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t len = strlen(cases[i].key) / 2;

		assert_true(hex_read(cases[i].key, key, len));
		assert_true(signature_make_with(key, len, cases[i].data, strlen(cases[i].data), out));
		assert_string_equal(hex_write(a, out, sizeof out), cases[i].want);
	}
	memset(key, 0xaa, sizeof key);
	assert_true(signature_make_with(key, sizeof key,
					"Test Using Larger Than Block-Size Key - Hash Key First", 54, out));
	assert_string_equal(hex_write(a, out, sizeof out),
			    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
	arena_free(a);
}

static void
an_empty_secret_signs_nothing(void **state)
{
	unsigned char out[DIGEST_SIZE];

	(void)state;
	assert_false(signature_make_with("", 0, "data", 4, out));
}

static void
only_the_whole_right_signature_fits(void **state)
{
	struct key key = test_key(), other = test_key();
	unsigned char right[DIGEST_SIZE + 1] = { 0 };

	(void)state;
	other.bytes[31] ^= 1;
	signature_make(&key, "booking", 7, right);
	assert_true(signature_fits(&key, "booking", 7, right, DIGEST_SIZE));
	assert_false(signature_fits(&other, "booking", 7, right, DIGEST_SIZE));
	assert_false(signature_fits(&key, "bookinG", 7, right, DIGEST_SIZE));
	assert_false(signature_fits(&key, "booking", 6, right, DIGEST_SIZE));
	assert_false(signature_fits(&key, "booking", 7, right, DIGEST_SIZE - 1));
	assert_false(signature_fits(&key, "booking", 7, right, DIGEST_SIZE + 1));
	assert_false(signature_fits(&key, "booking", 7, "", 0));
	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		right[i] ^= 0x80;
		assert_false(signature_fits(&key, "booking", 7, right, DIGEST_SIZE));
		right[i] ^= 0x80;
	}
}

static void
hexadecimal_is_read_whole_or_not_at_all(void **state)
{
	static const char *const refused[] = { "", "0", "00", "000", "00000", "0g00", "00 0", "-100" };
	unsigned char out[2];

	(void)state;
	assert_true(hex_read("aBFf", out, 2));
	assert_memory_equal(out, "\xab\xff", 2);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_false(hex_read(refused[i], out, 2));
}

static void
a_good_key_is_read_as_it_is(void **state)
{
	struct arena *a = arena_new();
	struct key good = test_key(), key;
	const char *why = NULL;

	(void)state;
	assert_int_equal(key_read(base64url_write(a, good.bytes, 32), &key, &why), OK);
	assert_int_equal(key.len, 32);
	assert_memory_equal(key.bytes, good.bytes, 32);
	arena_free(a);
}

static void
missing_short_long_and_dull_keys_are_refused(void **state)
{
	unsigned char bytes[80];
	struct arena *a = arena_new();
	struct key key;

	(void)state;
	for (unsigned char i = 0; i < sizeof bytes; i++)
		bytes[i] = i;
	const char *const cases[] = {
		NULL,
		"",
		base64url_write(a, bytes, 31),
		base64url_write(a, bytes, 65),
		arena_text(a, "%s=", base64url_write(a, bytes, 32)),
		arena_text(a, "%s\n", base64url_write(a, bytes, 32)),
		base64url_write(a, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 32),
		base64url_write(a, "abcdefghijklmnoabcdefghijklmnoab", 32),
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *why = NULL;

		assert_int_equal(key_read(cases[i], &key, &why), ERR_INVALID);
		assert_non_null(why);
	}
	arena_free(a);
}

static void
keys_for_different_purposes_differ(void **state)
{
	struct key key = test_key(), cookie = key_derive(&key, "cookie"), csrf = key_derive(&key, "csrf");

	(void)state;
	assert_int_equal(cookie.len, DIGEST_SIZE);
	assert_memory_not_equal(cookie.bytes, csrf.bytes, DIGEST_SIZE);
	assert_memory_not_equal(cookie.bytes, key.bytes, DIGEST_SIZE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha256_gives_the_published_digests),
		cmocka_unit_test(hmac_gives_the_published_signatures),
		cmocka_unit_test(an_empty_secret_signs_nothing),
		cmocka_unit_test(only_the_whole_right_signature_fits),
		cmocka_unit_test(hexadecimal_is_read_whole_or_not_at_all),
		cmocka_unit_test(a_good_key_is_read_as_it_is),
		cmocka_unit_test(missing_short_long_and_dull_keys_are_refused),
		cmocka_unit_test(keys_for_different_purposes_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
