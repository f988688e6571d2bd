/* Catalogues: what they find, and what they refuse. */
#include "view/catalogue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/view/mo.h"

#define HEADER "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3; plural=n>2?2:n>1;\nX: y\n"

static const struct mo_text texts[] = {
	MO_TEXT("", HEADER),          MO_TEXT("Book", "Marcar"),
	MO_TEXT("Later", ""),         MO_TEXT("button\4Book", "Reservar"),
	MO_TEXT("buttons", "botões"), MO_TEXT("one seat\0%d seats", "um\0dois\0muitos"),
};

#define COUNT (sizeof texts / sizeof *texts)

static void
texts_are_found_in_either_byte_order(void **state)
{
	(void)state;
	for (int big = 0; big < 2; big++) {
		struct arena *a = arena_new();
		struct catalogue *c = NULL;
		const char *why = "";
		size_t len;
		unsigned char *bytes = mo_build(a, texts, COUNT, big, &len);

		assert_int_equal(catalogue_read(a, bytes, len, &c, &why), OK);
		assert_string_equal(catalogue_text(c, NULL, "Book", 0), "Marcar");
		assert_string_equal(catalogue_text(c, "button", "Book", 0), "Reservar");
		assert_string_equal(catalogue_text(c, NULL, "buttons", 0), "botões");
		assert_string_equal(catalogue_text(c, NULL, "one seat", 0), "um");
		assert_string_equal(catalogue_text(c, NULL, "one seat", 2), "muitos");
		arena_free(a);
	}
}

static void
what_is_not_there_is_null(void **state)
{
	struct arena *a = arena_new();
	struct catalogue *c = NULL;
	const char *why;
	size_t len;
	unsigned char *bytes = mo_build(a, texts, COUNT, false, &len);

	(void)state;
	assert_int_equal(catalogue_read(a, bytes, len, &c, &why), OK);
	assert_null(catalogue_text(c, NULL, "Boo", 0));
	assert_null(catalogue_text(c, NULL, "Books", 0));
	assert_null(catalogue_text(c, NULL, "Later", 0));
	assert_null(catalogue_text(c, NULL, "Book", 1));
	assert_null(catalogue_text(c, NULL, "one seat", 3));
	assert_null(catalogue_text(c, NULL, "one seat", 4000000000u));
	assert_null(catalogue_text(c, "", "Book", 0));
	assert_null(catalogue_text(c, "butto", "Book", 0));
	assert_null(catalogue_text(c, "buttons", "Book", 0));
	assert_null(catalogue_text(c, "zz", "Book", 0));
	assert_null(catalogue_text(NULL, NULL, "Book", 0));
	arena_free(a);
}

static void
the_plural_rule_is_the_headers_else_that_of_english(void **state)
{
	static const struct mo_text bare[] = { MO_TEXT("", "Language: en\n"), MO_TEXT("a", "b") };
	struct arena *a = arena_new();
	struct catalogue *c = NULL, *plain = NULL;
	const char *why;
	size_t len;
	unsigned char *bytes = mo_build(a, texts, COUNT, false, &len);

	(void)state;
	assert_int_equal(catalogue_read(a, bytes, len, &c, &why), OK);
	bytes = mo_build(a, bare, 2, false, &len);
	assert_int_equal(catalogue_read(a, bytes, len, &plain, &why), OK);
	assert_int_equal(catalogue_forms(c), 3);
	assert_int_equal(catalogue_form(c, 2), 1);
	assert_int_equal(catalogue_form(c, 3), 2);
	assert_int_equal(catalogue_forms(plain), 2);
	assert_int_equal(catalogue_form(plain, 0), 1);
	assert_int_equal(catalogue_form(NULL, 1), 0);
	arena_free(a);
}

/* Damage done to a sound file: a number put at an offset. */
struct damage {
	size_t at;
	uint32_t number;
	const char *why;
};

static void
damaged_files_are_refused(void **state)
{
	static const struct damage damages[] = {
		{ 0, 0x12345678, "not a .mo file" },
		{ 4, 2u << 16, "a .mo file of an unknown revision" },
		{ 8, 0xffffffff, "a damaged .mo file: texts lie outside of it" },
		{ 8, 7, "a damaged .mo file: texts lie outside of it" },
		{ 8, 500, "a damaged .mo file: texts lie outside of it" },
		{ 12, 0xfffffff0, "a damaged .mo file: texts lie outside of it" },
		{ 16, 0xffffffff, "a damaged .mo file: texts lie outside of it" },
		{ 28, 1, "a damaged .mo file: texts lie outside of it" },
		{ 28, 0xffffffff, "a damaged .mo file: texts lie outside of it" },
		{ 32, 0xffffffff, "a damaged .mo file: texts lie outside of it" },
		{ 32, 0, "a damaged .mo file: texts lie outside of it" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		struct arena *a = arena_new();
		struct catalogue *c = NULL;
		const char *why = "";
		size_t len;
		unsigned char *bytes = mo_build(a, texts, COUNT, false, &len);

		mo_number(bytes + damages[i].at, damages[i].number, false);
		if (catalogue_read(a, bytes, len, &c, &why) != ERR_INVALID)
			fail_msg("case %zu is accepted", i);
		assert_string_equal(why, damages[i].why);
		assert_null(c);
		arena_free(a);
	}
}

static void
a_file_cut_anywhere_is_refused(void **state)
{
	struct arena *a = arena_new();
	size_t len;
	unsigned char *whole = mo_build(a, texts, COUNT, false, &len);

	(void)state;
	for (size_t cut = 0; cut < len; cut++) {
		struct arena *inner = arena_new();
		void *bytes = arena_copy(inner, whole, cut);
		struct catalogue *c;
		const char *why;

		assert_int_equal(catalogue_read(inner, bytes, cut, &c, &why), ERR_INVALID);
		arena_free(inner);
	}
	arena_free(a);
}

static void
contents_that_cannot_be_used_are_refused(void **state)
{
	static const struct {
		struct mo_text texts[2];
		const char *why;
	} cases[] = {
		{ { MO_TEXT("b", "x"), MO_TEXT("a", "y") },
		  "a damaged .mo file: texts are not sorted, or not UTF-8" },
		{ { MO_TEXT("a", "x"), MO_TEXT("a", "y") },
		  "a damaged .mo file: texts are not sorted, or not UTF-8" },
		{ { MO_TEXT("a", "x"), MO_TEXT("b", "\377") },
		  "a damaged .mo file: texts are not sorted, or not UTF-8" },
		{ { MO_TEXT("a", "x"), MO_TEXT("b", "y\0\300\200") },
		  "a damaged .mo file: texts are not sorted, or not UTF-8" },
		{ { MO_TEXT("", "Plural-Forms: nplurals=2; plural=m;\n"), MO_TEXT("b", "y") },
		  "its Plural-Forms cannot be understood" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *a = arena_new();
		struct catalogue *c;
		const char *why = "";
		size_t len;
		unsigned char *bytes = mo_build(a, cases[i].texts, 2, false, &len);

		assert_int_equal(catalogue_read(a, bytes, len, &c, &why), ERR_INVALID);
		assert_string_equal(why, cases[i].why);
		arena_free(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_found_in_either_byte_order),
		cmocka_unit_test(what_is_not_there_is_null),
		cmocka_unit_test(the_plural_rule_is_the_headers_else_that_of_english),
		cmocka_unit_test(damaged_files_are_refused),
		cmocka_unit_test(a_file_cut_anywhere_is_refused),
		cmocka_unit_test(contents_that_cannot_be_used_are_refused),
	};

	return cmocka_run_group_tests_name("catalogue", tests, NULL, NULL);
}
