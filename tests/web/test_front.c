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

#include "base/complaint.h"
#include "base/text.h"
#include "db/db.h"
#include "domain/role.h"
#include "front/jar.h"
#include "front/refusal.h"
#include "front/show.h"
#include "tests/support/database.h"
#include "tests/web/front.q.h"
#include "usecase/act.h"
#include "view/view.h"
#include "web/cookie.h"
#include "web/csrf.h"

#define SITE "https://hora.example"

struct wish {
	const char *name;
	int64_t seats;
	int sort;
};

static const char *const sorts[] = { "name", "price", NULL };
static const struct field wish_fields[] = {
	FIELD(TEXT, wish, name, .max = 20, .required = true),
	FIELD(INT, wish, seats, .least = 1, .most = 9, .required = true),
	FIELD(ENUM, wish, sort, .names = sorts),
};
static const struct shape wish_shape = SHAPE(wish, wish_fields);

struct number {
	int64_t number;
};
static const struct field number_fields[] = { FIELD(INT, number, number) };
static const struct shape number_shape = SHAPE(number, number_fields);

static struct app app;
static int calls; /* of the handler under test */
static enum err wanted;

/* Handlers. */

static enum err
say_hello(struct request *rq, struct response *rs)
{
	(void)rq;
	calls++;
	rs->type = "text/plain";
	buffer_text(&rs->body, "hello");
	return OK;
}

static enum err
show_form(struct request *rq, struct response *rs)
{
	static const struct wish empty = { .name = "Maria", .seats = 2, .sort = 1 };

	(void)rq;
	page_form(rs, &wish_shape, &empty);
	return show(rs, "form", NULL, NULL);
}

/* Writes a row and keeps it when asked for an odd number of seats. */
static enum err
take_wish(struct request *rq, struct response *rs)
{
	const struct wish *wish = rq->form;
	enum err e;

	calls++;
	if ((e = db_begin(rq->act->db)) != OK
	    || (e = db_run(rq->act->db, &q_add, db_args(db_text(wish->name)))) != OK)
		return e;
	if (wish->seats % 2 == 0) {
		complaint_add(rq->complaints, "seats", NULL, "An odd number, please.");
		return ERR_INVALID;
	}
	if ((e = db_commit(rq->act->db)) != OK)
		return e;
	return redirect(rs, "/done");
}

static enum err
fail_as_wanted(struct request *rq, struct response *rs)
{
	calls++;
	rs->type = "text/html";
	buffer_text(&rs->body, "half a page with /etc/secret");
	response_header(rs, "X-Half", "done");
	cookie_set(rs, COOKIE_LANGUAGE, "pt", 60);
	if (wanted == OK)
		response_header(rs, "X-Bad", rq->method == GET ? "a\r\nb" : "");
	return wanted;
}

/* Loses its connection the first time. */
static enum err
read_over_a_broken_line(struct request *rq, struct response *rs)
{
	struct number n;
	enum err e;

	calls++;
	if (calls == 1) {
		if ((e = db_begin(rq->act->db)) != OK)
			return e;
		database_sql("select pg_terminate_backend(pid) from pg_stat_activity"
			     " where application_name = 'hora-test'");
	}
	if ((e = db_one(rq->act->db, rq->arena, &q_count, db_args(), &number_shape, &n)) != OK)
		return e;
	return say_hello(rq, rs);
}

static enum err
open_link(struct request *rq, struct response *rs)
{
	jar_add(rs, path_text(rq, "booking"), rq->now + 60);
	return redirect(rs, "/b/%s", path_text(rq, "booking"));
}

static const struct route routes[] = {
	{ GET, "/", ROLE_PUBLIC, say_hello },
	{ GET, "/form", ROLE_PUBLIC, show_form },
	{ POST, "/form", ROLE_PUBLIC, take_wish, &wish_shape, .again = show_form },
	{ POST, "/plain", ROLE_PUBLIC, take_wish, &wish_shape },
	{ POST, "/api/v1/wishes", ROLE_PUBLIC, take_wish, &wish_shape, ROUTE_API },
	{ GET, "/api/v1/fail", ROLE_PUBLIC, fail_as_wanted, .flags = ROUTE_API },
	{ GET, "/api/v1/problems/{name}", ROLE_PUBLIC, refusal_explain, .flags = ROUTE_API },
	{ GET, "/fail", ROLE_PUBLIC, fail_as_wanted },
	{ GET, "/broken", ROLE_PUBLIC, read_over_a_broken_line },
	{ POST, "/broken", ROLE_PUBLIC, read_over_a_broken_line },
	{ POST, "/hook", ROLE_PUBLIC, say_hello, .flags = ROUTE_RAW | ROUTE_NO_CSRF, .reason = "signature" },
	{ GET, "/desk", ROLE_RECEPTION, say_hello },
	{ POST, "/desk", ROLE_RECEPTION, say_hello },
	{ GET, "/api/v1/desk", ROLE_RECEPTION, say_hello, .flags = ROUTE_API },
	{ POST, "/api/v1/desk", ROLE_RECEPTION, say_hello, .flags = ROUTE_API },
	{ GET, "/open/{booking}", ROLE_PUBLIC, open_link },
	{ GET, "/b/{booking}", ROLE_MANAGE, say_hello },
	{ POST, "/b/{booking}/cancel", ROLE_MANAGE, say_hello },
	ROUTES_END,
};

