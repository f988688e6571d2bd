/* Reading a request's head and body, by the rules of request.h. What the tables
 * below do not name is not looked at, whatever a client or a careless nginx
 * file sends along. */
#include "web/request.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "crypto/random.h"
#include "web/cookie.h"
#include "web/response.h"

#define HEADER_BYTES_MAX 4096
#define REQUEST_ID_MAX 64

/* What is read into the request as it is, and what is only a step towards it. */
enum step {
	STEP_METHOD,
	STEP_TARGET,
	STEP_COOKIE,
	STEP_ID,
	STEP_INSIDE,
	STEP_LENGTH,
	STEP_ENCODING,
	STEP__MAX
};

static const char *const steps[] = {
	[STEP_METHOD] = "REQUEST_METHOD",
	[STEP_TARGET] = "REQUEST_URI",
	[STEP_COOKIE] = "HTTP_COOKIE",
	[STEP_ID] = "REQUEST_ID",
	[STEP_INSIDE] = "HORA_INSIDE",
	[STEP_LENGTH] = "CONTENT_LENGTH",
	[STEP_ENCODING] = "HTTP_CONTENT_ENCODING",
};
static_assert(sizeof steps / sizeof *steps == STEP__MAX, "each step has a parameter");

static const struct {
	const char *name;
	size_t place;
} headers[] = {
	{ "HTTP_HOST", offsetof(struct request, host) },
	{ "HTTP_ACCEPT", offsetof(struct request, accept) },
	{ "HTTP_ACCEPT_LANGUAGE", offsetof(struct request, accept_language) },
	{ "CONTENT_TYPE", offsetof(struct request, content_type) },
	{ "HTTP_IF_NONE_MATCH", offsetof(struct request, if_none_match) },
	{ "HTTP_IF_MATCH", offsetof(struct request, if_match) },
	{ "HTTP_IDEMPOTENCY_KEY", offsetof(struct request, idempotency_key) },
	{ "HTTP_ORIGIN", offsetof(struct request, origin) },
	{ "HTTP_REFERER", offsetof(struct request, referer) },
	{ "HTTP_SEC_FETCH_SITE", offsetof(struct request, sec_fetch_site) },
	{ "HTTP_AUTHORIZATION", offsetof(struct request, authorization) },
	{ "HTTP_X_CSRF_TOKEN", offsetof(struct request, csrf_token) },
	{ "HTTP_X_LINE_SIGNATURE", offsetof(struct request, line_signature) },
	{ "HTTP_STRIPE_SIGNATURE", offsetof(struct request, stripe_signature) },
	{ "HTTP_HORA_QUESTION", offsetof(struct request, question) },
	{ "HTTP_ACCESS_CONTROL_REQUEST_METHOD", offsetof(struct request, asked_method) },
	{ "HTTP_USER_AGENT", offsetof(struct request, agent) },
	{ "REMOTE_ADDR", offsetof(struct request, address) },
};

static const char *const methods[] = {
	[METHOD_OTHER] = "-", [GET] = "GET",     [HEAD] = "HEAD",     [POST] = "POST",
	[PUT] = "PUT",        [PATCH] = "PATCH", [DELETE] = "DELETE", [OPTIONS] = "OPTIONS",
};
static_assert(sizeof methods / sizeof *methods == METHOD__MAX, "each method has a name");

const char *
method_name(enum method method)
{
	return methods[method];
}

enum method
method_find(const char *name)
{
	for (int i = METHOD_OTHER + 1; i < METHOD__MAX; i++)
		if (text_equal(methods[i], name))
			return (enum method)i;
	return METHOD_OTHER;
}

bool
method_is_safe(enum method method)
{
	return method == GET || method == HEAD || method == OPTIONS;
}

static enum err
bad(struct response *rs, int status, const char *why)
{
	return refuse(rs, ERR_INVALID, status, why);
}

static bool
is_clean(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return false;
	return true;
}

