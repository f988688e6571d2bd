/* Cross-site requests: what the browser says, and the token. */
#include "web/csrf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct key key = { .len = 32, .bytes = { 1, 2, 3 } };

/* R33. */
static void
only_requests_of_this_site_pass(void **state)
{
	static const struct {
		const char *fetch_site, *origin, *referer;
		bool same;
	} cases[] = {
		{ "same-origin", NULL, NULL, true },
		{ "same-origin", "https://hora.example", NULL, true },
		{ "none", NULL, NULL, true },
		{ NULL, "https://hora.example", NULL, true },
		{ NULL, "https://hora.example", "https://evil.example/", true },
		{ NULL, NULL, "https://hora.example/s/lumen", true },
		{ NULL, NULL, "https://hora.example/", true },
		{ NULL, NULL, "https://hora.example?x", true },
		{ "cross-site", NULL, NULL, false },
		{ "same-site", NULL, NULL, false },
		{ "cross-site", "https://hora.example", "https://hora.example/", false },
		{ "same-origin", "https://evil.example", NULL, false },
		{ "same-origin", "null", NULL, true },
		{ "cross-site", "null", NULL, false },
		{ "same-site", "null", NULL, false },
		{ "none", "null", NULL, false },
		{ "Same-Origin", NULL, NULL, false },
		{ "", NULL, NULL, false },
		{ NULL, "null", NULL, false },
		{ NULL, "null", "https://hora.example/", false },
		{ NULL, "http://hora.example", NULL, false },
		{ NULL, "https://hora.example:8443", NULL, false },
		{ NULL, "https://hora.example/", NULL, false },
		{ NULL, "https://hora.example.evil.example", NULL, false },
		{ NULL, NULL, "https://hora.example.evil.example/", false },
		{ NULL, NULL, "https://hora.example@evil.example/", false },
		{ NULL, NULL, "https://hora.example", true },
		{ NULL, NULL, "https://evil.example/?https://hora.example/", false },
		{ NULL, NULL, NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct request rq = { .sec_fetch_site = cases[i].fetch_site,
				      .origin = cases[i].origin,
				      .referer = cases[i].referer };

		assert_int_equal(csrf_same_origin(&rq, "https://hora.example"), cases[i].same);
	}
}

static void
a_token_fits_its_subject_and_key_alone(void **state)
{
	static const struct key other = { .len = 32, .bytes = { 1, 2, 4 } };
	struct arena *a = arena_new();
	const char *token = csrf_token(a, &key, "session 1");

	(void)state;
	assert_true(csrf_token_fits(a, &key, "session 1", token));
	assert_false(csrf_token_fits(a, &key, "session 2", token));
	assert_false(csrf_token_fits(a, &key, "visitor 1", token));
	assert_false(csrf_token_fits(a, &key, "", token));
	assert_false(csrf_token_fits(a, &key, NULL, token));
	assert_false(csrf_token_fits(a, &other, "session 1", token));
	assert_false(csrf_token_fits(a, &key, "session 1", NULL));
	assert_false(csrf_token_fits(a, &key, "session 1", ""));
	assert_false(csrf_token_fits(a, &key, "session 1", arena_text(a, "%sA", token)));
	assert_false(csrf_token_fits(a, &key, "session 1", token + 1));
	arena_free(a);
}

static void
a_changed_token_does_not_fit(void **state)
{
	struct arena *a = arena_new();
	char *token = csrf_token(a, &key, "session 1");

	(void)state;
	for (size_t i = 0; token[i] != '\0'; i++) {
		char was = token[i];

		token[i] = was == 'A' ? 'E' : 'A';
		assert_false(csrf_token_fits(a, &key, "session 1", token));
		token[i] = was;
	}
	assert_true(csrf_token_fits(a, &key, "session 1", token));
	arena_free(a);
}

/* Against guessing it from the length of compressed pages. */
static void
no_two_tokens_look_alike(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_not_equal(csrf_token(a, &key, "session 1"), csrf_token(a, &key, "session 1"));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {

		cmocka_unit_test(only_requests_of_this_site_pass),
		cmocka_unit_test(a_token_fits_its_subject_and_key_alone),
		cmocka_unit_test(a_changed_token_does_not_fit),
		cmocka_unit_test(no_two_tokens_look_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
