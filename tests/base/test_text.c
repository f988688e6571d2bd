/* UTF-8 to the letter of RFC 3629, and decimal numbers to the edge of int64_t. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
only_well_formed_utf8_is_valid(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		bool valid;
	} cases[] = {
		{ "", 0, true },
		{ "plain", 5, true },
		{ "\x7f", 1, true },
		{ "\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x92\x87", 9, true },
		{ "\xed\x9f\xbf\xee\x80\x80", 6, true }, /* around the surrogates */
		{ "\xef\xbf\xbf", 3, true },             /* U+FFFF is a noncharacter, but a scalar value */
		{ "\xf4\x8f\xbf\xbf", 4, true },         /* U+10FFFF */
		{ "\xf4\x90\x80\x80", 4, false },        /* U+110000 */
		{ "\xf7\xbf\xbf\xbf", 4, false },
		{ "\xf8\x88\x80\x80\x80", 5, false }, /* five bytes */
		{ "\xff", 1, false },
		{ "\xfe", 1, false },
		{ "\0", 1, false },
		{ "a\0b", 3, false },
		{ "\xc0\x80", 2, false }, /* overlong U+0000 */
		{ "\xc1\xbf", 2, false }, /* overlong U+007F */
		{ "\xc0\xaf", 2, false }, /* overlong slash */
		{ "\xe0\x80\xaf", 3, false },
		{ "\xe0\x9f\xbf", 3, false }, /* overlong U+07FF */
		{ "\xf0\x8f\xbf\xbf", 4, false },
		{ "\xf0\x80\x80\xaf", 4, false },
		{ "\xed\xa0\x80", 3, false }, /* U+D800 */
		{ "\xed\xbf\xbf", 3, false }, /* U+DFFF */
		{ "\xed\xa0\xbd\xed\xb2\x87", 6, false },
		{ "\x80", 1, false },
		{ "\xbf"
		  "a",
		  2, false },
		{ "\xc3", 1, false },
		{ "\xe6\xbc", 2, false },
		{ "\xf0\x9f\x92", 3, false },
		{ "\xe6\xbc"
		  "a",
		  3, false },
		{ "\xc3\xc3\xa9", 3, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (utf8_valid(cases[i].text, cases[i].len) != cases[i].valid)
			fail_msg("case %zu", i);
}

static void
every_code_point_is_read_as_it_was_written(void **state)
{
	(void)state;
	for (uint32_t point = 0; point <= 0x10ffff; point++) {
		uint32_t back = 0;
		char bytes[4];
		size_t len = utf8_write(bytes, point);
		size_t read = utf8_read(bytes, len, &back);
		bool surrogate = point >= 0xd800 && point <= 0xdfff;

		if (read != (surrogate ? 0 : len) || back != (surrogate ? 0 : point))
			fail_msg("U+%04X", (unsigned)point);
		if (utf8_read(bytes, len - 1, &back) != 0)
			fail_msg("U+%04X cut short", (unsigned)point);
	}
}

static void
length_counts_code_points(void **state)
{
	(void)state;
	assert_int_equal(utf8_length("", 0), 0);
	assert_int_equal(utf8_length("a\xc3\xa9\xf0\x9f\x92\x87", 7), 3);
}

static void
controls_are_c0_c1_and_del(void **state)
{
	static const uint32_t controls[] = { 0, '\t', '\n', 0x1f, 0x7f, 0x80, 0x85, 0x9f };
	static const uint32_t others[] = { ' ', '~', 0xa0, 0x200b, 0x1f487 };

	(void)state;
	for (size_t i = 0; i < sizeof controls / sizeof *controls; i++)
		assert_true(text_is_control(controls[i]));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(text_is_control(others[i]));
}

static void
texts_compare_as_their_names_say(void **state)
{
	(void)state;
	assert_true(text_equal("a", "a"));
	assert_true(text_equal(NULL, NULL));
	assert_false(text_equal("a", NULL));
	assert_false(text_equal(NULL, ""));
	assert_false(text_equal("a", "A"));
	assert_true(text_starts("booking", "book"));
	assert_true(text_starts("booking", ""));
	assert_false(text_starts("book", "booking"));
	assert_true(text_is_empty(NULL));
	assert_true(text_is_empty(""));
	assert_false(text_is_empty(" "));
	assert_true(text_equal_fold("Content-Type", "content-tYPE"));
	assert_false(text_equal_fold("abc", "abcd"));
	assert_false(text_equal_fold("abcd", "abc"));
	assert_false(text_equal_fold("[", "{")); /* they differ by the case bit only */
	assert_false(text_equal_fold("\xc3\x89", "\xc3\xa9"));
}

static void
white_space_is_cut_from_both_ends(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "" },
		{ " \t\r\n\v\f ", "" },
		{ "\xe3\x80\x80\xc2\xa0\xe2\x80\x83", "" },
		{ "  a b ", "a b" },
		{ "\xc2\xa0\xe6\xbc\xa2\xe3\x80\x80", "\xe6\xbc\xa2" },
		{ " \xff ", "\xff" },
		{ "\xc2 \xa0", "\xc2 \xa0" },
		{ "\xe2\x80\x8b", "\xe2\x80\x8b" }, /* of no width, but no space either */
	};
	const char *none = NULL;
	size_t len = 0;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = cases[i].text;

		len = strlen(text);
		text_trim(&text, &len);
		assert_int_equal(len, strlen(cases[i].want));
		assert_memory_equal(text, cases[i].want, len);
	}
	len = 0;
	text_trim(&none, &len);
	assert_null(none);
}

static void
whole_numbers_stay_within_int64(void **state)
{
	static const struct {
		const char *text;
		bool good;
		int64_t value;
	} cases[] = {
		{ "0", true, 0 },
		{ "-0", true, 0 },
		{ "7", true, 7 },
		{ "-7", true, -7 },
		{ "0012", true, 12 },
		{ "9223372036854775807", true, INT64_MAX },
		{ "-9223372036854775808", true, INT64_MIN },
		{ "9223372036854775808", false, 0 },
		{ "-9223372036854775809", false, 0 },
		{ "18446744073709551616", false, 0 },
		{ "99999999999999999999999999999999", false, 0 },
		{ "", false, 0 },
		{ "-", false, 0 },
		{ "+1", false, 0 },
		{ "--1", false, 0 },
		{ "1-", false, 0 },
		{ " 1", false, 0 },
		{ "1 ", false, 0 },
		{ "12abc", false, 0 },
		{ "1e3", false, 0 },
		{ "1.9", false, 0 },
		{ "0x10", false, 0 },
		{ "true", false, 0 },
		{ "\xd9\xa1", false, 0 }, /* an Arabic digit */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t value = 42;
		bool good = text_integer(cases[i].text, strlen(cases[i].text), &value);

		if (good != cases[i].good || value != (cases[i].good ? cases[i].value : 42))
			fail_msg("%s", cases[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_well_formed_utf8_is_valid),
		cmocka_unit_test(every_code_point_is_read_as_it_was_written),
		cmocka_unit_test(length_counts_code_points),
		cmocka_unit_test(controls_are_c0_c1_and_del),
		cmocka_unit_test(texts_compare_as_their_names_say),
		cmocka_unit_test(white_space_is_cut_from_both_ends),
		cmocka_unit_test(whole_numbers_stay_within_int64),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
