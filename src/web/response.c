/* The answer: its status, headers, caching and redirects. What every answer
 * carries for the browser's protection is one table here; HSTS alone is set by
 * nginx, which also answers without us. */
#include "web/response.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "web/request.h"
#include "web/route.h"

#define LOCATION_BYTES_MAX 2048
#define FILE_NAME_MAX 80 /* characters of a file's name that are kept */

static const struct {
	int status;
	const char *reason;
} reasons[] = {
	{ 200, "OK" },
	{ 201, "Created" },
	{ 202, "Accepted" },
	{ 204, "No Content" },
	{ 303, "See Other" },
	{ 304, "Not Modified" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 409, "Conflict" },
	{ 410, "Gone" },
	{ 412, "Precondition Failed" },
	{ 413, "Content Too Large" },
	{ 414, "URI Too Long" },
	{ 415, "Unsupported Media Type" },
	{ 421, "Misdirected Request" },
	{ 422, "Unprocessable Content" },
	{ 428, "Precondition Required" },
	{ 429, "Too Many Requests" },
	{ 431, "Request Header Fields Too Large" },
	{ 500, "Internal Server Error" },
	{ 502, "Bad Gateway" },
	{ 503, "Service Unavailable" },
};

/* On every answer, errors too. No inline script or style anywhere. */
static const struct {
	const char *name;
	const char *value;
} protections[] = {
	{ "X-Content-Type-Options", "nosniff" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
};

#define CONTENT_POLICY \
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " \
	"connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
#define PERMISSIONS "microphone=(), geolocation=(), payment=(), usb=(), camera="

static const char *const caches[] = {
	[CACHE_NEVER] = "no-store",
	[CACHE_CHECKED] = "private, no-cache",
	[CACHE_PUBLIC] = "public, max-age=2",
	[CACHE_LASTING] = "public, max-age=31536000, immutable",
};
static_assert(sizeof caches / sizeof *caches == CACHE__MAX, "each kind of caching has its words");

struct response
response_new(struct arena *a, struct request *rq)
{
	return (struct response){
		.arena = a, .request = rq, .status = 200, .body = buffer_new(a, ANSWER_BYTES_MAX)
	};
}

static bool
is_token(const char *name)
{
	return *name != '\0'
	       && name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")]
		      == '\0';
}

static bool
is_one_line(const char *value)
{
	for (; *value != '\0'; value++)
		if ((unsigned char)*value < ' ' || *value == 0x7f)
			return false;
	return true;
}

void
response_header(struct response *rs, const char *name, const char *value)
{
	struct header *header, **last = &rs->first;

	if (!is_token(name) || !is_one_line(value)) {
		rs->broken = true;
		return;
	}
	header = arena_make(rs->arena, struct header);
	header->name = arena_dup(rs->arena, name);
	header->value = arena_dup(rs->arena, value);
	while (*last != NULL)
		last = &(*last)->next;
	*last = header;
}

void
response_reset(struct response *rs)
{
	struct header *was = rs->first;

	*rs = response_new(rs->arena, rs->request);
	for (; was != NULL; was = was->next)
		if (text_equal(was->name, "Set-Cookie"))
			response_header(rs, was->name, was->value);
}

static void
send_to(struct response *rs, const char *place)
{
	response_header(rs, "Location", place);
	rs->status = 303;
	rs->type = NULL;
	rs->body.len = 0;
}

enum err
redirect(struct response *rs, const char *fmt, ...)
{
	char place[LOCATION_BYTES_MAX];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(place, sizeof place, fmt, args);
	va_end(args);
	if (len < 0 || (size_t)len >= sizeof place || !path_is_own(place))
		rs->broken = true;
	else
		send_to(rs, place);
	return OK;
}

enum err
redirect_away(struct response *rs, const char *url)
{
	if (!text_starts(url, "https://") || strpbrk(url, " \\\"<>") != NULL)
		rs->broken = true;
	else
		send_to(rs, url);
	return OK;
}

/* The name for readers that know no UTF-8: what is not plain becomes _. */
static void
add_plain_name(struct buffer *out, const char *name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

	for (; *name != '\0'; name++)
		if (((unsigned char)*name & 0xc0) != 0x80)
			buffer_char(out, strchr(plain, *name) != NULL ? *name : '_');
}

/* The name without what a file system or a shell might act on, cut to size
 * between characters. */
static const char *
safe_name(struct arena *a, const char *name)
{
	struct buffer safe = buffer_new(a, FILE_NAME_MAX * 4);
	size_t len = strlen(name), step, kept = 0;
	uint32_t point;

	for (size_t i = 0; i < len && kept < FILE_NAME_MAX; i += step, kept++) {
		if ((step = utf8_read(name + i, len - i, &point)) == 0)
			break;
		if (text_is_control(point) || (point < 0x80 && strchr("/\\:*?\"<>|'%;", (int)point) != NULL)
		    || (point == '.' && i == 0))
			buffer_char(&safe, '_');
		else
			buffer_add(&safe, name + i, step);
	}
	return safe.len == 0 ? "file" : buffer_string(&safe);
}

enum err
send_file(struct response *rs, const char *type, const char *name, const void *bytes, size_t len)
{
	struct buffer disposition = buffer_new(rs->arena, FILE_NAME_MAX * 16 + 64);
	const char *safe = safe_name(rs->arena, name);

	buffer_text(&disposition, "attachment; filename=\"");
	add_plain_name(&disposition, safe);
	buffer_text(&disposition, "\"; filename*=UTF-8''");
	buffer_text(&disposition, percent_write(rs->arena, safe));
	response_header(rs, "Content-Disposition", buffer_string(&disposition));
	rs->type = type;
	rs->body.len = 0;
	buffer_add(&rs->body, bytes, len);
	return OK;
}

enum err
refuse(struct response *rs, enum err e, int status, const char *why)
{
	rs->status = status;
	rs->why = why;
	return e;
}

enum err
problem(struct response *rs, enum err e, const char *why)
{
	rs->why = why;
	return e;
}

void
response_retry(struct response *rs, int64_t seconds)
{
	response_header(rs, "Retry-After", arena_text(rs->arena, "%lld", (long long)seconds));
}

static const char *
reason_of(int status)
{
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Unknown";
}

static bool
is_api(const struct request *rq)
{
	return rq->route != NULL && (rq->route->flags & ROUTE_API) != 0;
}

static void
write_header(struct buffer *out, const char *name, const char *value, const char *more)
{
	buffer_text(out, name);
	buffer_text(out, ": ");
	buffer_text(out, value);
	buffer_text(out, more);
	buffer_text(out, "\r\n");
}

static void
write_protections(const struct response *rs, struct buffer *out)
{
	for (size_t i = 0; i < sizeof protections / sizeof *protections; i++)
		write_header(out, protections[i].name, protections[i].value, "");
	write_header(out, "Content-Security-Policy", CONTENT_POLICY,
		     rs->frames == NULL ? "'none'" : rs->frames);
	write_header(out, "Permissions-Policy", PERMISSIONS, rs->camera ? "(self)" : "()");
	write_header(out, "Referrer-Policy", rs->no_referrer ? "no-referrer" : "same-origin", "");
	write_header(out, "Cache-Control", caches[rs->cache], "");
	if (rs->cache != CACHE_NEVER && rs->cache != CACHE_PUBLIC)
		write_header(out, "Vary", is_api(rs->request) ? "Origin" : "Cookie", ", Accept-Language");
}

void
response_write(const struct response *rs, struct buffer *out)
{
	bool bare = rs->broken || rs->body.full;
	int status = bare ? 500 : rs->status;
	size_t len = bare ? 0 : rs->body.len;

	buffer_format(out, "Status: %d %s\r\n", status, reason_of(status));
	write_protections(rs, out);
	for (const struct header *h = bare ? NULL : rs->first; h != NULL; h = h->next)
		write_header(out, h->name, h->value, "");
	if (rs->type != NULL && status != 304)
		write_header(out, "Content-Type", rs->type, "");
	if (status != 304 && status != 204)
		buffer_format(out, "Content-Length: %zu\r\n", len);
	buffer_text(out, "\r\n");
	if (!rs->request->head && status != 304)
		buffer_add(out, rs->body.bytes, len);
}