/* Sessions and keys as auth would know them: the role is the secret's name. */

static const struct actor desk = { .role = ROLE_RECEPTION, .account = 7, .name = "account:7" };
static const struct actor customer = { .role = ROLE_CUSTOMER, .account = 8, .name = "account:8" };

static enum err
know(const char *secret, const struct actor **out)
{
	if (text_equal(secret, "desk"))
		*out = &desk;
	else if (text_equal(secret, "customer"))
		*out = &customer;
	else
		return ERR_DENIED;
	return OK;
}

static enum err
know_session(struct request *rq, const char *cookie, const struct actor **out, const char **session)
{
	enum err e = know(cookie, out);

	(void)rq;
	if (e == OK)
		*session = cookie;
	return e;
}

static enum err
know_bearer(struct request *rq, const char *secret, const struct actor **out)
{
	(void)rq;
	return know(secret, out);
}

static const struct identity identity = { know_session, know_bearer };
static const struct responder responder = {
	.name = "hora-test", .purpose = "Is tried out.", .routes = routes, .identity = &identity
};

/* Asking. */

struct answer {
	struct arena *arena;
	int status;
	const char *text; /* head and body */
};

static struct answer answer; /* of the last ask; let go by the next */

static size_t
read_body(void *from, char *bytes, size_t len)
{
	const char **body = from;
	size_t left = strlen(*body);

	len = len < left ? len : left;
	memcpy(bytes, *body, len);
	*body += len;
	return len;
}

#define ask(method, target, body, ...) \
	ask_list((method), (target), (body), (const char *const[]){ __VA_ARGS__ __VA_OPT__(, ) NULL })

static int
ask_list(const char *method, const char *target, const char *body, const char *const *more)
{
	struct arena *a = arena_new();
	const char *parameters[32];
	struct exchange exchange = { .parameters = parameters,
				     .body = { read_body, &body },
				     .arena = a,
				     .out = buffer_new(a, 1 << 20) };
	size_t count = 0;

	parameters[count++] = arena_text(a, "REQUEST_METHOD=%s", method);
	parameters[count++] = arena_text(a, "REQUEST_URI=%s", target);
	parameters[count++] = arena_text(a, "CONTENT_LENGTH=%zu", strlen(body));
	while (*more != NULL)
		parameters[count++] = *more++;
	parameters[count] = NULL;
	front_answer(&app, &exchange);
	arena_free(answer.arena);
	answer = (struct answer){ a, 0, buffer_string(&exchange.out) };
	assert_true(text_starts(answer.text, "Status: "));
	answer.status = (int)strtol(answer.text + strlen("Status: "), NULL, 10);
	return answer.status;
}

static bool
says(const char *text)
{
	return strstr(answer.text, text) != NULL;
}

static int64_t
rows(void)
{
	return strtoll(database_sql("select count(*) from note"), NULL, 10);
}

#define FORM "CONTENT_TYPE=application/x-www-form-urlencoded"
#define JSON "CONTENT_TYPE=application/json"
#define OURS "HTTP_SEC_FETCH_SITE=same-origin"
#define VISITOR "HTTP_COOKIE=__Host-visitor=AAAAAAAAAAAAAAAAAAAAAA"

/* A form's body with the token of a subject. */
static const char *
signed_body(const char *body, const char *subject)
{
	return arena_text(app.arena, "%s&_csrf=%s", body, csrf_token(app.arena, &app.csrf_key, subject));
}

static const char *
visitor_body(const char *body)
{
	return signed_body(body, "visitor AAAAAAAAAAAAAAAAAAAAAA");
}

/* Tests. */

