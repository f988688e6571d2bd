/* What a field takes from text and gives back, kind by kind. */
#include "base/shape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const levels[] = { "junior", "senior", NULL };

struct sample {
	bool agreed;
	int64_t visits;
	int64_t any;
	const char *name;
	const char *note;
	const char *raw;
	int64_t starts;
	int64_t born;
	int64_t price;
	int level;
	struct list tags;
	const void *owner;
};

static const struct field sample_fields[] = {
	FIELD(BOOL, sample, agreed, .required = true),
	FIELD(INT, sample, visits, .least = 0, .most = 99),
	FIELD(INT, sample, any),
	FIELD(TEXT, sample, name, .max = 5, .required = true),
	FIELD(TEXT, sample, note, .lines = true),
	FIELD(TEXT, sample, raw, .keep_space = true),
	FIELD(TIME, sample, starts),
	FIELD(DATE, sample, born),
	FIELD(MONEY, sample, price, .least = 0, .most = 100000),
	FIELD(ENUM, sample, level, .names = levels),
	FIELD(LIST, sample, tags),
	FIELD_AS(RECORD, sample, owner, "keeper"),
};
static const struct shape sample_shape = SHAPE(sample, sample_fields);

static const char *const refused = "(refused)";

#define BYTES(literal) literal, sizeof(literal) - 1

static const struct {
	const char *field, *text;
	size_t len;
	const char *want; /* field_text after; NULL: absent */
} readings[] = {
	{ "agreed", BYTES("on"), "true" },
	{ "agreed", BYTES("true"), "true" },
	{ "agreed", BYTES("yes"), "true" },
	{ "agreed", BYTES(" 1 "), "true" },
	{ "agreed", BYTES("off"), "" },
	{ "agreed", BYTES("false"), "" },
	{ "agreed", BYTES("no"), "" },
	{ "agreed", BYTES("0"), "" },
	{ "agreed", BYTES(""), refused },
	{ "agreed", BYTES("2"), refused },
	{ "agreed", BYTES("TRUE"), refused },
	{ "visits", BYTES("0"), "0" },
	{ "visits", BYTES(" 99\r\n"), "99" },
	{ "visits", BYTES(""), "0" },
	{ "visits", BYTES("100"), refused },
	{ "visits", BYTES("-1"), refused },
	{ "visits", BYTES("12abc"), refused },
	{ "visits", BYTES("1e1"), refused },
	{ "visits", BYTES("1.9"), refused },
	{ "visits", BYTES("true"), refused },
	{ "visits", BYTES("1\0"), refused },
	{ "any", BYTES("9223372036854775807"), "9223372036854775807" },
	{ "any", BYTES("-9223372036854775808"), "-9223372036854775808" },
	{ "any", BYTES("9223372036854775808"), refused },
	{ "any", BYTES("18446744073709551617"), refused },
	{ "name", BYTES("  Ana \t"), "Ana" },
	{ "name", BYTES("\xe3\x80\x80\xc2\xa0\xe6\xbc\xa2\xe3\x80\x80"), "\xe6\xbc\xa2" },
	{ "name", BYTES("\xf0\x9f\x92\x87\xf0\x9f\x92\x87\xf0\x9f\x92\x87\xf0\x9f\x92\x87\xf0\x9f\x92\x87"),
	  "\xf0\x9f\x92\x87\xf0\x9f\x92\x87\xf0\x9f\x92\x87\xf0\x9f\x92\x87\xf0\x9f\x92\x87" },
	{ "name", BYTES("a b c"), "a b c" },
	{ "name", BYTES("abcdef"), refused },
	{ "name", BYTES(""), refused },
	{ "name", BYTES(" \xe3\x80\x80 "), refused },
	{ "name", BYTES("a\nb"), refused },
	{ "name", BYTES("a\tb"), refused },
	{ "name", BYTES("a\x7f"), refused },
	{ "name", BYTES("a\xc2\x85z"), refused },
	{ "name", BYTES("a\0b"), refused },
	{ "name", BYTES("\xc0\xaf"), refused },
	{ "name", BYTES("\xed\xa0\x80"), refused },
	{ "name", BYTES("\xff"), refused },
	{ "note", BYTES("one\r\ntwo\n\tthree"), "one\ntwo\n\tthree" },
	{ "note", BYTES("one\rtwo"), refused },
	{ "note", BYTES("one\x1b[31m"), refused },
	{ "note",
	  BYTES("\xe2\x80\xae"
		"abc"),
	  "\xe2\x80\xae"
	  "abc" },
	{ "note", BYTES(""), NULL },
	{ "raw", BYTES("  a  "), "  a  " },
	{ "raw", BYTES(" "), " " },
	{ "raw", BYTES(""), NULL },
	{ "starts", BYTES("2026-03-29T01:30:00+01:00"), "2026-03-29T00:30:00Z" },
	{ "starts", BYTES("2026-03-29T01:30"), refused },
	{ "starts", BYTES("1774744200"), refused },
	{ "starts", BYTES(""), NULL },
	{ "born", BYTES("2000-02-29"), "2000-02-29" },
	{ "born", BYTES("1900-02-29"), refused },
	{ "born", BYTES(""), NULL },
	{ "price", BYTES("1990"), "1990" },
	{ "price", BYTES("19.90"), refused },
	{ "price", BYTES("-5"), refused },
	{ "price", BYTES("100001"), refused },
	{ "level", BYTES("senior"), "senior" },
	{ "level", BYTES("Senior"), refused },
	{ "level", BYTES("1"), refused },
	{ "level", BYTES(""), "junior" },
};

