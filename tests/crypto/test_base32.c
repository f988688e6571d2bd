/* Base32: the vectors of RFC 4648, and the alphabet for paper. */
#include "crypto/base32.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* RFC 4648 section 10, without the padding. */
static void
the_vectors_of_the_standard_are_met(void **state)
{
	static const struct {
		const char *bytes, *text;
	} vectors[] = {
		{ "", "" },
		{ "f", "MY" },
		{ "fo", "MZXQ" },
		{ "foo", "MZXW6" },
		{ "foob", "MZXW6YQ" },
		{ "fooba", "MZXW6YTB" },
		{ "foobar", "MZXW6YTBOI" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		size_t len = strlen(vectors[i].bytes);

		assert_string_equal(base32_write(a, vectors[i].bytes, len), vectors[i].text);
		assert_int_equal(BASE32_LENGTH(len), strlen(vectors[i].text));
	}
	arena_free(a);
}

static void
paper_has_every_digit_but_those_taken_for_others(void **state)
{
	/* 0 to 31, five bits each. */
	static const unsigned char count[] = { 0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf,
					       0x84, 0x65, 0x3a, 0x56, 0xd7, 0xc6, 0x75, 0xbe, 0x77, 0xdf };
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(base32_write_plain(a, count, sizeof count), "0123456789abcdefghjkmnpqrstvwxyz");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vectors_of_the_standard_are_met),
		cmocka_unit_test(paper_has_every_digit_but_those_taken_for_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