static void
a_page_is_answered(void **state)
{
	(void)state;
	assert_int_equal(ask("GET", "/", ""), 200);
	assert_true(says("\r\n\r\nhello"));
	assert_int_equal(ask("HEAD", "/", ""), 200);
	assert_false(says("hello"));
	assert_true(says("Content-Length: 5\r\n"));
}

static void
an_unknown_address_gets_a_page_or_a_problem(void **state)
{
	(void)state;
	assert_int_equal(ask("GET", "/nowhere", ""), 404);
	assert_true(says("Content-Type: text/html"));
	assert_true(says("<title>There is no page here</title>"));
	assert_int_equal(ask("GET", "/nowhere?lang=pt", ""), 404);
	assert_true(says("<title>N\xc3\xa3o h\xc3\xa1 nenhuma p\xc3\xa1gina aqui</title>"));
	assert_int_equal(ask("GET", "/api/v1/nowhere", "", "REQUEST_ID=abc123"), 404);
	assert_true(says("Content-Type: application/problem+json\r\n"));
	assert_true(says("\"type\":\"" SITE "/api/v1/problems/not-found\""));
	assert_true(says("\"instance\":\"urn:hora:request:abc123\""));
	assert_true(says("\"status\":404"));
	assert_int_equal(ask("DELETE", "/form", ""), 405);
	assert_true(says("Allow: GET, HEAD, POST\r\n"));
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
			wanted = (enum err)e;
			assert_int_equal(ask("GET", api == 1 ? "/api/v1/fail" : "/fail", ""), statuses[e]);
			assert_true(says(api == 1 ? "application/problem+json" : "<title>"));
			assert_false(says("half a page"));
			assert_false(says("X-Half"));
			assert_false(says("X-Bad"));
			assert_int_equal(says("Retry-After: "), statuses[e] == 503);
			assert_true(says("Content-Security-Policy: "));
			assert_true(says("Cache-Control: no-store"));
		}
	}
}

static void
who_is_not_logged_in_is_sent_to_log_in(void **state)
{
	(void)state;
	calls = 0;
	assert_int_equal(ask("GET", "/desk?day=1&x=%26", ""), 303);
	assert_true(says("Location: /auth/login?next=%2Fdesk%3Fday%3D1%26x%3D%2526\r\n"));
	assert_int_equal(ask("POST", "/desk", ""), 303);
	assert_true(says("Location: /auth/login\r\n"));
	assert_int_equal(ask("GET", "/api/v1/desk", ""), 401);
	assert_true(says("WWW-Authenticate: Bearer"));
	assert_int_equal(ask("GET", "/desk", "", "HTTP_COOKIE=__Host-session=gone"), 303);
	assert_true(says("Set-Cookie: __Host-session=; "));
	assert_int_equal(calls, 0);
}

static void
a_role_opens_what_it_may_and_no_more(void **state)
{
	(void)state;
	calls = 0;
	assert_int_equal(ask("GET", "/desk", "", "HTTP_COOKIE=__Host-session=customer"), 403);
	assert_int_equal(ask("GET", "/api/v1/desk", "", "HTTP_AUTHORIZATION=Bearer customer"), 403);
	assert_int_equal(calls, 0);
	assert_int_equal(ask("GET", "/desk", "", "HTTP_COOKIE=__Host-session=desk"), 200);
	assert_int_equal(ask("GET", "/api/v1/desk", "", "HTTP_AUTHORIZATION=Bearer desk"), 200);
	assert_int_equal(ask("GET", "/api/v1/desk", "", "HTTP_COOKIE=__Host-session=desk"), 200);
	assert_int_equal(calls, 3);
}

/* A wrong key is not made good by a cookie, nor does a page take keys. */
static void
a_bad_authorization_is_refused_whatever_else_is_sent(void **state)
{
	static const char *const cases[] = { "Bearer nobody", "Bearer", "Bearer ",     "bearer desk",
					     "Basic desk",    "desk",   "Bearer  desk" };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *header = arena_text(app.arena, "HTTP_AUTHORIZATION=%s", cases[i]);

		assert_int_equal(ask("GET", "/api/v1/desk", "", header, "HTTP_COOKIE=__Host-session=desk"),
				 401);
		assert_true(says("WWW-Authenticate: Bearer"));
	}
	assert_int_equal(ask("GET", "/desk", "", "HTTP_AUTHORIZATION=Bearer desk"), 303);
}

