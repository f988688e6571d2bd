/* A request as a handler sees it: already read, checked, decoded and bounded.
 *
 * Rules of reading (trust.md 1.4): only the parameters that our nginx file sets
 * are looked at, each at most once; the path is decoded once, is valid UTF-8
 * and has no control characters, backslashes, empty or dot segments; the body
 * has exactly CONTENT_LENGTH bytes. */
#ifndef HORA_WEB_REQUEST_H
#define HORA_WEB_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "web/pair.h"

#define PATH_BYTES_MAX 1024
#define QUERY_BYTES_MAX 4096
#define COOKIE_BYTES_MAX 4096
#define NEXT_BYTES_MAX 2000
#define BODY_BYTES_MAX 65536 /* unless the route states another */

enum method { METHOD_OTHER, GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, METHOD__MAX };

struct act;
struct app;
struct complaints;
struct json;
struct response;
struct route;
struct asker;
struct upload;

struct request {
	struct arena *arena; /* all of the request's belongings */
	struct app *app;     /* the program's long-lived state (front/app.h) */
	struct act *act;     /* who asks, when, in which language (usecase/act.h) */
	struct asker *asker; /* what front knows of the request */
	int64_t now;         /* Unix seconds, taken once */
	const char *id;      /* request id, for the log and for support; never NULL */

	enum method method;
	bool head;                 /* GET asked by HEAD: answered without a body */
	bool inside;               /* asked by the machine itself: nginx, a health check */
	bool api;                  /* the address is one of the API's, even if it cannot be read */
	const char *path;          /* decoded, starts with / */
	const char *target;        /* path and query as sent (ASCII), to come back to */
	struct pairs query;        /* decoded */
	struct pairs params;       /* {name} parts of the route's path, decoded */
	struct pairs cookies;      /* by the names they were sent with */
	const struct route *route; /* set by route_match */

	/* What was sent, NULL when absent or empty. */
	const char *host, *accept, *accept_language, *content_type, *if_none_match, *if_match;
	const char *idempotency_key, *origin, *referer, *sec_fetch_site, *authorization, *csrf_token;
	const char *line_signature, *stripe_signature;
	const char *question;                          /* of hora doctor: crypto/proof.h */
	const char *asked_method;                      /* of a preflight: what the page is going to send */
	const char *content_length, *content_encoding; /* for request_body */
	const char *address;                           /* of the client as nginx saw it */
	const char *agent;                             /* the browser, as it calls itself */

	const char *body; /* NUL-terminated for convenience; "" when there is none */
	size_t body_len;
	struct json *json;             /* the body of an API route, read */
	const void *form;              /* the input as the route's shape says; NULL without a shape */
	struct upload *upload;         /* the file that a form sent; NULL when none was chosen */
	struct pairs typed;            /* the form as typed, to be shown again */
	struct complaints *complaints; /* about the form; never NULL once it was opened */
};

/* The method as HTTP writes it; "-" for METHOD_OTHER. Static text. */
const char *method_name(enum method);

/* The method of that name, METHOD_OTHER for NULL and what is not known. */
enum method method_find(const char *name);

/* True for GET, HEAD and OPTIONS, which change nothing (RFC 9110 9.2.1). */
bool method_is_safe(enum method);

/* Reads parameters ("NAME=value", NULL-terminated, as the gateway gives them)
 * into a request with arena, now and app already set; the rest is overwritten.
 * On ERR_INVALID the response carries the status that says what was wrong. */
MUST_CHECK enum err request_head(struct request *, struct response *, const char *const *parameters);

/* Where body bytes come from: read() gives at most len bytes, 0 at the end. */
struct source {
	size_t (*read)(void *from, char *bytes, size_t len);
	void *from;
};

/* Reads the body, at most `most` bytes. Fewer or more than CONTENT_LENGTH, or
 * an encoded body, is ERR_INVALID with a status as above. */
MUST_CHECK enum err request_body(struct request *, struct response *, struct source, size_t most);

/* A path parameter; the name must be one of the route's. */
const char *path_text(const struct request *, const char *name);

/* A path parameter that is a positive number; 0, which no row has, otherwise. */
int64_t path_id(const struct request *, const char *name);

/* One value of the query, NULL when absent. */
const char *query_text(const struct request *, const char *name);

/* True when the text is a place on this site: starts with one /, and holds
 * nothing a browser could read as another host (RFC 3986 4.2, backslashes,
 * controls). NULL is not. */
bool path_is_own(const char *target);

/* Where the person wanted to go: `next` of the form or query when it is a
 * place on this site, and not too long to be kept in a cookie, else the standard
 * one. */
const char *request_next(const struct request *, const char *standard);

#endif
