/* What is JSON to us and what is not, and what the worst of it costs. */
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BYTES(literal) literal, sizeof(literal) - 1

static bool
accepts(const char *text, size_t len, const char **why)
{
	struct arena *a = arena_new();
	struct json *v = NULL;
	size_t at = SIZE_MAX;
	enum err e;

	*why = NULL;
	e = json_read(a, text, len, &v, why, &at);
	assert_true(e == OK || (e == ERR_INVALID && v == NULL && *why != NULL && at <= len));
	arena_free(a);
	return e == OK;
}

static const struct {
	const char *text;
	enum json_kind kind;
} good[] = {
	{ "null", JSON_NULL },
	{ "true", JSON_BOOL },
	{ " \t\r\n false \n", JSON_BOOL },
	{ "0", JSON_INTEGER },
	{ "-0", JSON_INTEGER },
	{ "9223372036854775807", JSON_INTEGER },
	{ "-9223372036854775808", JSON_INTEGER },
	{ "1e3", JSON_REAL },
	{ "1.9", JSON_REAL },
	{ "-1.5E-7", JSON_REAL },
	{ "1.0", JSON_REAL },
	{ "0e+1", JSON_REAL },
	{ "\"\"", JSON_STRING },
	{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"", JSON_STRING },
	{ "\"\\uD83D\\uDC87\"", JSON_STRING },
	{ "\"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb \xe2\x80\xae\"", JSON_STRING },
	{ "[]", JSON_ARRAY },
	{ "[ 1 , [ ] , { } ]", JSON_ARRAY },
	{ "{}", JSON_OBJECT },
	{ "{ \"a\" : 1 , \"b\" : { \"a\" : null } }", JSON_OBJECT },
	{ "{\"\":0}", JSON_OBJECT },
};

static void
well_formed_documents_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct arena *a = arena_new();
		struct json *v;

		if (json_read(a, good[i].text, strlen(good[i].text), &v, NULL, NULL) != OK)
			fail_msg("%s", good[i].text);
		if (json_kind(v) != good[i].kind)
			fail_msg("%s is of kind %d", good[i].text, json_kind(v));
		arena_free(a);
	}
}