/* R33. */
static void
a_change_without_proof_of_origin_is_refused(void **state)
{
	const char *body = visitor_body("name=Ana&seats=1");
	const char *stranger = signed_body("name=Ana&seats=1", "visitor BBBBBBBBBBBBBBBBBBBBBB");
	int64_t before = rows();

	(void)state;
	calls = 0;
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
	assert_int_equal(calls, 0);
	assert_int_equal(rows(), before);
	assert_int_equal(ask("POST", "/form", body, FORM, VISITOR, OURS), 303);
	assert_int_equal(ask("POST", "/form", body, FORM, VISITOR, "HTTP_ORIGIN=" SITE), 303);
	assert_int_equal(ask("POST", "/form", body, FORM, VISITOR, "HTTP_REFERER=" SITE "/form"), 303);
	assert_int_equal(rows(), before + 3);
}

/* Login CSRF: the token of the time before the log-in is not one of after. */
static void
a_token_belongs_to_its_session(void **state)
{
	const char *both = VISITOR "; __Host-session=desk";

	(void)state;
	assert_int_equal(ask("POST", "/desk", visitor_body("a=b"), FORM, both, OURS), 403);
	assert_int_equal(ask("POST", "/desk", signed_body("a=b", "session customer"), FORM, both, OURS), 403);
	assert_int_equal(ask("POST", "/desk", signed_body("a=b", "session desk"), FORM, both, OURS), 200);
	assert_int_equal(
	    ask("POST", "/form", signed_body("name=A&seats=1", "session desk"), FORM, VISITOR, OURS), 403);
}

static void
the_api_needs_no_token_where_there_is_nothing_to_forge(void **state)
{
	const char *token = arena_text(app.arena, "HTTP_X_CSRF_TOKEN=%s",
				       csrf_token(app.arena, &app.csrf_key, "session desk"));

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
	int64_t before = rows();

	(void)state;
	calls = 0;
	assert_int_equal(ask("POST", "/form", visitor_body("name=%3Cb%3E%22Ana&seats=ten&sort=price"), FORM,
			     VISITOR, OURS),
			 422);
	assert_int_equal(calls, 0);
	assert_true(says("value=\"&lt;b&gt;&quot;Ana\""));
	assert_true(says("name=\"seats\" value=\"ten\""));
	assert_true(says("<i>Enter a whole number.</i>"));
	assert_true(says("<option selected>"));
	assert_false(says("<b>"));
	assert_true(says("maxlength=\"20\" required"));
	/* The handler's own complaint comes back the same way, and its row is undone. */
	assert_int_equal(ask("POST", "/form", visitor_body("name=Ana&seats=2"), FORM, VISITOR, OURS), 422);
	assert_int_equal(calls, 1);
	assert_true(says("<i>An odd number, please.</i>"));
	assert_true(says("value=\"Ana\""));
	assert_int_equal(rows(), before);
	/* Without a page of its own it is listed. */
	assert_int_equal(ask("POST", "/plain", visitor_body("seats=ten"), FORM, VISITOR, OURS), 422);
	assert_true(says("<li>name: "));
	assert_true(says("<li>seats: Enter a whole number.</li>"));
	assert_int_equal(ask("POST", "/api/v1/wishes", "{\"name\":\"A\",\"seats\":\"1\"}", JSON), 422);
	assert_true(says("\"errors\":[{\"pointer\":"));
}

static void
a_page_knows_its_form_its_languages_and_its_token(void **state)
{
	(void)state;
	assert_int_equal(ask("GET", "/form?a=1&lang=zh-TW&b=%26", "", "REQUEST_ID=abc"), 200);
	assert_true(says("<html lang=\"zh-TW\">"));
	assert_true(says("value=\"Maria\""));
	assert_true(says("<option selected>"));
	assert_true(says("<a href=\"/form?lang&#x3D;pt&amp;a&#x3D;1&amp;b&#x3D;%26\">pt")
		    || says("<a href=\"/form?lang=pt&amp;a=1&amp;b=%26\">pt"));
	assert_true(says("/static/abc " SITE " abc"));
	assert_true(says("Set-Cookie: __Host-lang=zh-TW; "));
	assert_true(says("Set-Cookie: __Host-visitor="));
	assert_int_equal(ask("GET", "/form", "", VISITOR "; __Host-lang=pt", "HTTP_ACCEPT_LANGUAGE=zh-TW"),
			 200);
	assert_true(says("<html lang=\"pt\">"));
	assert_false(says("Set-Cookie"));
	assert_int_equal(ask("GET", "/form", "", "HTTP_ACCEPT_LANGUAGE=zh-TW"), 200);
	assert_true(says("<html lang=\"zh-TW\">"));
}

