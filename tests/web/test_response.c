/* Answers: what every one carries, and what cannot be smuggled into one. */
#include "web/response.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/web/fake.h"

/* How often a header's line begins an answer's head. */
static int
times(const char *answer, const char *header)
{
	const char *end = strstr(answer, "\r\n\r\n");
	const char *line = answer;
	int count = 0;

	while (line != NULL && line < end) {
		count += strncmp(line, header, strlen(header)) == 0 && line[strlen(header)] == ':';
		line = strstr(line, "\r\n");
		line = line == NULL ? NULL : line + 2;
	}
	return count;
}

/* R21; HSTS is nginx's. */
static void
every_answer_protects_the_browser_once(void **state)
{
	static const char *const headers[] = {
		"Content-Security-Policy", "X-Content-Type-Options",     "Referrer-Policy",
		"Permissions-Policy",      "Cross-Origin-Opener-Policy", "Cache-Control",
		"Content-Length"
	};
	static const int statuses[] = { 200, 303, 400, 404, 409, 422, 500, 503 };

	(void)state;
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		struct fake f;

		fake_open(&f);
		f.response.status = statuses[i];
		for (size_t j = 0; j < sizeof headers / sizeof *headers; j++)
			assert_int_equal(times(fake_answer(&f), headers[j]), 1);
		assert_null(strstr(fake_answer(&f), "unsafe"));
		assert_non_null(strstr(fake_answer(&f), "Cache-Control: no-store\r\n"));
		assert_non_null(strstr(fake_answer(&f), "frame-ancestors 'none'\r\n"));
		assert_int_equal(times(fake_answer(&f), "Strict-Transport-Security"), 0);
		fake_close(&f);
	}
}

static void
a_page_may_be_framed_use_the_camera_or_hide_its_address(void **state)
{
	struct fake f;

	(void)state;
	fake_open(&f);
	f.response.frames = "https://partner.example";
	f.response.camera = true;
	f.response.no_referrer = true;
	assert_non_null(strstr(fake_answer(&f), "frame-ancestors https://partner.example\r\n"));
	assert_non_null(strstr(fake_answer(&f), "camera=(self)\r\n"));
	assert_non_null(strstr(fake_answer(&f), "Referrer-Policy: no-referrer\r\n"));
	fake_close(&f);
}

/* R26: 0 extra header lines. */
static void
no_header_smuggles_in_another(void **state)
{
	static const struct {
		const char *name, *value;
	} cases[] = {
		{ "X-Note", "a\r\nSet-Cookie: b=c" },
		{ "X-Note", "a\nb" },
		{ "X-Note", "a\rb" },
		{ "X-Note", "a\x0b" },
		{ "X-Note", "\x7f" },
		{ "X-Note\r\nY", "a" },
		{ "X Note", "a" },
		{ "", "a" },
		{ "X-Note:", "a" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;

		fake_open(&f);
		response_header(&f.response, cases[i].name, cases[i].value);
		assert_true(f.response.broken);
		assert_non_null(strstr(fake_answer(&f), "Status: 500"));
		assert_null(strstr(fake_answer(&f), "X-Note"));
		assert_int_equal(times(fake_answer(&f), "Set-Cookie"), 0);
		fake_close(&f);
	}
}

static void
a_redirect_stays_on_the_site(void **state)
{
	static const char *const refused[] = { "//evil.example",
					       "https://evil.example/",
					       "/\\evil.example",
					       "/a\r\nSet-Cookie: x=y",
					       "",
					       "b",
					       "/a b" };
	struct fake f;

	(void)state;
	fake_open(&f);
	assert_int_equal(redirect(&f.response, "/b/%s", "abc"), OK);
	assert_false(f.response.broken);
	assert_int_equal(f.response.status, 303);
	assert_non_null(strstr(fake_answer(&f), "Location: /b/abc\r\n"));
	fake_close(&f);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		fake_open(&f);
		assert_int_equal(redirect(&f.response, "%s", refused[i]), OK);
		assert_true(f.response.broken);
		assert_null(strstr(fake_answer(&f), "Location"));
		fake_close(&f);
	}
	fake_open(&f);
	assert_int_equal(redirect(&f.response, "/%03000d", 1), OK);
	assert_true(f.response.broken);
	fake_close(&f);
}

