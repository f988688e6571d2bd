/* Matching: the table is short, so each request walks it once. A row's worth is
 * a bit per segment, 1 for a plain one, the first segment the highest: the
 * largest number is the row a person would expect. */
#include "web/route.h"

#include <string.h>

#include "base/text.h"

#define SEGMENTS_MAX 16
#define LETTERS "abcdefghijklmnopqrstuvwxyz"

/* One step along a path: the segment after the slash at *at, and its length. */
static const char *
next_segment(const char **at, size_t *len)
{
	const char *segment = *at + 1;

	*at = strchrnul(segment, '/');
	*len = (size_t)(*at - segment);
	return segment;
}

/* How well a pattern fits a path; 0 when it does not. */
static unsigned
fit(const char *pattern, const char *path)
{
	unsigned worth = 1;

	while (*pattern == '/' && *path == '/') {
		size_t want_len, len;
		bool plain = pattern[1] != '{';
		const char *want, *segment;

		if (plain && pattern[1] != path[1]) /* as in most rows */
			return 0;
		want = next_segment(&pattern, &want_len);
		segment = next_segment(&path, &len);
		if (plain && (want_len != len || memcmp(want, segment, len) != 0))
			return 0;
		worth = worth << 1 | plain;
	}
	return *pattern == '\0' && *path == '\0' ? worth : 0;
}

static struct pairs
read_params(struct arena *a, const char *pattern, const char *path)
{
	struct pairs params = { arena_alloc(a, SEGMENTS_MAX, sizeof *params.items), 0 };

	while (*pattern == '/') {
		size_t name_len, len;
		const char *name = next_segment(&pattern, &name_len), *segment = next_segment(&path, &len);

		if (*name == '{')
			params.items[params.count++] = (struct pair){ arena_copy(a, name + 1, name_len - 2),
								      arena_copy(a, segment, len) };
	}
	return params;
}

static bool
takes(const struct route *row, enum method method)
{
	return row->method == method || (method == HEAD && row->method == GET)
	       || (method == OPTIONS && (row->flags & ROUTE_API) != 0);
}

const char *
route_methods(struct arena *a, const struct route *table, const char *path)
{
	struct buffer list = buffer_new(a, 128);

	for (int m = METHOD_OTHER + 1; m < METHOD__MAX; m++)
		for (const struct route *row = table; row->path != NULL; row++)
			if (takes(row, (enum method)m) && fit(row->path, path)) {
				buffer_format(&list, "%s%s", list.len > 0 ? ", " : "",
					      method_name((enum method)m));
				break;
			}
	return buffer_string(&list);
}

static bool
is_inside(const struct route *row)
{
	return (row->flags & ROUTE_INSIDE) != 0;
}

enum err
route_match(const struct route *table, struct request *rq, struct response *rs)
{
	unsigned best = 0, worth;
	bool elsewhere = false;

	for (const struct route *row = table; row->path != NULL; row++) {
		if ((worth = fit(row->path, rq->path)) == 0 || is_inside(row) != rq->inside)
			continue;
		elsewhere = elsewhere || row->method != rq->method;
		if (row->method == rq->method && worth > best) {
			best = worth;
			rq->route = row;
		}
	}
	if (best > 0) {
		rq->params = read_params(rq->arena, rq->route->path, rq->path);
		return OK;
	}
	if (!elsewhere)
		return refuse(rs, ERR_NOT_FOUND, 404, NULL);
	response_header(rs, "Allow", route_methods(rq->arena, table, rq->path));
	return refuse(rs, ERR_NOT_FOUND, 405, "This address does not take that kind of request.");
}

/* "/", or segments of plain characters or {name}s, not too many. */
static bool
is_pattern(const char *path)
{
	int segments = 0;

	if (text_equal(path, "/"))
		return true;
	while (*path == '/' && segments++ < SEGMENTS_MAX) {
		size_t len, inner;
		const char *segment = next_segment(&path, &len);

		inner = *segment == '{' ? 2 + strspn(segment + 1, LETTERS "_")
					: strspn(segment, LETTERS "0123456789._-");
		if (inner != len || len == 0 || (*segment == '{' && (len < 3 || segment[len - 1] != '}')))
			return false;
	}
	return *path == '\0' && segments > 0;
}

/* Two rows that would answer the same requests. */
static bool
are_twins(const struct route *a, const struct route *b)
{
	const char *left = a->path, *right = b->path;

	if (a->method != b->method)
		return false;
	while (*left == '/' && *right == '/') {
		size_t left_len, right_len;
		const char *l = next_segment(&left, &left_len), *r = next_segment(&right, &right_len);

		if ((*l == '{') != (*r == '{')
		    || (*l != '{' && (left_len != right_len || memcmp(l, r, left_len) != 0)))
			return false;
	}
	return *left == *right;
}

static bool
has_twin(const struct route *table, const struct route *row)
{
	for (const struct route *other = table; other != row; other++)
		if (are_twins(other, row))
			return true;
	return false;
}

static const char *
fault_of(const struct route *table, const struct route *row)
{
	bool safe = method_is_safe(row->method), proven = (row->flags & ROUTE_NO_CSRF) != 0;
	bool upload = (row->flags & ROUTE_UPLOAD) != 0;

	if (!is_pattern(row->path))
		return "the path is not of the form /plain/{name}";
	if (row->method == METHOD_OTHER || row->method == HEAD || row->method == OPTIONS)
		return "the method must be GET, POST, PUT, PATCH or DELETE";
	if (row->who == 0)
		return "no role says who may";
	if (row->handle == NULL)
		return "no handler";
	if (proven != (row->reason != NULL))
		return "ROUTE_NO_CSRF and a reason belong together";
	if (proven && safe)
		return "a safe method needs no proof";
	if ((row->flags & ROUTE_RAW) != 0 && (row->form != NULL || safe || !proven))
		return "a raw body has no form, and a proof of its own";
	if (upload && (row->body == 0 || safe || (row->flags & (ROUTE_API | ROUTE_RAW)) != 0))
		return "a form with a file changes something, by a page's form, and has a limit";
	if ((row->flags & ROUTE_PARTS) != 0 && (row->form == NULL || safe || (row->flags & ROUTE_API) != 0))
		return "only a posted form comes in parts";
	if (row->again != NULL && ((row->form == NULL && !upload) || safe))
		return "there is no form to show again";
	if (has_twin(table, row))
		return "a row before it answers the same";
	return NULL;
}

enum err
route_check(const struct route *table, FILE *complaints)
{
	enum err e = OK;

	for (const struct route *row = table; row->path != NULL; row++) {
		const char *fault = fault_of(table, row);

		if (fault == NULL)
			continue;
		fprintf(complaints, "route %s %s: %s\n", method_name(row->method), row->path, fault);
		e = ERR_INVALID;
	}
	return e;
}

void
route_print(const struct route *table, const char *program, const char *(*role_name)(int), FILE *out)
{
	for (const struct route *row = table; row->path != NULL; row++)
		fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s%s%s%s%s%s%s\n", program, method_name(row->method),
			row->path, role_name(row->who), row->form == NULL ? "-" : row->form->name,
			row->flags == 0 ? "-" : "", (row->flags & ROUTE_API) != 0 ? "api " : "",
			(row->flags & ROUTE_INSIDE) != 0 ? "inside " : "",
			(row->flags & ROUTE_RAW) != 0 ? "raw " : "",
			(row->flags & ROUTE_UPLOAD) != 0 ? "upload " : "",
			(row->flags & ROUTE_PARTS) != 0 ? "parts " : "",
			row->reason == NULL ? "" : row->reason);
}
