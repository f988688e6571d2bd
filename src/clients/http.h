/* Asking others over HTTPS, at addresses that administrators of studios may
 * name: with their certificate checked, within limits of time and size, without
 * following them elsewhere, and never into our own network (trust: R28). */
#ifndef HORA_CLIENTS_HTTP_H
#define HORA_CLIENTS_HTTP_H

#include "base/arena.h"

struct http_rules {
	const char *authorities; /* file of certificates to trust; NULL = the system's */
	const char *inside;      /* "HOST:PORT HOST:PORT …" that may be in our own network; NULL = none */
};

#define HTTP_HEADERS 8 /* most of a wish */

struct http_wish {
	const char *url;                       /* https alone */
	const char *headers[HTTP_HEADERS + 1]; /* "Name: value", ended by NULL */
	const char *method;                    /* NULL = GET, or POST of a body */
	const char *body;                      /* NULL = none */
	size_t len;                            /* of the body; 0 = a text */
	const char *user, *password;           /* by the basic scheme (RFC 7617); NULL = neither */
	const char *type;                      /* of the body */
	size_t most;                           /* bytes of answer */
	int seconds;                           /* for all of it */
};

struct http_answer {
	int status;
	const char *body; /* NUL-terminated; in the arena */
	size_t len;
	const char *tag; /* ETag, or NULL */
};

/* A way to ask, with connections kept; lives in the arena. ERR_INVALID: the rules
 * are none; *why says so. */
struct http;
MUST_CHECK enum err http_open(struct arena *, const struct http_rules *, struct http **out, const char **why);

/* Asks. Any status is an answer, a redirection too. ERR_UPSTREAM: there was none
 * that could be had; ERR_INVALID: it may not be asked there. *why says it, in one
 * line in the arena, for the operator. */
MUST_CHECK enum err http_ask(struct http *, struct arena *, const struct http_wish *, struct http_answer *out,
			     const char **why);

/* NULL where http_ask would go for such an address if its name leads outside,
 * else what is wrong with it: a static sentence. */
const char *http_objection(const char *url);

#endif
