/* Requests of a test's own making, from the parameters nginx would send. */
#ifndef HORA_TESTS_WEB_FAKE_H
#define HORA_TESTS_WEB_FAKE_H

#include <stdbool.h>
#include <string.h>

#include "web/request.h"
#include "web/response.h"

#define FAKE_NOW 1700000000

struct fake {
	struct arena *arena;
	struct request request;
	struct response response;
	const char *body; /* what the gateway would give, from here on */
	size_t left;
	size_t chunk; /* bytes it gives at a time; 0 = all */
};

/* A fake with nothing read yet; let go by fake_close. */
static inline void
fake_open(struct fake *f)
{
	memset(f, 0, sizeof *f);
	f->arena = arena_new();
	f->request = (struct request){ .arena = f->arena, .now = FAKE_NOW };
	f->response = response_new(f->arena, &f->request);
}

/* Lets all of it go. */
static inline void
fake_close(struct fake *f)
{
	arena_free(f->arena);
}

/* Reads the head of a request with these parameters after method and target
 * (either may be NULL: not sent). */
#define fake_head(f, method, target, ...) \
	fake_head_list((f), (method), (target), (const char *const[]){ __VA_ARGS__ __VA_OPT__(, ) NULL })

/* The same, the parameters as a NULL-terminated list. */
static inline enum err
fake_head_list(struct fake *f, const char *method, const char *target, const char *const *more)
{
	const char *parameters[64];
	size_t count = 0;

	if (method != NULL)
		parameters[count++] = arena_text(f->arena, "REQUEST_METHOD=%s", method);
	if (target != NULL)
		parameters[count++] = arena_text(f->arena, "REQUEST_URI=%s", target);
	while (*more != NULL)
		parameters[count++] = *more++;
	parameters[count] = NULL;
	return request_head(&f->request, &f->response, parameters);
}

/* A struct source's read over f->body. */
static inline size_t
fake_read(void *from, char *bytes, size_t len)
{
	struct fake *f = from;

	if (f->chunk != 0 && len > f->chunk)
		len = f->chunk;
	if (len > f->left)
		len = f->left;
	memcpy(bytes, f->body, len);
	f->body += len;
	f->left -= len;
	return len;
}

/* Reads a body of the request whose head was read. */
static inline enum err
fake_body(struct fake *f, const char *body, size_t len, size_t most)
{
	f->body = body;
	f->left = len;
	return request_body(&f->request, &f->response, (struct source){ fake_read, f }, most);
}

/* The whole answer as text. */
static inline const char *
fake_answer(struct fake *f)
{
	struct buffer out = buffer_new(f->arena, 1 << 20);

	response_write(&f->response, &out);
	return buffer_string(&out);
}

#endif