/* The place a parameter's value goes to, NULL when it is none of ours. */
static const char **
place_of(struct request *rq, const char *raw[], const char *name, size_t len)
{
	for (size_t i = 0; i < STEP__MAX; i++)
		if (strlen(steps[i]) == len && memcmp(steps[i], name, len) == 0)
			return &raw[i];
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		if (strlen(headers[i].name) == len && memcmp(headers[i].name, name, len) == 0)
			return (const char **)((char *)rq + headers[i].place);
	return NULL;
}

static enum err
take(struct request *rq, struct response *rs, const char *raw[], const char *parameter)
{
	const char *equals = strchr(parameter, '=');
	const char **place;
	size_t len;

	if (equals == NULL)
		return OK;
	if ((place = place_of(rq, raw, parameter, (size_t)(equals - parameter))) == NULL)
		return OK;
	if (*place != NULL)
		return bad(rs, 400, "A part of the request came twice.");
	len = strlen(equals + 1);
	if (len > HEADER_BYTES_MAX + (place == &raw[STEP_TARGET] ? PATH_BYTES_MAX + 1 : 0))
		return bad(rs, place == &raw[STEP_TARGET] ? 414 : 431, "The request's head is too long.");
	if (!is_clean(equals + 1, len) || (place != &raw[STEP_COOKIE] && !utf8_valid(equals + 1, len)))
		return bad(rs, 400, "The request has characters that do not belong there.");
	*place = equals + 1;
	return OK;
}

/* One segment: decoded once, and nothing in it that another reader of the path
 * (a file system, a proxy, a browser) could take for something else. */
static bool
is_plain(const char *segment)
{
	size_t len = strlen(segment);
	uint32_t point;

	if (text_equal(segment, ".") || text_equal(segment, ".."))
		return false;
	for (size_t i = 0, step; i < len; i += step) {
		step = utf8_read(segment + i, len - i, &point);
		if (text_is_control(point) || point == '/' || point == '\\')
			return false;
	}
	return true;
}

static enum err
read_path(struct request *rq, struct response *rs, const char *text, size_t len)
{
	struct buffer path = buffer_new(rq->arena, PATH_BYTES_MAX);
	const char *end = text + len, *stop;

	if (len == 0 || *text != '/')
		return bad(rs, 400, "The address must start with a slash.");
	if (len > PATH_BYTES_MAX)
		return bad(rs, 414, "The address is too long.");
	for (text++; text <= end; text = stop + 1) {
		const char *segment;

		stop = memchr(text, '/', (size_t)(end - text));
		stop = stop == NULL ? end : stop;
		segment = percent_read(rq->arena, text, (size_t)(stop - text), false);
		if (segment == NULL || !is_plain(segment))
			return bad(rs, 400, "The address is not well formed.");
		if (*segment == '\0' && len > 1)
			return refuse(rs, ERR_NOT_FOUND, 404, NULL);
		buffer_char(&path, '/');
		buffer_text(&path, segment);
	}
	rq->path = buffer_string(&path);
	return OK;
}

static enum err
read_target(struct request *rq, struct response *rs, const char *target)
{
	const char *question = strchr(target, '?');
	size_t path_len = question == NULL ? strlen(target) : (size_t)(question - target);
	const char *query = question == NULL ? "" : question + 1;
	enum err e;

	rq->api = text_starts(target, "/api/");
	if (strpbrk(target, "# \\") != NULL)
		return bad(rs, 400, "The address is not well formed.");
	if (strlen(query) > QUERY_BYTES_MAX)
		return bad(rs, 414, "The address is too long.");
	if ((e = read_path(rq, rs, target, path_len)) != OK)
		return e;
	if (pairs_read(rq->arena, query, strlen(query), &rq->query) != OK)
		return bad(rs, 400, "The part of the address after ? is not well formed.");
	rq->target = target;
	return OK;
}

