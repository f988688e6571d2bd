/* Reading requests: what is taken, what is refused, and with which status. */
#include "web/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/web/fake.h"

static void
a_path_is_decoded_once(void **state)
{
	static const struct {
		const char *target, *path;
	} cases[] = {
		{ "/", "/" },
		{ "/?", "/" },
		{ "/s/lumen", "/s/lumen" },
		{ "/s/%6Cumen", "/s/lumen" },
		{ "/s/caf%C3%A9", "/s/caf\xc3\xa9" },
		{ "/s/a%2525", "/s/a%25" },
		{ "/s/a+b", "/s/a+b" },
		{ "/s/a%20b", "/s/a b" },
		{ "/s/...", "/s/..." },
		{ "/s/a?x=/../b", "/s/a" },
		{ "/%E9%A0%90%E7%B4%84", "/\xe9\xa0\x90\xe7\xb4\x84" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;

		fake_open(&f);
		assert_int_equal(fake_head(&f, "GET", cases[i].target), OK);
		assert_string_equal(f.request.path, cases[i].path);
		assert_string_equal(f.request.target, cases[i].target);
		fake_close(&f);
	}
}

static void
a_hostile_path_is_refused(void **state)
{
	static const struct {
		const char *target;
		int status;
	} cases[] = {
		{ "", 400 },
		{ "s/lumen", 400 },
		{ "*", 400 },
		{ "http://evil.example/", 400 },
		{ "//evil.example/", 404 },
		{ "/s//lumen", 404 },
		{ "/s/", 404 },
		{ "/.", 400 },
		{ "/..", 400 },
		{ "/s/../admin", 400 },
		{ "/s/%2e%2e/admin", 400 },
		{ "/s/%2E./admin", 400 },
		{ "/s/.%2e", 400 },
		{ "/s%2Flumen", 400 },
		{ "/s%5Clumen", 400 },
		{ "/s\\lumen", 400 },
		{ "/s/%00", 400 },
		{ "/s/a%00b", 400 },
		{ "/s/%0d%0aSet-Cookie:x=1", 400 },
		{ "/s/%09", 400 },
		{ "/s/%7f", 400 },
		{ "/s/%C2%80", 400 },
		{ "/s/%C0%AE", 400 },
		{ "/s/%ED%A0%80", 400 },
		{ "/s/%FF", 400 },
		{ "/s/%F4%90%80%80", 400 },
		{ "/s/\xff", 400 },
		{ "/s/%", 400 },
		{ "/s/%2", 400 },
		{ "/s/%zz", 400 },
		{ "/s/%u0041", 400 },
		{ "/s/a b", 400 },
		{ "/s/a#b", 400 },
		{ "/s/a\tb", 400 },
		{ "/s/a\rb", 400 },
		{ "/?a=%zz", 400 },
		{ "/?a=%00", 400 },
		{ "/?a=%C3", 400 },
		{ "/?%00=a", 400 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;

		fake_open(&f);
		assert_int_not_equal(fake_head(&f, "GET", cases[i].target), OK);
		assert_int_equal(f.response.status, cases[i].status);
		fake_close(&f);
	}
}

static void
the_bounds_of_the_head_are_exact(void **state)
{
	struct {
		const char *name;
		size_t fits;
		const char *before;
		int status;
	} cases[] = {
		{ "path", PATH_BYTES_MAX, "", 414 },
		{ "query", QUERY_BYTES_MAX, "/?", 414 },
		{ "cookie", COOKIE_BYTES_MAX, "HTTP_COOKIE=", 431 },
		{ "header", 4096, "HTTP_ACCEPT=", 431 },
	};
	static char long_text[8192];

	(void)state;
	memset(long_text, 'a', sizeof long_text - 1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (size_t over = 0; over < 2; over++) {
			const char *text;
			struct fake f;
			enum err e;

			fake_open(&f);
			text = arena_text(f.arena, "%s%.*s", cases[i].before, (int)(cases[i].fits + over),
					  long_text);
			if (i == 0)
				e = fake_head(&f, "GET", arena_text(f.arena, "/%s", text + 1));
			else if (i == 1)
				e = fake_head(&f, "GET", text);
			else
				e = fake_head(&f, "GET", "/", text);
			assert_int_equal(e, over == 0 ? OK : ERR_INVALID);
			if (over == 1)
				assert_int_equal(f.response.status, cases[i].status);
			fake_close(&f);
		}
	}
}

static void
a_query_has_at_most_100_fields(void **state)
{
	(void)state;
	for (int count = PAIRS_MAX; count <= PAIRS_MAX + 1; count++) {
		struct fake f;
		struct buffer target;

		fake_open(&f);
		target = buffer_new(f.arena, 4096);
		buffer_text(&target, "/?");
		for (int i = 0; i < count; i++)
			buffer_format(&target, "a%d=%d&", i, i);
		assert_int_equal(fake_head(&f, "GET", buffer_string(&target)),
				 count == PAIRS_MAX ? OK : ERR_INVALID);
		fake_close(&f);
	}
}

static void
an_incomplete_request_is_refused(void **state)
{
	struct fake f;

	(void)state;
	fake_open(&f);
	assert_int_equal(fake_head(&f, NULL, "/"), ERR_INVALID);
	assert_int_equal(f.response.status, 400);
	fake_close(&f);
	fake_open(&f);
	assert_int_equal(fake_head(&f, "GET", NULL), ERR_INVALID);
	assert_int_equal(f.response.status, 400);
	fake_close(&f);
	fake_open(&f);
	assert_int_equal(request_head(&f.request, &f.response, (const char *const[]){ NULL }), ERR_INVALID);
	assert_non_null(f.request.id);
	fake_close(&f);
}

static void
a_parameter_that_comes_twice_is_refused(void **state)
{
	static const char *const names[] = {
		"REQUEST_METHOD",     "REQUEST_URI",   "CONTENT_LENGTH",       "CONTENT_TYPE",
		"REMOTE_ADDR",        "REQUEST_ID",    "HORA_INSIDE",          "HTTP_HOST",
		"HTTP_COOKIE",        "HTTP_ORIGIN",   "HTTP_AUTHORIZATION",   "HTTP_SEC_FETCH_SITE",
		"HTTP_X_CSRF_TOKEN",  "HTTP_IF_MATCH", "HTTP_IDEMPOTENCY_KEY", "HTTP_REFERER",
		"HTTP_HORA_QUESTION",
	};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *one = NULL;
		struct fake f;

		fake_open(&f);
		one = arena_text(f.arena, "%s=1", names[i]);
		assert_int_equal(fake_head(&f, "GET", "/", one, one), ERR_INVALID);
		assert_int_equal(f.response.status, 400);
		fake_close(&f);
	}
}

/* R20: what nginx does not set is as good as not sent. */
static void
what_a_client_calls_itself_changes_nothing(void **state)
{
	struct fake f;

	(void)state;
	fake_open(&f);
	assert_int_equal(
	    fake_head(&f, "GET", "/s/lumen", "REMOTE_ADDR=127.0.0.1", "HTTP_X_FORWARDED_FOR=6.6.6.6",
		      "HTTP_X_REAL_IP=6.6.6.6", "HTTP_FORWARDED=for=6.6.6.6", "HTTP_PROXY=http://evil",
		      "HTTP_X_HTTP_METHOD_OVERRIDE=DELETE", "HTTP_X_ORIGINAL_URL=/admin",
		      "HTTP_X_REWRITE_URL=/admin", "HTTP_HORA_INSIDE=yes", "PATH_INFO=/admin",
		      "SCRIPT_NAME=/admin", "QUERY_STRING=a=1", "REMOTE_USER=owner", "http_origin=null"),
	    OK);
	assert_string_equal(f.request.address, "127.0.0.1");
	assert_string_equal(f.request.path, "/s/lumen");
	assert_int_equal(f.request.method, GET);
	assert_int_equal(f.request.query.count, 0);
	assert_null(f.request.origin);
	assert_false(f.request.inside);
	fake_close(&f);
}

static void
control_characters_in_a_header_are_refused(void **state)
{
	static const char *const cases[] = {
		"HTTP_ORIGIN=https://a\r\nX: y", "HTTP_IDEMPOTENCY_KEY=a\nb",
		"HTTP_COOKIE=a=b\x01",           "HTTP_REFERER=/\x7f",
		"HTTP_ACCEPT_LANGUAGE=\xff",     "REMOTE_ADDR=1\t2",
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;

		fake_open(&f);
		assert_int_equal(fake_head(&f, "GET", "/", cases[i]), ERR_INVALID);
		assert_int_equal(f.response.status, 400);
		fake_close(&f);
	}
}

static void
the_method_is_one_of_the_known(void **state)
{
	static const struct {
		const char *name;
		enum method method;
		bool head;
	} cases[] = {
		{ "GET", GET, false },
		{ "HEAD", GET, true },
		{ "POST", POST, false },
		{ "PUT", PUT, false },
		{ "PATCH", PATCH, false },
		{ "DELETE", DELETE, false },
		{ "TRACE", METHOD_OTHER, false },
		{ "get", METHOD_OTHER, false },
		{ "", METHOD_OTHER, false },
		{ "GETX", METHOD_OTHER, false },
		{ "-", METHOD_OTHER, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;

		fake_open(&f);
		assert_int_equal(fake_head(&f, cases[i].name, "/"), OK);
		assert_int_equal(f.request.method, cases[i].method);
		assert_int_equal(f.request.head, cases[i].head);
		fake_close(&f);
	}
}

static void
the_request_id_is_nginxs_or_made(void **state)
{
	static const char *const refused[] = {
		"",          "a b", "x\"y",
		"../../etc", "é",   "00000000000000000000000000000000000000000000000000000000000000000"
	};
	struct fake f;

	(void)state;
	fake_open(&f);
	assert_int_equal(fake_head(&f, "GET", "/", "REQUEST_ID=0123456789abcdef"), OK);
	assert_string_equal(f.request.id, "0123456789abcdef");
	fake_close(&f);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		fake_open(&f);
		assert_int_equal(fake_head(&f, "GET", "/", arena_text(f.arena, "REQUEST_ID=%s", refused[i])),
				 OK);
		assert_string_not_equal(f.request.id, refused[i]);
		assert_int_equal(strlen(f.request.id), 16);
		fake_close(&f);
	}
}

static void
a_body_is_exactly_as_long_as_announced(void **state)
{
	static const struct {
		const char *length;
		size_t sent;
		int status; /* 0 = read */
	} cases[] = {
		{ "CONTENT_LENGTH=5", 5, 0 },
		{ "CONTENT_LENGTH=0", 0, 0 },
		{ "CONTENT_LENGTH=", 0, 0 },
		{ "CONTENT_LENGTH=100", 100, 0 },
		{ "CONTENT_LENGTH=5", 4, 400 },
		{ "CONTENT_LENGTH=5", 6, 400 },
		{ "CONTENT_LENGTH=5", 0, 400 },
		{ "CONTENT_LENGTH=", 5, 400 },
		{ "CONTENT_LENGTH=101", 101, 413 },
		{ "CONTENT_LENGTH=-1", 0, 400 },
		{ "CONTENT_LENGTH=-0", 0, 400 },
		{ "CONTENT_LENGTH=5x", 5, 400 },
		{ "CONTENT_LENGTH=+5", 5, 400 },
		{ "CONTENT_LENGTH= 5", 5, 400 },
		{ "CONTENT_LENGTH=0x5", 5, 400 },
		{ "CONTENT_LENGTH=9223372036854775807", 5, 413 },
		{ "CONTENT_LENGTH=18446744073709551621", 5, 400 },
	};
	static const char body[200] = "name=Ana&time=10:30 and so on, and on";

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (size_t chunk = 0; chunk < 4; chunk++) {
			struct fake f;
			enum err e;

			fake_open(&f);
			f.chunk = chunk;
			assert_int_equal(fake_head(&f, "POST", "/", cases[i].length), OK);
			e = fake_body(&f, body, cases[i].sent, 100);
			assert_int_equal(e, cases[i].status == 0 ? OK : ERR_INVALID);
			if (cases[i].status != 0) {
				assert_int_equal(f.response.status, cases[i].status);
			} else {
				assert_int_equal(f.request.body_len, cases[i].sent);
				assert_memory_equal(f.request.body, body, cases[i].sent);
			}
			fake_close(&f);
		}
	}
}

