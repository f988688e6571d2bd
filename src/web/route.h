/* Routes: what a program answers, one row each, with all a reviewer asks: who
 * may, what input, which code. Tests and `make routes` loop over the rows. */
#ifndef HORA_WEB_ROUTE_H
#define HORA_WEB_ROUTE_H

#include <stdio.h>

#include "base/err.h"
#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

enum route_flag {
	ROUTE_API = 1 << 0,     /* JSON in and out; refusals as RFC 9457 */
	ROUTE_RAW = 1 << 1,     /* the body is the handler's, any type: webhooks */
	ROUTE_NO_CSRF = 1 << 2, /* another proof stands in; .reason says which */
	ROUTE_INSIDE = 1 << 3,  /* asked by the machine itself (nginx, health checks), never from outside */
	ROUTE_UPLOAD = 1 << 4,  /* a form with a file, of which at most .body bytes are kept: web/upload.h */
	ROUTE_PARTS = 1 << 5,   /* the form may come as multipart/form-data too, without a file */
};

struct route {
	enum method method; /* GET answers HEAD too */
	const char *path;   /* "/s/{studio}/book/{service}" */
	int who;            /* enum role (domain/role.h); 0 is refused at start */
	enum err (*handle)(struct request *, struct response *);
	const struct shape *form; /* input: the query of GET, the body of the others */
	unsigned flags;
	enum err (*again)(struct request *, struct response *); /* shows the page with the form again
	                     when the input was refused (422); NULL = an error page lists what is wrong */
	size_t body;                                            /* most bytes of body; 0 = BODY_BYTES_MAX */
	int scope;          /* enum scope (domain/scope.h) that lets an API key in besides; 0 = none */
	const char *reason; /* of ROUTE_NO_CSRF: what proves the sender instead */
};

/* A table ends with a row without a path. */
#define ROUTES_END \
	{ \
		.path = NULL \
	}

/* Finds the row for the request's method and path; a plain segment wins over a
 * {parameter}. Sets route and params. ERR_NOT_FOUND: with status 405 and Allow
 * when only the method is wrong, else 404. */
MUST_CHECK enum err route_match(const struct route *table, struct request *, struct response *);

/* The methods that a path takes, as Allow lists them; API routes take OPTIONS. */
const char *route_methods(struct arena *, const struct route *table, const char *path);

/* Checks a table at start: each row has a path of the right form, a role, a
 * handler, a reason where it needs one, and no twin. Writes a line per fault;
 * returns ERR_INVALID if there is any. */
MUST_CHECK enum err route_check(const struct route *table, FILE *complaints);

/* Prints the table, a row a line: method, path, role, form, flags. */
void route_print(const struct route *table, const char *program, const char *(*role_name)(int), FILE *out);

#endif