static const struct {
	const char *text;
	size_t len;
} bad[] = {
	{ BYTES("") },
	{ BYTES(" ") },
	{ BYTES("\xef\xbb\xbf{}") }, /* a byte order mark */
	{ BYTES("nul") },
	{ BYTES("nulll") },
	{ BYTES("True") },
	{ BYTES("NaN") },
	{ BYTES("-NaN") },
	{ BYTES("Infinity") },
	{ BYTES("-Infinity") },
	{ BYTES("[NaN]") },
	{ BYTES("undefined") },
	/* numbers */
	{ BYTES("-") },
	{ BYTES("+1") },
	{ BYTES("01") },
	{ BYTES("-01") },
	{ BYTES("1.") },
	{ BYTES(".5") },
	{ BYTES("1e") },
	{ BYTES("1e+") },
	{ BYTES("1.e3") },
	{ BYTES("0x10") },
	{ BYTES("12abc") },
	{ BYTES("1_000") },
	{ BYTES("1,5") },
	{ BYTES("9223372036854775808") },
	{ BYTES("-9223372036854775809") },
	{ BYTES("18446744073709551616") },
	{ BYTES("[18446744073709551615]") },
	{ BYTES("1e400") },
	{ BYTES("[0,-1e400]") },
	/* strings */
	{ BYTES("'a'") },
	{ BYTES("{'a':1}") },
	{ BYTES("{a:1}") },
	{ BYTES("\"") },
	{ BYTES("\"a") },
	{ BYTES("\"\\") },
	{ BYTES("\"\\\"") },
	{ BYTES("\"\\x41\"") },
	{ BYTES("\"\\'\"") },
	{ BYTES("\"\\u12\"") },
	{ BYTES("\"\\u12g4\"") },
	{ BYTES("\"\\u") },
	{ BYTES("\"\\U0041\"") },
	{ BYTES("\"a\nb\"") },
	{ BYTES("\"a\tb\"") },
	{ BYTES("\"a\0b\"") },
	{ BYTES("\"\\u0000\"") },
	{ BYTES("{\"a\\u0000b\":1}") },
	{ BYTES("\"\\ud83d\"") },
	{ BYTES("\"\\udc87\"") },
	{ BYTES("\"\\udc87\\ud83d\"") },
	{ BYTES("\"\\ud83d\\ud83d\"") },
	{ BYTES("\"\\ud83dx\"") },
	{ BYTES("\"\\ud83d\\n\"") },
	{ BYTES("\"\\ud83d\\u0041\"") },
	{ BYTES("\"\xc0\x80\"") },
	{ BYTES("\"\xc0\xaf\"") },
	{ BYTES("\"\xed\xa0\xbd\xed\xb2\x87\"") },
	{ BYTES("\"\xf4\x90\x80\x80\"") },
	{ BYTES("\"\xff\"") },
	{ BYTES("\"\xe6\xbc\"") },
	{ BYTES("{\"\xe6\xbc\":1}") },
	{ BYTES("\xc2\xa0[]") },
	/* structure */
	{ BYTES("[") },
	{ BYTES("]") },
	{ BYTES("[1") },
	{ BYTES("[1,") },
	{ BYTES("[1,]") },
	{ BYTES("[,1]") },
	{ BYTES("[1 2]") },
	{ BYTES("[1}") },
	{ BYTES("{") },
	{ BYTES("{\"a\"") },
	{ BYTES("{\"a\":") },
	{ BYTES("{\"a\":1") },
	{ BYTES("{\"a\":1,}") },
	{ BYTES("{\"a\" 1}") },
	{ BYTES("{\"a\":1]") },
	{ BYTES("{1:1}") },
	{ BYTES("{\"a\"}") },
	{ BYTES("1 2") },
	{ BYTES("{} {}") },
	{ BYTES("[]]") },
	{ BYTES("{}\0") },
	{ BYTES("{}x") },
	{ BYTES("[1]//") },
	{ BYTES("/* a */ 1") },
	{ BYTES("// a\n1") },
	{ BYTES("[1,/**/2]") },
	/* repeated members */
	{ BYTES("{\"a\":1,\"a\":1}") },
	{ BYTES("{\"a\":1,\"\\u0061\":2}") },
	{ BYTES("{\"a\":{\"b\":1,\"c\":2,\"b\":[1,2,3]}}") },
	{ BYTES("{\"a\":null,\"a\":null}") },
	{ BYTES("[{\"a\":[[1]],\"a\":[[1]]},0]") },
	{ BYTES("{\"\":1,\"\":1}") },
};

static void
all_else_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const char *why;

		if (accepts(bad[i].text, bad[i].len, &why))
			fail_msg("%s was accepted", bad[i].text);
	}
}

static void
refusals_say_why_and_where(void **state)
{
	static const struct {
		const char *text, *why;
		size_t at;
	} cases[] = {
		{ "[1, x]", "A value is expected here.", 4 },
		{ "{\"a\":1,\"a\":2}", "A member is there twice.", 13 },
		{ "{\"a\" 1}", "A colon is expected here.", 5 },
		{ "[1 2]", "A comma or the closing bracket is expected here.", 3 },
		{ "1 2", "Nothing may follow the value.", 2 },
		{ "\"a\xff\"", "This is not valid UTF-8.", 2 },
		{ "\"\\ud83d\"", "A surrogate stands alone.", 7 },
		{ "[9223372036854775808]", "This whole number is too large.", 20 },
	};
	struct arena *a = arena_new();
	struct json *v;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *why;
		size_t at;

		assert_int_equal(json_read(a, cases[i].text, strlen(cases[i].text), &v, &why, &at),
				 ERR_INVALID);
		assert_string_equal(why, cases[i].why);
		assert_int_equal(at, cases[i].at);
	}
	arena_free(a);
}