static void
a_lost_connection_costs_a_reader_nothing(void **state)
{
	(void)state;
	calls = 0;
	assert_int_equal(ask("GET", "/broken", ""), 200);
	assert_int_equal(calls, 3); /* twice, and the greeting */
	calls = 0;
	assert_int_equal(ask("POST", "/broken", visitor_body("a=b"), FORM, VISITOR, OURS), 503);
	assert_true(says("Retry-After: "));
	assert_int_equal(calls, 1);
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
		assert_true(says("Content-Type: text/plain"));
	}
	assert_int_equal(ask("GET", "/", "", "HORA_INSIDE=yes"), 404);
}

/* The value of the cookie an answer sets, as a Cookie parameter. */
static const char *
kept_cookie(const char *name)
{
	const char *line = strstr(answer.text, arena_text(app.arena, "Set-Cookie: %s=", name));

	assert_non_null(line);
	line += strlen("Set-Cookie: ");
	return arena_text(app.arena, "HTTP_COOKIE=%.*s", (int)strcspn(line, ";"), line);
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
	assert_int_equal(ask("GET", "/b/aaaaaaaaaaaaaaaa", "", arena_text(app.arena, "%sA", jar)), 404);
	assert_int_equal(ask("GET", "/b/", "", jar), 404);
	assert_int_equal(ask("POST", "/b/aaaaaaaaaaaaaaaa/cancel", "", jar, OURS), 403);
}

static void
the_jar_keeps_the_newest_within_4_kb(void **state)
{
	const char *jar = "HTTP_COOKIE=";

	(void)state;
	for (int i = 0; i < JAR_MAX + 5; i++) {
		assert_int_equal(ask("GET", arena_text(app.arena, "/open/%016d", i), "", jar), 303);
		jar = kept_cookie(COOKIE_BOOKINGS);
		assert_true(strlen(jar) < 2048);
	}
	assert_int_equal(ask("GET", "/open/0000000000000028", "", jar), 303);
	jar = kept_cookie(COOKIE_BOOKINGS);
	assert_int_equal(ask("GET", arena_text(app.arena, "/b/%016d", JAR_MAX + 4), "", jar), 200);
	assert_int_equal(ask("GET", arena_text(app.arena, "/b/%016d", 5), "", jar), 200);
	assert_int_equal(ask("GET", arena_text(app.arena, "/b/%016d", 4), "", jar), 404);
}

/* The installed error page, with every name it uses. */
static void
every_status_has_its_page(void **state)
{
	const char *source = getenv("HORA_SOURCE"), *build = getenv("HORA_BUILD");
	struct views *was = app.views;

	(void)state;
	assert_int_equal(views_open(app.arena, arena_text(app.arena, "%s/views", source),
				    arena_text(app.arena, "%s/share/texts", build), stderr, &app.views),
			 OK);
	views_watch(app.views, stderr);
	for (int e = ERR_INVALID; e < ERR__MAX; e++) {
		wanted = (enum err)e;
		ask("GET", "/fail?lang=pt", "");
		assert_true(says("Content-Type: text/html"));
		assert_true(says("<html lang=\"pt\">"));
	}
	ask("POST", "/plain", visitor_body("seats=ten"), FORM, VISITOR, OURS);
	assert_true(says("Content-Type: text/html"));
	app.views = was;
}

static int
setup(void **state)
{
	static const struct key key = { .len = 32, .bytes = { 1, 2, 3 } };
	const char *source = getenv("HORA_SOURCE"), *build = getenv("HORA_BUILD");

	(void)state;
	database_make(DATABASE_EMPTY);
	database_sql("create table note (said text); grant all on note to hora_owner");
	app.arena = arena_new();
	app.responder = &responder;
	app.settings.site = SITE;
	app.assets = "/static/abc";
	app.edition = "first";
	app.cookie_key = key_derive(&key, "cookie");
	app.csrf_key = key_derive(&key, "csrf");
	app.db = arena_own(app.arena, db_new(database_as("hora_owner"), "hora-test"), db_free);
	return (int)views_open(app.arena, arena_text(app.arena, "%s/tests/web/views", source),
			       arena_text(app.arena, "%s/share/texts", build), stderr, &app.views);
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(answer.arena);
	arena_free(app.arena);
	database_drop();
	return 0;
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

	return cmocka_run_group_tests(tests, setup, teardown);
}