static void
a_redirect_away_is_https_and_whole(void **state)
{
	static const char *const refused[] = {
		"http://pay.example/",          "javascript:alert(1)", "//pay.example", "/a",
		"https://pay.example/\r\nX: y", "https://a b"
	};
	struct fake f;

	(void)state;
	fake_open(&f);
	assert_int_equal(redirect_away(&f.response, "https://pay.example/c/1?x=%20"), OK);
	assert_non_null(strstr(fake_answer(&f), "Location: https://pay.example/c/1?x=%20\r\n"));
	fake_close(&f);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		fake_open(&f);
		assert_int_equal(redirect_away(&f.response, refused[i]), OK);
		assert_true(f.response.broken);
		fake_close(&f);
	}
}

static void
a_file_s_name_cannot_break_out(void **state)
{
	static const struct {
		const char *name, *want;
	} cases[] = {
		{ "booking.ics", "filename=\"booking.ics\"; filename*=UTF-8''booking.ics\r\n" },
		{ "Fran\xc3\xa7oise.ics",
		  "filename=\"Fran_oise.ics\"; filename*=UTF-8''Fran%C3%A7oise.ics\r\n" },
		{ "a\".html", "filename=\"a_.html\"; filename*=UTF-8''a_.html\r\n" },
		{ "../../etc/passwd",
		  "filename=\"_._.._etc_passwd\"; filename*=UTF-8''_._.._etc_passwd\r\n" },
		{ "a\r\nX: y", "filename=\"a__X__y\"; filename*=UTF-8''a__X_%20y\r\n" },
		{ "", "filename=\"file\"; filename*=UTF-8''file\r\n" },
		{ "\xff", "filename=\"file\"; filename*=UTF-8''file\r\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;

		fake_open(&f);
		assert_int_equal(
		    send_file(&f.response, "text/calendar; charset=utf-8", cases[i].name, "X", 1), OK);
		assert_false(f.response.broken);
		assert_non_null(strstr(fake_answer(&f), "Content-Type: text/calendar; charset=utf-8\r\n"));
		assert_int_equal(times(fake_answer(&f), "Content-Disposition"), 1);
		assert_int_equal(times(fake_answer(&f), "X"), 0);
		assert_non_null(strstr(fake_answer(&f), cases[i].want));
		fake_close(&f);
	}
}

static void
who_has_the_version_gets_a_304_without_body(void **state)
{
	static const struct {
		const char *sent;
		bool has;
	} cases[] = {
		{ "\"7\"", true },
		{ "W/\"7\"", true },
		{ "\"6\", \"7\"", true },
		{ "*", true },
		{ "\"6\",W/\"7\"", true },
		{ "\"7", false },
		{ "7", false },
		{ "\"77\"", false },
		{ "\"6\"", false },
		{ "\"6\" \"7\"", false },
		{ ",", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;

		fake_open(&f);
		assert_int_equal(
		    fake_head(&f, "GET", "/", arena_text(f.arena, "HTTP_IF_NONE_MATCH=%s", cases[i].sent)),
		    OK);
		assert_int_equal(response_unchanged(&f.response, "7"), cases[i].has);
		buffer_text(&f.response.body, "the page");
		f.response.type = "text/html";
		assert_int_equal(f.response.status, cases[i].has ? 304 : 200);
		assert_non_null(strstr(fake_answer(&f), "ETag: \"7\"\r\n"));
		assert_non_null(strstr(fake_answer(&f), "Cache-Control: private, no-cache\r\n"));
		assert_non_null(strstr(fake_answer(&f), "Vary: "));
		assert_int_equal(strstr(fake_answer(&f), "the page") == NULL, cases[i].has);
		assert_int_equal(times(fake_answer(&f), "Content-Length"), cases[i].has ? 0 : 1);
		fake_close(&f);
	}
}

static void
the_tag_of_a_page_differs_by_edition_and_variant(void **state)
{
	const char *tags[3];
	struct arena *a = arena_new();

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct fake f;

		fake_open(&f);
		f.response.edition = i == 2 ? "e2" : "e1";
		f.response.variant = i == 0 ? "en visitor 1" : "en visitor 2";
		assert_false(response_unchanged(&f.response, "7"));
		tags[i] = arena_dup(a, strstr(fake_answer(&f), "ETag"));
		assert_null(strstr(tags[i], "visitor"));
		fake_close(&f);
	}
	assert_string_not_equal(tags[0], tags[1]);
	assert_string_not_equal(tags[1], tags[2]);
	arena_free(a);
}

static void
a_change_names_the_version_it_changes(void **state)
{
	static const struct {
		const char *sent;
		enum err e;
		int status;
	} cases[] = {
		{ NULL, ERR_INVALID, 428 },         { "HTTP_IF_MATCH=\"6\"", ERR_CONFLICT, 412 },
		{ "HTTP_IF_MATCH=\"7\"", OK, 200 }, { "HTTP_IF_MATCH=W/\"7\"", OK, 200 },
		{ "HTTP_IF_MATCH=*", OK, 200 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;

		fake_open(&f);
		assert_int_equal(cases[i].sent == NULL ? fake_head(&f, "PATCH", "/")
						       : fake_head(&f, "PATCH", "/", cases[i].sent),
				 OK);
		assert_int_equal(response_match(&f.response, "7"), cases[i].e);
		assert_int_equal(f.response.status, cases[i].status);
		fake_close(&f);
	}
}

static void
head_is_answered_without_a_body(void **state)
{
	const char *answer;
	struct fake f;

	(void)state;
	fake_open(&f);
	assert_int_equal(fake_head(&f, "HEAD", "/"), OK);
	buffer_text(&f.response.body, "the page");
	answer = fake_answer(&f);
	assert_non_null(strstr(answer, "Content-Length: 8\r\n"));
	assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n");
	fake_close(&f);
}

static void
starting_over_keeps_the_cookies_alone(void **state)
{
	struct fake f;

	(void)state;
	fake_open(&f);
	response_header(&f.response, "Set-Cookie", "a=b");
	response_header(&f.response, "ETag", "\"1\"");
	buffer_text(&f.response.body, "half a page");
	f.response.status = 201;
	response_reset(&f.response);
	assert_int_equal(f.response.status, 200);
	assert_int_equal(times(fake_answer(&f), "Set-Cookie"), 1);
	assert_int_equal(times(fake_answer(&f), "ETag"), 0);
	assert_null(strstr(fake_answer(&f), "half a page"));
	fake_close(&f);
}

static void
an_answer_that_does_not_fit_becomes_an_error(void **state)
{
	struct fake f;

	(void)state;
	fake_open(&f);
	f.response.body = buffer_new(f.arena, 10);
	buffer_text(&f.response.body, "much too long");
	assert_non_null(strstr(fake_answer(&f), "Status: 500"));
	fake_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_answer_protects_the_browser_once),
		cmocka_unit_test(a_page_may_be_framed_use_the_camera_or_hide_its_address),
		cmocka_unit_test(no_header_smuggles_in_another),
		cmocka_unit_test(a_redirect_stays_on_the_site),
		cmocka_unit_test(a_redirect_away_is_https_and_whole),
		cmocka_unit_test(a_file_s_name_cannot_break_out),
		cmocka_unit_test(who_has_the_version_gets_a_304_without_body),
		cmocka_unit_test(the_tag_of_a_page_differs_by_edition_and_variant),
		cmocka_unit_test(a_change_names_the_version_it_changes),
		cmocka_unit_test(head_is_answered_without_a_body),
		cmocka_unit_test(starting_over_keeps_the_cookies_alone),
		cmocka_unit_test(an_answer_that_does_not_fit_becomes_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
