/* A program in process. */
#include "tests/support/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "db/db.h"
#include "front/front.h"
#include "tests/support/database.h"
#include "usecase/rulebook.h"
#include "view/view.h"

#define COOKIES 8

static struct app app;
static struct world *world;
static int64_t now;
static struct arena *answered; /* of the last answer */
static const char *text;       /* the last answer, head and body */
static char *cookies[COOKIES]; /* "name=value" */

int64_t __wrap_clock_now(void);

/* The clock of the site. */
int64_t
__wrap_clock_now(void)
{
	return now;
}

void
site_time(int64_t wanted)
{
	now = wanted;
}

int
site_start(const struct responder *responder, const char *role, struct world **out)
{
	const char *source = getenv("HORA_SOURCE"), *build = getenv("HORA_BUILD");
	struct key key = { .len = 32 };

	now = WORLD_NOW;
	world = world_make(role);
	if (out != NULL)
		*out = world;
	app = (struct app){ .responder = responder, .arena = arena_new() };
	app.settings = (struct settings){ .site = "https://hora.example",
					  .view_folder = arena_text(app.arena, "%s/views", source),
					  .text_folder = arena_text(app.arena, "%s/share/texts", build) };
	app.cookie_key = key_derive(&key, "cookie");
	app.csrf_key = key_derive(&key, "csrf");
	app.assets = "/static/0";
	app.edition = "test";
	app.db = arena_own(app.arena, db_new(database_as(role), "site"), db_free);
	app.shelf = shelf_new(app.arena);
	return views_open(app.arena, app.settings.view_folder, app.settings.text_folder, stderr, &app.views)
		       == OK
		   ? 0
		   : 1;
}

int
site_close(void **state)
{
	(void)state;
	site_forget();
	arena_free(answered);
	answered = NULL;
	arena_free(app.arena);
	world_drop(world);
	return 0;
}

void
site_forget(void)
{
	for (size_t i = 0; i < COOKIES; i++) {
		free(cookies[i]);
		cookies[i] = NULL;
	}
}

const char *
site_text(const char *fmt, ...)
{
	char bytes[4096];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(bytes, sizeof bytes, fmt, args);
	va_end(args);
	assert_true(len >= 0 && (size_t)len < sizeof bytes);
	return arena_dup(app.arena, bytes);
}

/* Keeps "name=value; Path=/; …", or forgets it when it is to end at once. */
static void
keep_cookie(const char *line)
{
	size_t name = strcspn(line, "="), pair = strcspn(line, ";"), i = 0;

	while (i < COOKIES && cookies[i] != NULL && strncmp(cookies[i], line, name + 1) != 0)
		i++;
	assert_true(i < COOKIES);
	free(cookies[i]);
	cookies[i] = strndup(line, pair);
	if (strstr(line + pair, "Max-Age=0;") != NULL)
		cookies[i][name + 1] = '\0';
}

void
site_cookie(const char *pair)
{
	keep_cookie(pair);
}

static void
keep_cookies(void)
{
	const char *end = strstr(text, "\r\n\r\n");

	for (const char *at = text; (at = strstr(at, "Set-Cookie: ")) != NULL && at < end;) {
		at += strlen("Set-Cookie: ");
		keep_cookie(at);
	}
}

static const char *
cookie_header(struct arena *a)
{
	const char *header = "HTTP_COOKIE=";
	bool first = true;

	for (size_t i = 0; i < COOKIES; i++)
		if (cookies[i] != NULL) {
			header = arena_text(a, "%s%s%s", header, first ? "" : "; ", cookies[i]);
			first = false;
		}
	return header;
}

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

static int
ask(const char *method, const char *target, const char *body)
{
	struct arena *a = arena_new();
	const char *parameters[] = {
		arena_text(a, "REQUEST_METHOD=%s", method),
		arena_text(a, "REQUEST_URI=%s", target),
		arena_text(a, "CONTENT_LENGTH=%zu", strlen(body)),
		*body == '\0' ? "CONTENT_TYPE=" : "CONTENT_TYPE=application/x-www-form-urlencoded",
		"HTTP_SEC_FETCH_SITE=same-origin",
		"HTTP_ACCEPT_LANGUAGE=en",
		cookie_header(a),
		NULL,
	};
	struct exchange exchange = { .parameters = parameters,
				     .body = { read_body, &body },
				     .arena = a,
				     .out = buffer_new(a, 1 << 22) };

	front_answer(&app, &exchange);
	arena_free(answered);
	answered = a;
	text = buffer_string(&exchange.out);
	assert_true(text_starts(text, "Status: "));
	keep_cookies();
	return (int)strtol(text + strlen("Status: "), NULL, 10);
}

int
site_get(const char *target)
{
	return ask("GET", target, "");
}

int
site_post(const char *target, const char *form)
{
	return ask("POST", target, site_text("%s&_csrf=%s", form, site_hidden("_csrf")));
}

bool
site_says(const char *words)
{
	return strstr(text, words) != NULL;
}

const char *
site_after(const char *words)
{
	const char *at = strstr(text, words);

	return at == NULL ? ""
			  : site_text("%.*s", (int)strcspn(at + strlen(words), "\""), at + strlen(words));
}

const char *
site_hidden(const char *name)
{
	return site_after(site_text("name=\"%s\" value=\"", name));
}

const char *
site_location(void)
{
	const char *at = strstr(text, "\r\nLocation: ");

	if (at == NULL)
		return "";
	at += strlen("\r\nLocation: ");
	return site_text("%.*s", (int)strcspn(at, "\r"), at);
}