static void
encoded_bodies_and_bodies_of_reading_requests_are_refused(void **state)
{
	struct fake f;

	(void)state;
	fake_open(&f);
	assert_int_equal(fake_head(&f, "POST", "/", "CONTENT_LENGTH=3", "HTTP_CONTENT_ENCODING=gzip"), OK);
	assert_int_equal(fake_body(&f, "abc", 3, 100), ERR_INVALID);
	assert_int_equal(f.response.status, 415);
	fake_close(&f);
	fake_open(&f);
	assert_int_equal(fake_head(&f, "GET", "/", "CONTENT_LENGTH=3"), OK);
	assert_int_equal(fake_body(&f, "abc", 3, 100), ERR_INVALID);
	assert_int_equal(f.response.status, 400);
	fake_close(&f);
}

/* R28. */
static void
only_a_place_on_this_site_is_own(void **state)
{
	static const struct {
		const char *target;
		bool own;
	} cases[] = {
		{ "/", true },
		{ "/b/abc?x=1#y", true },
		{ "/a//b", true },
		{ "/%2F/evil.example", true },
		{ NULL, false },
		{ "", false },
		{ "evil.example", false },
		{ "https://evil.example/", false },
		{ "javascript:alert(1)", false },
		{ "//evil.example", false },
		{ "///evil.example", false },
		{ "/\\evil.example", false },
		{ "\\/evil.example", false },
		{ "\\\\evil.example", false },
		{ "/a\\b", false },
		{ "/\t/evil.example", false },
		{ "/\n/evil.example", false },
		{ "/\r\nSet-Cookie: a=b", false },
		{ " /a", false },
		{ "/a b", false },
		{ "/\x7f", false },
		{ "/\xe2\x80\xae", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(path_is_own(cases[i].target), cases[i].own);
}

static void
next_falls_back_when_it_leaves_the_site(void **state)
{
	struct fake f;

	(void)state;
	fake_open(&f);
	assert_int_equal(fake_head(&f, "GET", "/?next=/b/1%3Fa=2"), OK);
	assert_string_equal(request_next(&f.request, "/home"), "/b/1?a=2");
	fake_close(&f);
	fake_open(&f);
	assert_int_equal(fake_head(&f, "GET", "/?next=%2F%2Fevil.example"), OK);
	assert_string_equal(request_next(&f.request, "/home"), "/home");
	fake_close(&f);
	fake_open(&f);
	assert_int_equal(fake_head(&f, "GET", "/"), OK);
	assert_string_equal(request_next(&f.request, "/home"), "/home");
	fake_close(&f);
}

/* It goes into cookies and answers whose room is bounded. */
static void
next_falls_back_when_it_is_too_long(void **state)
{
	struct fake f;
	char target[NEXT_BYTES_MAX + 16];

	(void)state;
	for (int more = 0; more < 2; more++) {
		snprintf(target, sizeof target, "/?next=/%0*d", NEXT_BYTES_MAX - 1 + more, 0);
		fake_open(&f);
		assert_int_equal(fake_head(&f, "GET", target), OK);
		assert_int_equal(strlen(request_next(&f.request, "/home")), more ? 5 : NEXT_BYTES_MAX);
		fake_close(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_is_decoded_once),
		cmocka_unit_test(a_hostile_path_is_refused),
		cmocka_unit_test(the_bounds_of_the_head_are_exact),
		cmocka_unit_test(a_query_has_at_most_100_fields),
		cmocka_unit_test(an_incomplete_request_is_refused),
		cmocka_unit_test(a_parameter_that_comes_twice_is_refused),
		cmocka_unit_test(what_a_client_calls_itself_changes_nothing),
		cmocka_unit_test(control_characters_in_a_header_are_refused),
		cmocka_unit_test(the_method_is_one_of_the_known),
		cmocka_unit_test(the_request_id_is_nginxs_or_made),
		cmocka_unit_test(a_body_is_exactly_as_long_as_announced),
		cmocka_unit_test(encoded_bodies_and_bodies_of_reading_requests_are_refused),
		cmocka_unit_test(only_a_place_on_this_site_is_own),
		cmocka_unit_test(next_falls_back_when_it_leaves_the_site),
		cmocka_unit_test(next_falls_back_when_it_is_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
