/* A responder made for tests of front: it does what they want, over a database and
 * views of its own, asked in process. */
#ifndef HORA_TESTS_WEB_PUPPET_H
#define HORA_TESTS_WEB_PUPPET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "front/app.h"

#define SITE "https://hora.example"

/* Parameters of a request, as the gateway passes them. */
#define FORM "CONTENT_TYPE=application/x-www-form-urlencoded"
#define JSON "CONTENT_TYPE=application/json"
#define OURS "HTTP_SEC_FETCH_SITE=same-origin"
#define VISITOR "HTTP_COOKIE=__Host-visitor=AAAAAAAAAAAAAAAAAAAAAA"

struct puppet_answer {
	struct arena *arena;
	int status;
	const char *text; /* head and body */
};

extern struct app puppet;
extern int puppet_calls;                   /* of its handlers; tests set it back */
extern enum err puppet_fails;              /* how /fail ends */
extern struct puppet_answer puppet_answer; /* the last one; the next question lets it go */

/* cmocka's set-up and tear-down of all tests. */
int puppet_start(void **state);
int puppet_close(void **state);

/* Asks, with more parameters, and returns the status. */
#define ask(method, target, body, ...) \
	puppet_ask((method), (target), (body), (const char *const[]){ __VA_ARGS__ __VA_OPT__(, ) NULL })
int puppet_ask(const char *method, const char *target, const char *body, const char *const *more);

/* Whether the last answer holds the text, head or body. */
bool puppet_says(const char *text);

/* How many rows its handlers have kept. */
int64_t puppet_rows(void);

/* A form's body with the token of a subject, and of VISITOR; lives as long as the
 * puppet. */
const char *puppet_form(const char *body, const char *subject);
const char *puppet_visitor(const char *body);

#endif
