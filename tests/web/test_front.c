/* The life of a request: who is let in, what is refused and how it is told,
 * what stays in the database. */
#include "front/front.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "front/jar.h"
#include "tests/web/puppet.h"
#include "view/view.h"
#include "web/cookie.h"
#include "web/csrf.h"

static void
a_page_is_answered(void **state)
{
	(void)state;
	assert_int_equal(ask("GET", "/", ""), 200);
	assert_true(puppet_says("\r\n\r\nhello"));
	assert_int_equal(ask("HEAD", "/", ""), 200);
	assert_false(puppet_says("hello"));
	assert_true(puppet_says("Content-Length: 5\r\n"));
}

static void
an_unknown_address_gets_a_page_or_a_problem(void **state)
{
	(void)state;
	assert_int_equal(ask("GET", "/nowhere", ""), 404);
	assert_true(puppet_says("Content-Type: text/html"));
	assert_true(puppet_says("<title>There is no page here</title>"));
	assert_int_equal(ask("GET", "/nowhere?lang=pt", ""), 404);
	assert_true(puppet_says("<title>N\xc3\xa3o h\xc3\xa1 nenhuma p\xc3\xa1gina aqui</title>"));
	assert_int_equal(ask("GET", "/api/v1/nowhere", "", "REQUEST_ID=abc123"), 404);
	assert_true(puppet_says("Content-Type: application/problem+json\r\n"));
	assert_true(puppet_says("\"type\":\"" SITE "/api/v1/problems/not-found\""));
	assert_true(puppet_says("\"instance\":\"urn:hora:request:abc123\""));
	assert_true(puppet_says("\"status\":404"));
	assert_int_equal(ask("DELETE", "/form", ""), 405);
	assert_true(puppet_says("Allow: GET, HEAD, POST\r\n"));
	assert_int_equal(ask("GET", "/api/v1/problems/not-found", ""), 200);
	assert_int_equal(ask("GET", "/api/v1/problems/unheard-of", ""), 404);
}

static void
each_error_has_its_status_and_tells_nothing_of_the_inside(void **state)
{
	static const int statuses[] = { 500, 422, 403, 404, 409, 409, 502, 503, 500 };

	(void)state;
	assert_int_equal(sizeof statuses / sizeof *statuses, ERR__MAX);
	for (int e = OK; e < ERR__MAX; e++) {
		for (int api = 0; api < 2; api++) {
			puppet_fails = (enum err)e;
			assert_int_equal(ask("GET", api == 1 ? "/api/v1/fail" : "/fail", ""), statuses[e]);
			assert_true(puppet_says(api == 1 ? "application/problem+json" : "<title>"));
			assert_false(puppet_says("half a page"));
			assert_false(puppet_says("X-Half"));
			assert_false(puppet_says("X-Bad"));
			assert_int_equal(puppet_says("Retry-After: "), statuses[e] == 503);
			assert_true(puppet_says("Content-Security-Policy: "));
			assert_true(puppet_says("Cache-Control: no-store"));
			assert_int_equal(puppet_says("/problems/conflict"), api == 1 && e == ERR_CONFLICT);
			assert_int_equal(puppet_says("/problems/too-late"), api == 1 && e == ERR_TOO_LATE);
		}
	}
}

static void
who_is_not_logged_in_is_sent_to_log_in(void **state)
{
	(void)state;
	puppet_calls = 0;
	assert_int_equal(ask("GET", "/desk?day=1&x=%26", ""), 303);
	assert_true(puppet_says("Location: /auth/login?next=%2Fdesk%3Fday%3D1%26x%3D%2526\r\n"));
	assert_int_equal(ask("POST", "/desk", ""), 303);
	assert_true(puppet_says("Location: /auth/login\r\n"));
	assert_int_equal(ask("GET", "/api/v1/desk", ""), 401);
	assert_true(puppet_says("WWW-Authenticate: Bearer"));
	assert_int_equal(ask("GET", "/desk", "", "HTTP_COOKIE=__Host-session=gone"), 303);
	assert_true(puppet_says("Set-Cookie: __Host-session=; "));
	assert_int_equal(puppet_calls, 0);
}

