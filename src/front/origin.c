/* Who may call the API from a page of another site. */
#include "front/origin.h"

#include "base/text.h"
#include "front/app.h"
#include "web/csrf.h"
#include "web/route.h"

#define HEADERS_ASKED "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match"
#define HEADERS_SHOWN "ETag, Link, Location, Retry-After"
#define PREFLIGHT_SECONDS "7200" /* as long as browsers remember one at most */

static bool
is_api(const struct request *rq)
{
	return (rq->route->flags & ROUTE_API) != 0;
}

/* Does the browser say that the page is another site's? A program says nothing. */
static bool
is_foreign(const struct request *rq)
{
	return (rq->origin != NULL || rq->sec_fetch_site != NULL || rq->referer != NULL)
	       && !csrf_same_origin(rq, rq->app->settings.site);
}

static enum err
trusts(struct request *rq, bool *out)
{
	*out = false;
	if (rq->origin == NULL || rq->app->responder->trusts == NULL)
		return OK;
	return rq->app->responder->trusts(rq, rq->origin, out);
}

enum err
origin_admit(struct request *rq, struct response *rs)
{
	bool trusted;
	enum err e;

	if (!is_api(rq) || rq->inside || !is_foreign(rq))
		return OK;
	if ((e = trusts(rq, &trusted)) != OK)
		return e;
	if (trusted) {
		response_header(rs, "Access-Control-Allow-Origin", rq->origin);
		response_header(rs, "Access-Control-Expose-Headers", HEADERS_SHOWN);
		return OK;
	}
	return method_is_safe(rq->method)
		   ? OK
		   : refuse(rs, ERR_DENIED, 403, N_("The studio does not take bookings from that site."));
}

/* The row that the page is going to call; when it does not say which method, any
 * row of the address. */
static enum err
match(struct request *rq, struct response *rs)
{
	enum method asked = rq->asked_method == NULL ? METHOD_OTHER : method_find(rq->asked_method);
	enum err e = ERR_NOT_FOUND;

	if (asked == HEAD)
		asked = GET;
	for (enum method m = METHOD_OTHER + 1; m < METHOD__MAX && e != OK; m++) {
		if (asked != METHOD_OTHER && asked != OPTIONS && m != asked)
			continue;
		rq->method = m;
		response_reset(rs);
		e = route_match(rq->app->responder->routes, rq, rs);
	}
	rq->method = OPTIONS;
	return e;
}

enum err
origin_preflight(struct request *rq, struct response *rs)
{
	const char *methods = route_methods(rq->arena, rq->app->responder->routes, rq->path);
	bool trusted = false;
	enum err e;

	if ((e = match(rq, rs)) != OK)
		return e;
	if (!is_api(rq)) {
		response_header(rs, "Allow", methods);
		return refuse(rs, ERR_NOT_FOUND, 405, "This address does not take that kind of request.");
	}
	if (is_foreign(rq) && (e = trusts(rq, &trusted)) != OK)
		return e;
	rs->status = 204;
	response_header(rs, "Allow", methods);
	if (!trusted)
		return OK;
	response_header(rs, "Access-Control-Allow-Origin", rq->origin);
	response_header(rs, "Access-Control-Allow-Methods", methods);
	response_header(rs, "Access-Control-Allow-Headers", HEADERS_ASKED);
	response_header(rs, "Access-Control-Max-Age", PREFLIGHT_SECONDS);
	return OK;
}
