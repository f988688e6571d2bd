/* Urlencoded pairs and percent encoding. */
#include "web/pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
forms_are_read_as_browsers_write_them(void **state)
{
	static const char text[] =
	    "name=In%C3%AAs+Ramalho&note=a%0D%0Ab&&empty=&alone&=x&e=1%2B1%3D2&%E5%90%8D=v";
	static const struct pair want[] = {
		{ "name", "In\xc3\xaas Ramalho" },
		{ "note", "a\r\nb" },
		{ "empty", "" },
		{ "alone", "" },
		{ "", "x" },
		{ "e", "1+1=2" },
		{ "\xe5\x90\x8d", "v" },
	};
	struct arena *a = arena_new();
	struct pairs pairs;

	(void)state;
	assert_int_equal(pairs_read(a, text, sizeof text - 1, &pairs), OK);
	assert_int_equal(pairs.count, sizeof want / sizeof *want);
	for (size_t i = 0; i < pairs.count; i++) {
		assert_string_equal(pairs.items[i].name, want[i].name);
		assert_string_equal(pairs.items[i].value, want[i].value);
	}
	assert_int_equal(pairs_read(a, "", 0, &pairs), OK);
	assert_int_equal(pairs.count, 0);
	arena_free(a);
}

/* R23: what is no text is refused, not repaired. */
static void
what_is_no_text_is_refused(void **state)
{
	static const char *const cases[] = {
		"a=%",
		"a=%4",
		"a=%4g",
		"a=%g4",
		"a=%00",
		"%00=a",
		"a=%C0%80",
		"a=%C1%81",
		"a=%E0%80%80",
		"a=%ED%A0%80%ED%B0%80",
		"a=%F5%80%80%80",
		"a=\xff",
		"a=%E4%B8",
		"ok=1&a=%80",
	};
	struct arena *a = arena_new();
	struct pairs pairs;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(pairs_read(a, cases[i], strlen(cases[i]), &pairs), ERR_INVALID);
	assert_int_equal(pairs_read(a, "a=b\0c", 5, &pairs), ERR_INVALID);
	arena_free(a);
}

static void
texts_of_all_kinds_survive_a_round_trip(void **state)
{
	static const char *const cases[] = {
		"",
		"a b&c=d+e%f?g/h#i;j",
		"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
		"\xe2\x80\xaeright to left",
		"e\xcc\x81 \xc3\xa9",
		"-._~",
		"line\nfeed\ttab\x01",
		"\xf4\x8f\xbf\xbf",
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text =
		    arena_text(a, "%s=%s", percent_write(a, cases[i]), percent_write(a, cases[i]));
		struct pairs pairs;

		assert_int_equal(
		    strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%="),
		    strlen(text));
		assert_int_equal(pairs_read(a, text, strlen(text), &pairs), OK);
		assert_string_equal(pairs.items[0].name, cases[i]);
		assert_string_equal(pairs.items[0].value, cases[i]);
	}
	arena_free(a);
}

static void
plus_is_a_space_only_in_forms(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(percent_read(a, "a+b%2B", 6, true), "a b+");
	assert_string_equal(percent_read(a, "a+b%2B", 6, false), "a+b+");
	arena_free(a);
}

static void
the_first_value_counts_and_all_are_counted(void **state)
{
	struct arena *a = arena_new();
	struct pairs pairs;

	(void)state;
	assert_int_equal(pairs_read(a, "a=1&b=2&a=3", 11, &pairs), OK);
	assert_string_equal(pairs_get(&pairs, "a"), "1");
	assert_int_equal(pairs_times(&pairs, "a"), 2);
	assert_null(pairs_get(&pairs, "A"));
	assert_int_equal(pairs_times(&pairs, ""), 0);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {

		cmocka_unit_test(forms_are_read_as_browsers_write_them),
		cmocka_unit_test(what_is_no_text_is_refused),
		cmocka_unit_test(texts_of_all_kinds_survive_a_round_trip),
		cmocka_unit_test(plus_is_a_space_only_in_forms),
		cmocka_unit_test(the_first_value_counts_and_all_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