static void
a_role_opens_what_it_may_and_no_more(void **state)
{
	(void)state;
	puppet_calls = 0;
	assert_int_equal(ask("GET", "/desk", "", "HTTP_COOKIE=__Host-session=customer"), 403);
	assert_int_equal(ask("GET", "/api/v1/desk", "", "HTTP_AUTHORIZATION=Bearer customer"), 403);
	assert_int_equal(puppet_calls, 0);
	assert_int_equal(ask("GET", "/desk", "", "HTTP_COOKIE=__Host-session=desk"), 200);
	assert_int_equal(ask("GET", "/api/v1/desk", "", "HTTP_AUTHORIZATION=Bearer desk"), 200);
	assert_int_equal(ask("GET", "/api/v1/desk", "", "HTTP_COOKIE=__Host-session=desk"), 200);
	assert_int_equal(puppet_calls, 3);
}

/* A wrong key is not made good by a cookie, nor does a page take keys. */
static void
a_bad_authorization_is_refused_whatever_else_is_sent(void **state)
{
	static const char *const cases[] = { "Bearer nobody", "Bearer", "Bearer ",     "bearer nobody",
					     "Basic desk",    "desk",   "Bearer  desk" };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *header = arena_text(puppet.arena, "HTTP_AUTHORIZATION=%s", cases[i]);

		assert_int_equal(ask("GET", "/api/v1/desk", "", header, "HTTP_COOKIE=__Host-session=desk"),
				 401);
		assert_true(puppet_says("WWW-Authenticate: Bearer"));
	}
	assert_int_equal(ask("GET", "/desk", "", "HTTP_AUTHORIZATION=Bearer desk"), 303);
}

/* R33. */
static void
a_change_without_proof_of_origin_is_refused(void **state)
{
	const char *body = puppet_visitor("name=Ana&seats=1");
	const char *stranger = puppet_form("name=Ana&seats=1", "visitor BBBBBBBBBBBBBBBBBBBBBB");
	int64_t before = puppet_rows();

	(void)state;
	puppet_calls = 0;
	assert_int_equal(ask("POST", "/form", body, FORM, VISITOR), 403);
	assert_int_equal(ask("POST", "/form", body, FORM, VISITOR, "HTTP_SEC_FETCH_SITE=cross-site"), 403);
	assert_int_equal(ask("POST", "/form", body, FORM, VISITOR, "HTTP_SEC_FETCH_SITE=same-site"), 403);
	assert_int_equal(ask("POST", "/form", body, FORM, VISITOR, "HTTP_ORIGIN=null"), 403);
	assert_int_equal(ask("POST", "/form", body, FORM, VISITOR, "HTTP_ORIGIN=https://evil.example"), 403);
	assert_int_equal(ask("POST", "/form", body, FORM, OURS), 403);
	assert_int_equal(ask("POST", "/form", "name=Ana&seats=1", FORM, VISITOR, OURS), 403);
	assert_int_equal(ask("POST", "/form", "name=Ana&seats=1&_csrf=", FORM, VISITOR, OURS), 403);
	assert_int_equal(ask("POST", "/form", stranger, FORM, VISITOR, OURS), 403);
	assert_int_equal(ask("POST", "/form", "{}", "CONTENT_TYPE=text/plain", VISITOR, OURS), 415);
	assert_int_equal(puppet_calls, 0);
	assert_int_equal(puppet_rows(), before);
	assert_int_equal(ask("POST", "/form", body, FORM, VISITOR, OURS), 303);
	assert_int_equal(ask("POST", "/form", body, FORM, VISITOR, "HTTP_ORIGIN=" SITE), 303);
	assert_int_equal(ask("POST", "/form", body, FORM, VISITOR, "HTTP_REFERER=" SITE "/form"), 303);
	assert_int_equal(puppet_rows(), before + 3);
}