/* nginx makes the id; without one (a test, a health check) we do. */
static const char *
settle_id(struct arena *a, const char *id)
{
	size_t len = id == NULL ? 0 : strspn(id, "0123456789abcdefABCDEF-");

	return len > 0 && len <= REQUEST_ID_MAX && id[len] == '\0' ? id : random_id(a);
}

enum err
request_head(struct request *rq, struct response *rs, const char *const *parameters)
{
	const char *raw[STEP__MAX] = { NULL };
	enum err e;

	*rq = (struct request){ .arena = rq->arena, .app = rq->app, .now = rq->now };
	rq->body = rq->path = rq->target = "";
	for (; *parameters != NULL; parameters++)
		if ((e = take(rq, rs, raw, *parameters)) != OK) {
			rq->id = settle_id(rq->arena, raw[STEP_ID]);
			return e;
		}
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
		const char **value = (const char **)((char *)rq + headers[i].place);

		*value = text_is_empty(*value) ? NULL : *value;
	}
	rq->id = settle_id(rq->arena, raw[STEP_ID]);
	rq->inside = text_equal(raw[STEP_INSIDE], "yes");
	rq->content_length = raw[STEP_LENGTH];
	rq->content_encoding = raw[STEP_ENCODING];
	if (raw[STEP_METHOD] == NULL || raw[STEP_TARGET] == NULL)
		return bad(rs, 400, "The request is not whole.");
	rq->method = method_find(raw[STEP_METHOD]);
	rq->head = rq->method == HEAD;
	rq->method = rq->head ? GET : rq->method;
	if (cookie_read(rq->arena, raw[STEP_COOKIE], &rq->cookies) != OK)
		return bad(rs, 400,
			   "The browser sent cookies that cannot be read. Delete them and try again.");
	return read_target(rq, rs, raw[STEP_TARGET]);
}

enum err
request_body(struct request *rq, struct response *rs, struct source source, size_t most)
{
	const char *length = rq->content_length;
	int64_t expected = 0;
	size_t len = 0, got;
	char *body;

	if (!text_is_empty(length)
	    && (!text_integer(length, strlen(length), &expected) || expected < 0 || *length == '-'))
		return bad(rs, 400, "The request's length is not a number.");
	if ((uint64_t)expected > most)
		return bad(rs, 413, "That is more than we take at once.");
	if (!text_is_empty(rq->content_encoding) && !text_equal_fold(rq->content_encoding, "identity"))
		return bad(rs, 415, "Compressed requests are not read.");
	if (method_is_safe(rq->method) && expected > 0)
		return bad(rs, 400, "A request that only reads has no body.");
	/* One byte more is asked for, to see whether there is one. */
	body = arena_alloc(rq->arena, (size_t)expected + 2, 1);
	while (len <= (size_t)expected
	       && (got = source.read(source.from, body + len, (size_t)expected + 1 - len)) > 0)
		len += got;
	if (len != (size_t)expected)
		return bad(rs, 400, "The request was cut short.");
	rq->body = body;
	rq->body_len = len;
	return OK;
}

const char *
path_text(const struct request *rq, const char *name)
{
	const char *value = pairs_get(&rq->params, name);

	assert(value != NULL);
	return value;
}

int64_t
path_id(const struct request *rq, const char *name)
{
	const char *text = path_text(rq, name);
	int64_t id;

	return text_integer(text, strlen(text), &id) && id > 0 ? id : 0;
}

const char *
query_text(const struct request *rq, const char *name)
{
	return pairs_get(&rq->query, name);
}

bool
path_is_own(const char *target)
{
	if (target == NULL || target[0] != '/' || target[1] == '/')
		return false;
	for (; *target != '\0'; target++)
		if (*target <= ' ' || *target > '~' || *target == '\\')
			return false;
	return true;
}

const char *
request_next(const struct request *rq, const char *standard)
{
	const char *next = pairs_get(&rq->typed, "next");

	if (next == NULL)
		next = query_text(rq, "next");
	return path_is_own(next) && strlen(next) <= NEXT_BYTES_MAX ? next : standard;
}
