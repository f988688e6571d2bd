/* A whole request: parameters a line each, an empty line, the body. Whatever it
 * is, the path that comes out is plain, the answer is well formed, and nothing
 * of the request gets into its head as a line of its own. */
#include <string.h>

#include "base/text.h"
#include "tests/fuzz/fuzz.h"
#include "web/cookie.h"
#include "web/route.h"

#define PARAMETERS_MAX 64

static enum err
answer(struct request *rq, struct response *rs)
{
	const char *thing = pairs_get(&rq->params, "thing");

	/* All that a handler may do with what came in. */
	if (thing != NULL)
		(void)path_id(rq, "thing");
	response_header(rs, "X-Echo", rq->path);
	cookie_set(rs, COOKIE_LANGUAGE, thing == NULL ? "en" : thing, 60);
	if (rq->query.count % 2 == 0)
		return redirect(rs, "%s", request_next(rq, "/"));
	return send_file(rs, "text/plain", thing == NULL ? "file" : thing, rq->body, rq->body_len);
}

static const struct route table[] = {
	{ GET, "/", 1, answer },
	{ GET, "/s/{thing}", 1, answer },
	{ POST, "/s/{thing}", 1, answer },
	{ GET, "/s/plain", 1, answer },
	ROUTES_END,
};

static void
check_path(const char *path)
{
	size_t len = strlen(path);
	uint32_t point;

	EXPECT(path[0] == '/' && len <= PATH_BYTES_MAX && utf8_valid(path, len));
	EXPECT(strstr(path, "//") == NULL && strchr(path, '\\') == NULL);
	EXPECT(strstr(path, "/../") == NULL && strstr(path, "/./") == NULL);
	for (size_t i = 0; i < len;) {
		i += utf8_read(path + i, len - i, &point);
		EXPECT(!text_is_control(point));
	}
}

/* Every line of the head is one that was meant. */
static void
check_head(const char *head)
{
	static const char *const known[] = {
		"Status",
		"X-Content-Type-Options",
		"Cross-Origin-Opener-Policy",
		"Cache-Control",
		"Permissions-Policy",
		"Cross-Origin-Resource-Policy",
		"Referrer-Policy",
		"Set-Cookie",
		"Content-Security-Policy",
		"Content-Type",
		"Content-Length",
		"Content-Disposition",
		"X-Echo",
		"Location",
		"Allow",
	};
	const char *end = strstr(head, "\r\n\r\n");

	EXPECT(end != NULL);
	while (head < end) {
		size_t len = strcspn(head, ":\r\n"), i = 0;

		while (i < sizeof known / sizeof *known
		       && (strlen(known[i]) != len || memcmp(known[i], head, len) != 0))
			i++;
		EXPECT(i < sizeof known / sizeof *known && head[len] == ':');
		len = strcspn(head, "\r\n");
		EXPECT(head[len] == '\r' && head[len + 1] == '\n');
		head += len + 2;
	}
}

struct bytes {
	const char *at;
	size_t left;
};

static size_t
read_bytes(void *from, char *out, size_t len)
{
	struct bytes *bytes = from;

	len = len < bytes->left ? len : bytes->left;
	memcpy(out, bytes->at, len);
	bytes->at += len;
	bytes->left -= len;
	return len;
}

/* Cuts the text into parameters; returns where the body begins. */
static const char *
cut(struct arena *a, const char *text, const char *end, const char **parameters)
{
	size_t count = 0;

	while (text < end && *text != '\n' && count < PARAMETERS_MAX - 1) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));

		stop = stop == NULL ? end : stop;
		/* A gateway's parameters are C strings. */
		parameters[count++] = arena_copy(a, text, (size_t)(stop - text));
		text = stop < end ? stop + 1 : end;
	}
	parameters[count] = NULL;
	return text < end ? text + 1 : end;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const char *parameters[PARAMETERS_MAX], *text = (const char *)data, *end = text + size;
	const char *body = cut(a, text, end, parameters);
	struct bytes bytes = { body, (size_t)(end - body) };
	struct request rq = { .arena = a, .now = 1700000000 };
	struct response rs = response_new(a, &rq);
	struct buffer out = buffer_new(a, 1 << 20);
	enum err e;

	e = request_head(&rq, &rs, parameters);
	if (e == OK) {
		check_path(rq.path);
		e = route_match(table, &rq, &rs);
	}
	if (e == OK)
		e = request_body(&rq, &rs, (struct source){ read_bytes, &bytes }, 1000);
	if (e == OK) {
		EXPECT(rq.body_len <= 1000);
		e = rq.route->handle(&rq, &rs);
	}
	EXPECT(e == OK || (rs.status >= 400 && rs.status < 500));
	EXPECT(rq.id != NULL && utf8_valid(rq.id, strlen(rq.id)));
	response_write(&rs, &out);
	EXPECT(!out.full);
	check_head(buffer_string(&out));
	arena_free(a);
	return 0;
}