/* Login CSRF: the token of the time before the log-in is not one of after. */
static void
a_token_belongs_to_its_session(void **state)
{
	const char *both = VISITOR "; __Host-session=desk";

	(void)state;
	assert_int_equal(ask("POST", "/desk", puppet_visitor("a=b"), FORM, both, OURS), 403);
	assert_int_equal(ask("POST", "/desk", puppet_form("a=b", "session customer"), FORM, both, OURS), 403);
	assert_int_equal(ask("POST", "/desk", puppet_form("a=b", "session desk"), FORM, both, OURS), 200);
	assert_int_equal(
	    ask("POST", "/form", puppet_form("name=A&seats=1", "session desk"), FORM, VISITOR, OURS), 403);
}

static void
the_api_needs_no_token_where_there_is_nothing_to_forge(void **state)
{
	const char *token = arena_text(puppet.arena, "HTTP_X_CSRF_TOKEN=%s",
				       csrf_token(puppet.arena, &puppet.csrf_key, "session desk"));

	(void)state;
	assert_int_equal(ask("POST", "/api/v1/wishes", "{\"name\":\"A\",\"seats\":1}", JSON), 303);
	assert_int_equal(ask("POST", "/api/v1/wishes", "{\"name\":\"A\",\"seats\":1}", JSON,
			     "HTTP_ORIGIN=https://e.example"),
			 403);
	assert_int_equal(ask("POST", "/api/v1/wishes", "{\"name\":\"A\",\"seats\":1}", JSON, VISITOR), 403);
	assert_int_equal(ask("POST", "/api/v1/desk", "", "HTTP_AUTHORIZATION=Bearer desk"), 200);
	assert_int_equal(ask("POST", "/api/v1/desk", "", "HTTP_AUTHORIZATION=Bearer desk", VISITOR), 200);
	/* A page of a site that nobody trusts is refused, whatever it proves. */
	assert_int_equal(ask("POST", "/api/v1/desk", "", "HTTP_AUTHORIZATION=Bearer desk", VISITOR,
			     "HTTP_ORIGIN=https://partner.example"),
			 403);
	assert_int_equal(ask("POST", "/api/v1/desk", "", "HTTP_COOKIE=__Host-session=desk"), 403);
	assert_int_equal(ask("POST", "/api/v1/desk", "", "HTTP_COOKIE=__Host-session=desk", OURS), 403);
	assert_int_equal(ask("POST", "/api/v1/desk", "", "HTTP_COOKIE=__Host-session=desk", OURS, token),
			 200);
	assert_int_equal(ask("POST", "/hook", "anything \xff", "CONTENT_TYPE=text/plain"), 200);
}

static void
a_refused_form_comes_back_as_typed(void **state)
{
	int64_t before = puppet_rows();

	(void)state;
	puppet_calls = 0;
	assert_int_equal(ask("POST", "/form", puppet_visitor("name=%3Cb%3E%22Ana&seats=ten&sort=price"), FORM,
			     VISITOR, OURS),
			 422);
	assert_int_equal(puppet_calls, 0);
	assert_true(puppet_says("value=\"&lt;b&gt;&quot;Ana\""));
	assert_true(puppet_says("name=\"seats\" value=\"ten\""));
	assert_true(puppet_says("<i>Enter a whole number.</i>"));
	assert_true(puppet_says("<option selected>"));
	assert_false(puppet_says("<b>"));
	assert_true(puppet_says("maxlength=\"20\" required"));
	/* The handler's own complaint comes back the same way, and its row is undone. */
	assert_int_equal(ask("POST", "/form", puppet_visitor("name=Ana&seats=2"), FORM, VISITOR, OURS), 422);
	assert_int_equal(puppet_calls, 1);
	assert_true(puppet_says("<i>An odd number, please.</i>"));
	assert_true(puppet_says("value=\"Ana\""));
	assert_int_equal(puppet_rows(), before);
	/* Without a page of its own it is listed. */
	assert_int_equal(ask("POST", "/plain", puppet_visitor("seats=ten"), FORM, VISITOR, OURS), 422);
	assert_true(puppet_says("<li>name: "));
	assert_true(puppet_says("<li>seats: Enter a whole number.</li>"));
	assert_int_equal(ask("POST", "/api/v1/wishes", "{\"name\":\"A\",\"seats\":\"1\"}", JSON), 422);
	assert_true(puppet_says("\"errors\":[{\"pointer\":"));
}