static void
fields_read_what_they_should_and_refuse_the_rest(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
		const struct field *f =
		    shape_field(&sample_shape, readings[i].field, strlen(readings[i].field));
		struct arena *a = arena_new();
		struct sample sample, before;
		const char *why = NULL, *got = refused;
		enum err e;

		memset(&sample, 0x5a, sizeof sample);
		before = sample;
		e = field_read(f, a, readings[i].text, readings[i].len, &sample, &why);
		if (e == OK)
			got = field_text(f, a, &sample);
		else
			assert_memory_equal(&sample, &before, sizeof sample);
		if ((e != OK && e != ERR_INVALID) || (e == OK) != (why == NULL))
			fail_msg("%s %s: error %d", readings[i].field, readings[i].text, e);
		if ((got == NULL) != (readings[i].want == NULL)
		    || (got != NULL && strcmp(got, readings[i].want) != 0))
			fail_msg("%s %s: %s", readings[i].field, readings[i].text,
				 got == NULL ? "(absent)" : got);
		arena_free(a);
	}
}

static void
length_is_counted_in_characters_after_line_ends_are_joined(void **state)
{
	static const struct field lines = FIELD(TEXT, sample, note, .lines = true, .max = 3);
	struct arena *a = arena_new();
	struct sample sample;
	const char *why;

	(void)state;
	assert_int_equal(field_read(&lines, a, "a\r\nb", 4, &sample, &why), OK);
	assert_string_equal(sample.note, "a\nb");
	assert_int_equal(field_read(&lines, a, "a\r\n\r\nb", 6, &sample, &why), ERR_INVALID);
	assert_string_equal(why, "This text is too long.");
	arena_free(a);
}

static void
two_hundred_characters_are_the_usual_limit(void **state)
{
	struct arena *a = arena_new();
	char text[201];
	struct sample sample;
	const char *why;

	(void)state;
	memset(text, 'x', sizeof text);
	assert_int_equal(field_read(&sample_fields[4], a, text, 200, &sample, &why), OK);
	assert_int_equal(field_read(&sample_fields[4], a, text, 201, &sample, &why), ERR_INVALID);
	arena_free(a);
}

static void
lists_and_records_are_not_read_from_text(void **state)
{
	struct arena *a = arena_new();
	struct sample sample;
	const char *why;

	(void)state;
	shape_clear(&sample_shape, &sample);
	for (size_t i = 10; i < 12; i++) {
		assert_int_equal(field_read(&sample_fields[i], a, "x", 1, &sample, &why), ERR_INTERNAL);
		assert_null(field_text(&sample_fields[i], a, &sample));
	}
	arena_free(a);
}

static void
a_cleared_record_is_absent_throughout(void **state)
{
	struct sample sample;

	(void)state;
	memset(&sample, 0x5a, sizeof sample);
	shape_clear(&sample_shape, &sample);
	assert_false(sample.agreed);
	assert_int_equal(sample.visits, 0);
	assert_null(sample.name);
	assert_true(sample.starts == TIME_NONE);
	assert_true(sample.born == DATE_NONE);
	assert_int_equal(sample.level, 0);
	assert_null(sample.tags.items);
	assert_int_equal(sample.tags.count, 0);
	assert_null(sample.owner);
}

static void
a_field_is_found_by_its_whole_name(void **state)
{
	struct sample sample;
	const struct field *keeper = shape_field(&sample_shape, "keeper!", 6);

	(void)state;
	assert_ptr_equal(keeper, &sample_fields[11]);
	assert_ptr_equal(field_at(keeper, &sample), &sample.owner);
	assert_ptr_equal(field_in(keeper, &sample), &sample.owner);
	assert_null(shape_field(&sample_shape, "keep", 4));
	assert_null(shape_field(&sample_shape, "owner", 5));
	assert_null(shape_field(&sample_shape, "", 0));
}

static void
an_enum_outside_its_names_has_no_text(void **state)
{
	struct sample sample = { .level = -1 };
	struct arena *a = arena_new();

	(void)state;
	assert_null(field_text(&sample_fields[9], a, &sample));
	sample.level = 2;
	assert_null(field_text(&sample_fields[9], a, &sample));
	sample.level = INT32_MAX;
	assert_null(field_text(&sample_fields[9], a, &sample));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_read_what_they_should_and_refuse_the_rest),
		cmocka_unit_test(length_is_counted_in_characters_after_line_ends_are_joined),
		cmocka_unit_test(two_hundred_characters_are_the_usual_limit),
		cmocka_unit_test(lists_and_records_are_not_read_from_text),
		cmocka_unit_test(a_cleared_record_is_absent_throughout),
		cmocka_unit_test(a_field_is_found_by_its_whole_name),
		cmocka_unit_test(an_enum_outside_its_names_has_no_text),
	};

	return cmocka_run_group_tests_name("shape", tests, NULL, NULL);
}
