/* Cookies: read strictly, written so that they stay on this host. */
#include "web/cookie.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/web/fake.h"

static void
cookies_are_read_in_order(void **state)
{
	struct arena *a = arena_new();
	struct pairs pairs;

	(void)state;
	assert_int_equal(cookie_read(a, "__Host-visitor=abc; theme=dark;__Host-lang=pt;  e=", &pairs), OK);
	assert_int_equal(pairs.count, 4);
	assert_string_equal(pairs_get(&pairs, COOKIE_VISITOR), "abc");
	assert_string_equal(pairs_get(&pairs, COOKIE_LANGUAGE), "pt");
	assert_string_equal(pairs_get(&pairs, "e"), "");
	assert_int_equal(cookie_read(a, NULL, &pairs), OK);
	assert_int_equal(pairs.count, 0);
	assert_int_equal(cookie_read(a, "", &pairs), OK);
	assert_int_equal(pairs.count, 0);
	arena_free(a);
}

static void
what_is_no_cookie_is_passed_over(void **state)
{
	static const char *const cases[] = {
		"alone",      "=x",         "a b=c", "a=b c",   "a=\"q\"", "a=b,c", "a=b\\c",
		"\xc3\xa9=x", "a=\xc3\xa9", ";;;",   "a[]=b\"", "(a)=b",   " ; ",   "a\t=b",
	};
	struct arena *a = arena_new();
	struct pairs pairs;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(cookie_read(a, arena_text(a, "%s; __Host-lang=pt", cases[i]), &pairs), OK);
		assert_int_equal(pairs.count, 1);
		assert_string_equal(pairs_get(&pairs, COOKIE_LANGUAGE), "pt");
	}
	arena_free(a);
}

static void
one_of_ours_twice_is_refused(void **state)
{
	struct arena *a = arena_new();
	struct pairs pairs;

	(void)state;
	assert_int_equal(cookie_read(a, "__Host-session=a; __Host-session=b", &pairs), ERR_INVALID);
	assert_int_equal(cookie_read(a, "__Host-session=a; x=1; __Host-session=a", &pairs), ERR_INVALID);
	assert_int_equal(cookie_read(a, "x=1; x=2", &pairs), OK);
	arena_free(a);
}

static void
more_than_100_cookies_are_refused(void **state)
{
	struct arena *a = arena_new();
	struct buffer jar = buffer_new(a, 4096);
	struct pairs pairs;

	(void)state;
	for (int i = 0; i < PAIRS_MAX; i++)
		buffer_format(&jar, "c%d=1; ", i);
	assert_int_equal(cookie_read(a, buffer_string(&jar), &pairs), OK);
	buffer_text(&jar, "more=1");
	assert_int_equal(cookie_read(a, buffer_string(&jar), &pairs), ERR_INVALID);
	arena_free(a);
}

static void
a_cookie_is_set_for_this_host_alone(void **state)
{
	struct fake f;

	(void)state;
	fake_open(&f);
	cookie_set(&f.response, COOKIE_LANGUAGE, "pt", 60);
	cookie_set(&f.response, COOKIE_VISITOR, "abc", 0);
	cookie_drop(&f.response, COOKIE_SESSION);
	assert_non_null(strstr(fake_answer(&f), "Set-Cookie: __Host-lang=pt; Path=/; Secure; HttpOnly; "
						"SameSite=Lax; Max-Age=60\r\n"));
	assert_non_null(strstr(fake_answer(&f),
			       "Set-Cookie: __Host-visitor=abc; Path=/; Secure; HttpOnly; SameSite=Lax\r\n"));
	assert_non_null(strstr(fake_answer(&f), "Set-Cookie: __Host-session=; Path=/; Secure; HttpOnly; "
						"SameSite=Lax; Max-Age=0\r\n"));
	fake_close(&f);
}

/* R26. */
static void
a_value_that_would_end_the_cookie_breaks_the_answer(void **state)
{
	static const char *const cases[] = { "a;b",  "a b",       "a,b",   "a\"b",
					     "a\\b", "a\r\nX: y", "a\x01", "\xc3\xa9" };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;

		fake_open(&f);
		cookie_set(&f.response, COOKIE_LANGUAGE, cases[i], 60);
		assert_true(f.response.broken);
		assert_null(strstr(fake_answer(&f), "Set-Cookie"));
		assert_non_null(strstr(fake_answer(&f), "Status: 500"));
		fake_close(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {

		cmocka_unit_test(cookies_are_read_in_order),
		cmocka_unit_test(what_is_no_cookie_is_passed_over),
		cmocka_unit_test(one_of_ours_twice_is_refused),
		cmocka_unit_test(more_than_100_cookies_are_refused),
		cmocka_unit_test(a_cookie_is_set_for_this_host_alone),
		cmocka_unit_test(a_value_that_would_end_the_cookie_breaks_the_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