static void
a_page_knows_its_form_its_languages_and_its_token(void **state)
{
	(void)state;
	assert_int_equal(ask("GET", "/form?a=1&lang=zh-TW&b=%26", "", "REQUEST_ID=abc"), 200);
	assert_true(puppet_says("<html lang=\"zh-TW\">"));
	assert_true(puppet_says("value=\"Maria\""));
	assert_true(puppet_says("<option selected>"));
	assert_true(puppet_says("<a href=\"/form?lang&#x3D;pt&amp;a&#x3D;1&amp;b&#x3D;%26\">pt")
		    || puppet_says("<a href=\"/form?lang=pt&amp;a=1&amp;b=%26\">pt"));
	assert_true(puppet_says("/static/abc " SITE " abc"));
	assert_true(puppet_says("Set-Cookie: __Host-lang=zh-TW; "));
	assert_true(puppet_says("Set-Cookie: __Host-visitor="));
	assert_int_equal(ask("GET", "/form", "", VISITOR "; __Host-lang=pt", "HTTP_ACCEPT_LANGUAGE=zh-TW"),
			 200);
	assert_true(puppet_says("<html lang=\"pt\">"));
	assert_false(puppet_says("Set-Cookie"));
	assert_int_equal(ask("GET", "/form", "", "HTTP_ACCEPT_LANGUAGE=zh-TW"), 200);
	assert_true(puppet_says("<html lang=\"zh-TW\">"));
}

static void
a_lost_connection_costs_a_reader_nothing(void **state)
{
	(void)state;
	puppet_calls = 0;
	assert_int_equal(ask("GET", "/broken", ""), 200);
	assert_int_equal(puppet_calls, 3); /* twice, and the greeting */
	puppet_calls = 0;
	assert_int_equal(ask("POST", "/broken", puppet_visitor("a=b"), FORM, VISITOR, OURS), 503);
	assert_true(puppet_says("Retry-After: "));
	assert_int_equal(puppet_calls, 1);
	assert_int_equal(ask("GET", "/ready", "", "HORA_INSIDE=yes"), 200);
}

static void
health_is_told_to_the_inside_alone(void **state)
{
	static const char *const paths[] = { "/health", "/ready", "/metrics" };

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		assert_int_equal(ask("GET", paths[i], ""), 404);
		assert_int_equal(ask("GET", paths[i], "", "HORA_INSIDE=yes"), 200);
		assert_true(puppet_says("Content-Type: text/plain"));
	}
	assert_int_equal(ask("GET", "/", "", "HORA_INSIDE=yes"), 404);
}

/* The value of the cookie an answer sets, as a Cookie parameter. */
static const char *
kept_cookie(const char *name)
{
	const char *line = strstr(puppet_answer.text, arena_text(puppet.arena, "Set-Cookie: %s=", name));

	assert_non_null(line);
	line += strlen("Set-Cookie: ");
	return arena_text(puppet.arena, "HTTP_COOKIE=%.*s", (int)strcspn(line, ";"), line);
}

