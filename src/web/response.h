/* An answer in the making. Nothing is sent before the handler returned OK, so
 * a failing handler can always be answered by an error page instead. Security
 * headers are on every answer, from one table (response.c). */
#ifndef HORA_WEB_RESPONSE_H
#define HORA_WEB_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/err.h"

#define ANSWER_BYTES_MAX (4u << 20)

enum cache {
	CACHE_NEVER,   /* no-store: the standard; anything about a person */
	CACHE_CHECKED, /* kept by the browser, asked for again each time (ETag) */
	CACHE_PUBLIC,  /* follows from the address and the moment: nginx may hand it on for two seconds */
	CACHE_LASTING, /* follows from the address alone: as long as the browser likes */
	CACHE__MAX
};

struct header {
	const char *name;
	const char *value;
	struct header *next;
};

struct request;

struct response {
	struct arena *arena;
	struct request *request;
	int status;       /* 200 until said otherwise; 400 and more set by who refuses wins over the
	                     error table */
	const char *type; /* Content-Type; NULL when there is no body */
	enum cache cache;
	bool no_referrer;     /* the address itself is a secret */
	bool camera;          /* the page may ask for the camera */
	const char *frames;   /* who may frame the page (CSP frame-ancestors); NULL = nobody */
	const char *edition;  /* which program, views and texts answer: a word that tags tell */
	const char *variant;  /* what else the page depends on: language, who asks; kept to itself */
	const char *members;  /* of a problem document, besides its own: JSON, "\"a\":1,\"b\":2" */
	const char *why;      /* an untranslated sentence for the person who is refused */
	bool broken;          /* a header was refused: nothing but an error may be sent */
	struct header *first; /* headers, in order of setting */
	struct buffer body;
};

/* An empty answer to a request, status 200. */
struct response response_new(struct arena *, struct request *);

/* Forgets body, type, status and headers; cookies stay set. */
void response_reset(struct response *);

/* Adds a header. A value with control characters (CR, LF: header injection) or
 * a name that is no token breaks the answer: it becomes a 500. */
void response_header(struct response *, const char *name, const char *value);

/* Sends the browser on to a place on this site (303). Anything else than an own
 * path (see path_is_own) breaks the answer. Always OK. */
MUST_CHECK enum err redirect(struct response *, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Sends the browser to another site: only https, and never to what a visitor
 * typed. */
MUST_CHECK enum err redirect_away(struct response *, const char *url);

/* Answers with a file to be kept under a name; the name is made safe (RFC 6266,
 * RFC 8187). Always OK. */
MUST_CHECK enum err send_file(struct response *, const char *type, const char *name, const void *bytes,
			      size_t len);

/* A refusal with a status of its own (412, 428, 429, …) and a sentence. Returns
 * the error kind, for `return refuse(…)`. */
MUST_CHECK enum err refuse(struct response *, enum err e, int status, const char *why);

/* A refusal the table has a status for. */
MUST_CHECK enum err problem(struct response *, enum err e, const char *why);

/* Names the version of what is shown (a number, a date: no quotes, commas, white
 * space) and says whether the asker already has it; then the answer is a 304 and the
 * handler is done. The tag is the version itself, or differs by the response's
 * edition and variant. */
bool response_unchanged(struct response *, const char *version);

/* The same for an answer that also ages: its tag says until which moment (Unix
 * seconds) it stands. First asked with the version alone: true when the asker has
 * that version and it still stands, a 304. Else, with the answer made, its end
 * is told with the same version; to who has even that, or anything (a *), it is
 * a 304 all the same. */
bool response_stands(struct response *, int64_t now, const char *version);
void response_lasts(struct response *, int64_t until, const char *version);

/* Names the version of what no cache may keep, its holder's own, and says whether
 * the asker, if only reading, has it; then the answer is a 304. */
bool response_known(struct response *, const char *version);

/* Holds If-Match against the version: 428 when absent, 412 when stale
 * (RFC 6585, RFC 9110 13.1.1). */
MUST_CHECK enum err response_match(struct response *, const char *version);

/* Asks to come back after so many seconds. */
void response_retry(struct response *, int64_t seconds);

/* The whole answer as the gateway wants it: Status, headers, empty line, body
 * (left out for HEAD and 304). */
void response_write(const struct response *, struct buffer *out);

#endif