static void
values_come_out_as_they_went_in(void **state)
{
	static const char text[] =
	    "{\"whole\":-9223372036854775808,\"real\":1e3,\"yes\":true,\"no\":false,"
	    "\"text\":\"\\ud83d\\udc87\\u00e9\\n\",\"none\":null,\"list\":[1,\"two\",[]]}";
	struct arena *a = arena_new();
	const struct json *list;
	const char *name = NULL;
	struct json *v;
	size_t len;

	(void)state;
	assert_int_equal(json_read(a, text, sizeof text - 1, &v, NULL, NULL), OK);
	assert_int_equal(json_count(v), 7);
	assert_true(json_integer(json_member(v, "whole")) == INT64_MIN);
	assert_true(json_real(json_member(v, "real")) == 1000.0);
	assert_true(json_bool(json_member(v, "yes")));
	assert_false(json_bool(json_member(v, "no")));
	assert_string_equal(json_string(json_member(v, "text"), &len), "\xf0\x9f\x92\x87\xc3\xa9\n");
	assert_int_equal(len, 7);
	assert_non_null(json_member(v, "none"));
	assert_int_equal(json_kind(json_member(v, "none")), JSON_NULL);
	list = json_member(v, "list");
	assert_int_equal(json_count(list), 3);
	assert_int_equal(json_integer(json_element(list, 0)), 1);
	assert_string_equal(json_string(json_element(list, 1), NULL), "two");
	assert_int_equal(json_count(json_element(list, 2)), 0);
	assert_null(json_element(list, 3));
	assert_ptr_equal(json_member_at(v, 6, &name), list);
	assert_string_equal(name, "list");
	assert_null(json_member_at(v, 7, &name));
	arena_free(a);
}

static void
asking_for_another_kind_gives_nothing(void **state)
{
	static const char text[] = "{\"text\":\"1\",\"number\":1,\"list\":[0]}";
	struct arena *a = arena_new();
	const char *name;
	struct json *v;

	(void)state;
	assert_int_equal(json_read(a, text, sizeof text - 1, &v, NULL, NULL), OK);
	assert_int_equal(json_integer(json_member(v, "text")), 0);
	assert_true(json_real(json_member(v, "text")) == 0.0);
	assert_true(json_real(json_member(v, "number")) == 1.0);
	assert_false(json_bool(json_member(v, "number")));
	assert_null(json_string(json_member(v, "number"), NULL));
	assert_int_equal(json_count(json_member(v, "text")), 0);
	assert_null(json_element(v, 0));
	assert_null(json_member(json_member(v, "list"), "0"));
	assert_null(json_member_at(json_member(v, "list"), 0, &name));
	assert_null(json_member(v, "absent"));
	assert_int_equal(json_kind(NULL), JSON_NULL);
	assert_null(json_member(NULL, "x"));
	assert_null(json_string(NULL, NULL));
	arena_free(a);
}

static void
depth_thirty_two_is_the_deepest(void **state)
{
	static const char *const brackets[][3] = { { "[", "1", "]" },
						   { "{\"a\":", "1", "}" },
						   { "[", "[]", "]" } };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		for (size_t depth = 31; depth <= 33; depth++) {
			size_t all = depth + (brackets[i][1][0] == '[');
			struct arena *a = arena_new();
			struct buffer b = buffer_new(a, 1000);
			const char *why;

			for (size_t d = 0; d < depth; d++)
				buffer_text(&b, brackets[i][0]);
			buffer_text(&b, brackets[i][1]);
			for (size_t d = 0; d < depth; d++)
				buffer_text(&b, brackets[i][2]);
			if (accepts(b.bytes, b.len, &why) != (all <= JSON_DEPTH))
				fail_msg("depth %zu: %s", all, why == NULL ? "accepted" : why);
			arena_free(a);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(well_formed_documents_are_read),
		cmocka_unit_test(all_else_is_refused),
		cmocka_unit_test(refusals_say_why_and_where),
		cmocka_unit_test(values_come_out_as_they_went_in),
		cmocka_unit_test(asking_for_another_kind_gives_nothing),
		cmocka_unit_test(depth_thirty_two_is_the_deepest),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