static void
a_manage_link_opens_its_booking_alone(void **state)
{
	const char *jar;

	(void)state;
	assert_int_equal(ask("GET", "/b/aaaaaaaaaaaaaaaa", ""), 404);
	assert_int_equal(ask("GET", "/open/aaaaaaaaaaaaaaaa", ""), 303);
	jar = kept_cookie(COOKIE_BOOKINGS);
	assert_int_equal(ask("GET", "/b/aaaaaaaaaaaaaaaa", "", jar), 200);
	assert_int_equal(ask("GET", "/b/bbbbbbbbbbbbbbbb", "", jar), 404);
	assert_int_equal(ask("GET", "/b/aaaaaaaaaaaaaaaa", "", arena_text(puppet.arena, "%sA", jar)), 404);
	assert_int_equal(ask("GET", "/b/", "", jar), 404);
	assert_int_equal(ask("POST", "/b/aaaaaaaaaaaaaaaa/cancel", "", jar, OURS), 403);
}

static void
the_jar_keeps_the_newest_within_4_kb(void **state)
{
	const char *jar = "HTTP_COOKIE=";

	(void)state;
	for (int i = 0; i < JAR_MAX + 5; i++) {
		assert_int_equal(ask("GET", arena_text(puppet.arena, "/open/%016d", i), "", jar), 303);
		jar = kept_cookie(COOKIE_BOOKINGS);
		assert_true(strlen(jar) < 2048);
	}
	assert_int_equal(ask("GET", "/open/0000000000000028", "", jar), 303);
	jar = kept_cookie(COOKIE_BOOKINGS);
	assert_int_equal(ask("GET", arena_text(puppet.arena, "/b/%016d", JAR_MAX + 4), "", jar), 200);
	assert_int_equal(ask("GET", arena_text(puppet.arena, "/b/%016d", 5), "", jar), 200);
	assert_int_equal(ask("GET", arena_text(puppet.arena, "/b/%016d", 4), "", jar), 404);
}

/* The installed error page, with every name it uses. */
static void
every_status_has_its_page(void **state)
{
	const char *source = getenv("HORA_SOURCE"), *build = getenv("HORA_BUILD");
	struct views *was = puppet.views;

	(void)state;
	assert_int_equal(views_open(puppet.arena, arena_text(puppet.arena, "%s/views", source),
				    arena_text(puppet.arena, "%s/share/texts", build), stderr, &puppet.views),
			 OK);
	views_watch(puppet.views, stderr);
	for (int e = ERR_INVALID; e < ERR__MAX; e++) {
		puppet_fails = (enum err)e;
		ask("GET", "/fail?lang=pt", "");
		assert_true(puppet_says("Content-Type: text/html"));
		assert_true(puppet_says("<html lang=\"pt\">"));
	}
	ask("POST", "/plain", puppet_visitor("seats=ten"), FORM, VISITOR, OURS);
	assert_true(puppet_says("Content-Type: text/html"));
	puppet.views = was;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_answered),
		cmocka_unit_test(an_unknown_address_gets_a_page_or_a_problem),
		cmocka_unit_test(each_error_has_its_status_and_tells_nothing_of_the_inside),
		cmocka_unit_test(who_is_not_logged_in_is_sent_to_log_in),
		cmocka_unit_test(a_role_opens_what_it_may_and_no_more),
		cmocka_unit_test(a_bad_authorization_is_refused_whatever_else_is_sent),
		cmocka_unit_test(a_change_without_proof_of_origin_is_refused),
		cmocka_unit_test(a_token_belongs_to_its_session),
		cmocka_unit_test(the_api_needs_no_token_where_there_is_nothing_to_forge),
		cmocka_unit_test(a_refused_form_comes_back_as_typed),
		cmocka_unit_test(a_page_knows_its_form_its_languages_and_its_token),
		cmocka_unit_test(a_lost_connection_costs_a_reader_nothing),
		cmocka_unit_test(health_is_told_to_the_inside_alone),
		cmocka_unit_test(a_manage_link_opens_its_booking_alone),
		cmocka_unit_test(the_jar_keeps_the_newest_within_4_kb),
		cmocka_unit_test(every_status_has_its_page),
	};

	return cmocka_run_group_tests(tests, puppet_start, puppet_close);
}
