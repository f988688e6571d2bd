/* The routes and handlers that tests of front ask, who is known to them, and the
 * asking itself. */
#include "tests/web/puppet.h"

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
#include "front/front.h"
#include "front/jar.h"
#include "front/refusal.h"
#include "front/show.h"
#include "tests/support/database.h"
#include "tests/web/front.q.h"
#include "usecase/act.h"
#include "view/view.h"
#include "web/cookie.h"
#include "web/csrf.h"

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

struct app puppet;
int puppet_calls;
enum err puppet_fails;
struct puppet_answer puppet_answer;

/* Handlers. */

static enum err
say_hello(struct request *rq, struct response *rs)
{
	(void)rq;
	puppet_calls++;
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

	puppet_calls++;
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
	puppet_calls++;
	rs->type = "text/html";
	buffer_text(&rs->body, "half a page with /etc/secret");
	response_header(rs, "X-Half", "done");
	cookie_set(rs, COOKIE_LANGUAGE, "pt", 60);
	if (puppet_fails == OK)
		response_header(rs, "X-Bad", rq->method == GET ? "a\r\nb" : "");
	return puppet_fails;
}

/* Loses its connection the first time. */
static enum err
read_over_a_broken_line(struct request *rq, struct response *rs)
{
	struct number n;
	enum err e;

	puppet_calls++;
	if (puppet_calls == 1) {
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

int
puppet_ask(const char *method, const char *target, const char *body, const char *const *more)
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
	front_answer(&puppet, &exchange);
	arena_free(puppet_answer.arena);
	puppet_answer = (struct puppet_answer){ a, 0, buffer_string(&exchange.out) };
	assert_true(text_starts(puppet_answer.text, "Status: "));
	puppet_answer.status = (int)strtol(puppet_answer.text + strlen("Status: "), NULL, 10);
	return puppet_answer.status;
}

bool
puppet_says(const char *text)
{
	return strstr(puppet_answer.text, text) != NULL;
}

int64_t
puppet_rows(void)
{
	return strtoll(database_sql("select count(*) from note"), NULL, 10);
}

const char *
puppet_form(const char *body, const char *subject)
{
	return arena_text(puppet.arena, "%s&_csrf=%s", body,
			  csrf_token(puppet.arena, &puppet.csrf_key, subject));
}

const char *
puppet_visitor(const char *body)
{
	return puppet_form(body, "visitor AAAAAAAAAAAAAAAAAAAAAA");
}

int
puppet_start(void **state)
{
	static const struct key key = { .len = 32, .bytes = { 1, 2, 3 } };
	const char *source = getenv("HORA_SOURCE"), *build = getenv("HORA_BUILD");

	(void)state;
	database_make(DATABASE_EMPTY);
	database_sql("create table note (said text); grant all on note to hora_owner");
	puppet.arena = arena_new();
	puppet.responder = &responder;
	puppet.settings.site = SITE;
	puppet.assets = "/static/abc";
	puppet.edition = "first";
	puppet.cookie_key = key_derive(&key, "cookie");
	puppet.csrf_key = key_derive(&key, "csrf");
	puppet.db = arena_own(puppet.arena, db_new(database_as("hora_owner"), "hora-test"), db_free);
	return (int)views_open(puppet.arena, arena_text(puppet.arena, "%s/tests/web/views", source),
			       arena_text(puppet.arena, "%s/share/texts", build), stderr, &puppet.views);
}

int
puppet_close(void **state)
{
	(void)state;
	arena_free(puppet_answer.arena);
	arena_free(puppet.arena);
	database_drop();
	return 0;
}
