/* Input by shape. Reading happens in two steps, since the form token must be
 * found before anything else in the form counts. */
#include "web/form.h"

#include <string.h>

#include "base/complaint.h"
#include "base/json.h"
#include "base/text.h"
#include "web/multipart.h"
#include "web/route.h"

/* "type" or "type; charset=utf-8". */
static bool
is_type(const char *content_type, const char *type)
{
	size_t len = strlen(type);
	const char *rest;

	if (content_type == NULL || strncasecmp(content_type, type, len) != 0)
		return false;
	rest = content_type + len;
	rest += strspn(rest, " \t");
	if (*rest == '\0')
		return true;
	rest += *rest == ';';
	rest += strspn(rest, " \t");
	return text_equal_fold(rest, "charset=utf-8") || text_equal_fold(rest, "charset=\"utf-8\"");
}

static enum err
open_json(struct request *rq, struct response *rs)
{
	static const char nothing[] = "{}";
	const char *why;

	if (rq->body_len == 0 && rq->route->form == NULL)
		return OK;
	/* Who sends no body says nothing, which is enough where nothing is required. */
	if (rq->body_len == 0 && text_is_empty(rq->content_type))
		return json_read(rq->arena, nothing, strlen(nothing), &rq->json, &why, NULL);
	if (!is_type(rq->content_type, "application/json"))
		return refuse(rs, ERR_INVALID, 415, "Send the body as application/json.");
	if (json_read(rq->arena, rq->body, rq->body_len, &rq->json, &why, NULL) != OK)
		return refuse(rs, ERR_INVALID, 400, why);
	return OK;
}

/* What is left of a body that lies in memory. */
struct rest {
	const char *bytes;
	size_t len;
};

static size_t
read_rest(void *from, char *out, size_t size)
{
	struct rest *rest = from;
	size_t n = rest->len < size ? rest->len : size;

	memcpy(out, rest->bytes, n);
	rest->bytes += n;
	rest->len -= n;
	return n;
}

static enum err
refuse_file(void *to, const char *bytes, size_t len)
{
	(void)to;
	(void)bytes;
	(void)len;
	return ERR_INVALID;
}

static enum err
open_parts(struct request *rq, struct response *rs, const char *boundary)
{
	struct rest rest = { rq->body, rq->body_len };
	struct multipart form;

	if (multipart_read(rq->arena, (struct source){ read_rest, &rest }, boundary,
			   (struct sink){ refuse_file, NULL }, &form)
	    != OK)
		return refuse(rs, ERR_INVALID, 400, "The form is not well formed.");
	rq->typed = form.fields;
	return OK;
}

static enum err
open_form(struct request *rq, struct response *rs)
{
	const char *boundary = multipart_boundary(rq->arena, rq->content_type);

	if (rq->body_len == 0)
		return OK;
	if (boundary != NULL && (rq->route->flags & ROUTE_PARTS) != 0)
		return open_parts(rq, rs, boundary);
	if (!is_type(rq->content_type, "application/x-www-form-urlencoded"))
		return refuse(rs, ERR_INVALID, 415, "Send the form as application/x-www-form-urlencoded.");
	if (pairs_read(rq->arena, rq->body, rq->body_len, &rq->typed) != OK)
		return refuse(rs, ERR_INVALID, 400, "The form is not well formed.");
	return OK;
}

enum err
form_open(struct request *rq, struct response *rs)
{
	rq->complaints = arena_make(rq->arena, struct complaints);
	if (method_is_safe(rq->method)) {
		rq->typed = rq->query;
		return OK;
	}
	if ((rq->route->flags & ROUTE_RAW) != 0)
		return OK;
	return (rq->route->flags & ROUTE_API) != 0 ? open_json(rq, rs) : open_form(rq, rs);
}

enum err
form_fill(const struct shape *shape, struct arena *a, const struct pairs *pairs,
	  struct complaints *complaints, void *record)
{
	size_t before = complaints->count;

	shape_clear(shape, record);
	for (size_t i = 0; i < shape->count; i++) {
		const struct field *f = &shape->fields[i];
		const char *text = pairs_get(pairs, f->name), *why;

		if (pairs_times(pairs, f->name) > 1)
			complaint_add(complaints, f->name, NULL, N_("This was sent more than once."));
		else if (field_read(f, a, text == NULL ? "" : text, text == NULL ? 0 : strlen(text), record,
				    &why)
			 != OK)
			complaint_add(complaints, f->name, NULL, why);
	}
	return complaints->count == before ? OK : ERR_INVALID;
}

enum err
form_read(struct request *rq)
{
	const struct shape *shape = rq->route->form;
	void *record;

	if (shape == NULL)
		return OK;
	record = arena_alloc(rq->arena, 1, shape->size);
	shape_clear(shape, record);
	rq->form = record;
	return rq->json != NULL ? json_into(rq->arena, rq->json, shape, record, rq->complaints)
				: form_fill(shape, rq->arena, &rq->typed, rq->complaints, record);
}
