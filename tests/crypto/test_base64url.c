/* Base64url: one text for each run of bytes, and no other text is read. */
#include "crypto/base64url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/random.h"

/* RFC 4648 section 10, without the padding. */
static const struct {
	const char *bytes, *text;
} vectors[] = {
	{ "", "" },           { "f", "Zg" },          { "fo", "Zm8" },          { "foo", "Zm9v" },
	{ "foob", "Zm9vYg" }, { "fooba", "Zm9vYmE" }, { "foobar", "Zm9vYmFy" }, { "\xff\xef\xbe", "_---" },
};

static void
the_vectors_of_the_standard_are_met(void **state)
{
	struct arena *a = arena_new();
	unsigned char *bytes;
	size_t len;

	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		size_t want = strlen(vectors[i].bytes);

		assert_string_equal(base64url_write(a, vectors[i].bytes, want), vectors[i].text);
		assert_int_equal(BASE64URL_LENGTH(want), strlen(vectors[i].text));
		assert_true(base64url_read(a, vectors[i].text, strlen(vectors[i].text), &bytes, &len));
		assert_int_equal(len, want);
		assert_memory_equal(bytes, vectors[i].bytes, want);
	}
	arena_free(a);
}

static void
other_texts_for_the_same_bytes_are_refused(void **state)
{
	static const char *const cases[] = {
		"Zg==",  "Zm8=",  "Zh",   "Zm9",  "Z",     "Zm9vY",   "Zm9v\n",
		" Zm9v", "Zm9v ", "Zm+v", "Zm/v", "Zm9v.", "\x80m9v",
	};
	struct arena *a = arena_new();
	unsigned char *bytes = NULL;
	size_t len = 77;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_false(base64url_read(a, cases[i], strlen(cases[i]), &bytes, &len));
	assert_false(base64url_read(a, "Zm9v\0", 5, &bytes, &len));
	assert_null(bytes);
	assert_int_equal(len, 77);
	arena_free(a);
}

static void
any_bytes_come_back_the_same(void **state)
{
	struct arena *a = arena_new();
	unsigned char bytes[200], *back;
	size_t len;

	(void)state;
	random_bytes(bytes, sizeof bytes);
	for (size_t n = 0; n <= sizeof bytes; n++) {
		const char *text = base64url_write(a, bytes, n);

		assert_true(base64url_read(a, text, strlen(text), &back, &len));
		assert_int_equal(len, n);
		assert_memory_equal(back, bytes, n);
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vectors_of_the_standard_are_met),
		cmocka_unit_test(other_texts_for_the_same_bytes_are_refused),
		cmocka_unit_test(any_bytes_come_back_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
