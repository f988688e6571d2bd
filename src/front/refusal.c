/* Errors told to people and programs: two tables, error kind to status, status
 * to words. Nothing of the inside goes out but the request id. */
#include "front/refusal.h"

#include <assert.h>

#include "base/complaint.h"
#include "base/json.h"
#include "base/text.h"
#include "front/asker.h"
#include "front/show.h"
#include "view/view.h"
#include "web/route.h"

#define RETRY_SECONDS 2

static const int statuses[] = {
	[OK] = 200,           [ERR_INVALID] = 422,  [ERR_DENIED] = 403,   [ERR_NOT_FOUND] = 404,
	[ERR_CONFLICT] = 409, [ERR_TOO_LATE] = 409, [ERR_UPSTREAM] = 502, [ERR_BUSY] = 503,
	[ERR_INTERNAL] = 500,
};
static_assert(sizeof statuses / sizeof *statuses == ERR__MAX, "each error has a status");

static const struct words {
	int status;
	const char *name;    /* of the problem type; stable, part of the API */
	const char *summary; /* its title, for programmers */
	const char *title, *advice;
	enum { PERSONAL, TECHNICAL } reason; /* a technical one is for programs; people get the advice */
	enum err error;                      /* whose words these are; OK = of all with the status */
} words[] = {
	{ 400, "malformed", "Malformed request", N_("This address cannot be read"),
	  N_("Something in the request is not as it should be. Please go back and try the link again."),
	  TECHNICAL },
	{ 401, "unauthenticated", "Not authenticated", N_("Please log in first"),
	  N_("This is only shown to those who are logged in."), PERSONAL },
	{ 403, "denied", "Not allowed", N_("This is not open to you"),
	  N_("You may need to log in, or ask the studio for access."), PERSONAL },
	{ 404, "not-found", "Not found", N_("There is no page here"),
	  N_("The address may be mistyped, or the page may have moved. Your bookings are not affected."),
	  PERSONAL },
	{ 405, "method", "Method not allowed", N_("This cannot be done here"),
	  N_("The page does not take this kind of request. Please go back and use its buttons."), TECHNICAL },
	{ 409, "too-late", "Too late", N_("This can no longer be done"),
	  N_("Its time has passed, or it has come to an end. Please look at it again."), PERSONAL,
	  ERR_TOO_LATE },
	{ 409, "conflict", "Conflict with the current state", N_("Somebody was quicker"),
	  N_("What you saw has changed meanwhile. Please look again and choose anew."), PERSONAL },
	{ 412, "stale", "Version is not current", N_("This has changed meanwhile"),
	  N_("Please read it again before you change it."), TECHNICAL },
	{ 413, "too-large", "Content too large", N_("That is too large"),
	  N_("What you sent is larger than this page accepts. Please shorten it or choose a smaller file."),
	  TECHNICAL },
	{ 414, "address-too-long", "Address too long", N_("This address is too long"),
	  N_("Please go back and try the link again."), TECHNICAL },
	{ 415, "media-type", "Unsupported media type", N_("This kind of content is not accepted"),
	  N_("Please send it in the form this page asks for."), TECHNICAL },
	{ 422, "invalid", "Invalid input", N_("Something needs mending"),
	  N_("Please go back and look at what you typed."), PERSONAL },
	{ 428, "version-required", "Version required", N_("The version is missing"),
	  N_("Please say which version you are changing."), TECHNICAL },
	{ 429, "too-many", "Too many requests", N_("One moment, please"),
	  N_("That was a lot in a short time. Please wait a little and try again."), PERSONAL },
	{ 431, "head-too-large", "Header fields too large", N_("Your browser sent too much"),
	  N_("Clearing this site's cookies usually helps. Then please try again."), TECHNICAL },
	{ 500, "internal", "Internal error", N_("Something went wrong on our side"),
	  N_("Nothing you typed is at fault. Please try again in a moment."), PERSONAL },
	{ 502, "upstream", "A service behind failed", N_("A service we need does not answer"),
	  N_("Please try again in a few seconds. Bookings already made are safe."), PERSONAL },
	{ 503, "busy", "Temporarily unavailable", N_("Very busy just now"),
	  N_("Please try again in a few seconds. Bookings already made are safe."), PERSONAL },
};

struct refusal {
	int64_t status;
	const char *title, *why, *request;
	bool again; /* worth trying again as it is */
};

static const struct field refusal_fields[] = {
	FIELD(INT, refusal, status),   FIELD(TEXT, refusal, title), FIELD(TEXT, refusal, why),
	FIELD(TEXT, refusal, request), FIELD(BOOL, refusal, again),
};
static const struct shape refusal_shape = SHAPE(refusal, refusal_fields);

int
refusal_status(enum err e)
{
	return statuses[e];
}

/* 500's for a status without words of its own. */
static const struct words *
words_of(int status, enum err e)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i].status == status && (words[i].error == OK || words[i].error == e))
			return &words[i];
	return status == 500 ? NULL : words_of(500, e);
}

static const char *
translate(const struct response *rs, const char *text)
{
	const struct request *rq = rs->request;

	return text == NULL ? NULL : view_text(rq->app->views, rq->act->language, text);
}

static void
write_member(struct buffer *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	json_write_string(out, name);
	buffer_char(out, ':');
	json_write_string(out, value);
	buffer_char(out, ',');
}

static void
write_complaints(struct response *rs, const struct complaints *complaints)
{
	buffer_text(&rs->body, "\"errors\":[");
	for (size_t i = 0; i < complaints->count; i++) {
		const struct complaint *c = &complaints->items[i];

		buffer_text(&rs->body, i == 0 ? "{" : ",{");
		write_member(&rs->body, c->pointer == NULL ? "parameter" : "pointer",
			     c->pointer == NULL ? c->field : c->pointer);
		buffer_text(&rs->body, "\"detail\":");
		json_write_string(&rs->body, translate(rs, c->message));
		buffer_char(&rs->body, '}');
	}
	buffer_text(&rs->body, "],");
}

/* RFC 9457. The document is about this request alone, so `instance` is its id. */
static void
write_problem(struct response *rs, const struct words *w)
{
	const struct request *rq = rs->request;
	const char *why = rs->why != NULL ? rs->why : w->advice;

	rs->type = "application/problem+json";
	buffer_char(&rs->body, '{');
	write_member(&rs->body, "type",
		     arena_text(rs->arena, "%s/api/v1/problems/%s", rq->app->settings.site, w->name));
	write_member(&rs->body, "title", w->summary);
	write_member(&rs->body, "detail", translate(rs, why));
	write_member(&rs->body, "instance", arena_text(rs->arena, "urn:hora:request:%s", rq->id));
	if (rq->complaints != NULL && rq->complaints->count > 0)
		write_complaints(rs, rq->complaints);
	if (rs->members != NULL) {
		buffer_text(&rs->body, rs->members);
		buffer_char(&rs->body, ',');
	}
	buffer_format(&rs->body, "\"status\":%d}\n", rs->status);
}

static void
write_page(struct response *rs, const struct words *w)
{
	const struct request *rq = rs->request;
	struct refusal refusal = { .status = rs->status,
				   .title = w->title,
				   .why = rs->why == NULL || w->reason == TECHNICAL ? w->advice : rs->why,
				   .request = rq->id,
				   .again = rs->status == 503 || rs->status == 502 };

	if (show(rs, "error/page", &refusal_shape, &refusal) == OK)
		return;
	/* Even without views a person is told. */
	rs->body.len = 0;
	rs->type = "text/plain; charset=utf-8";
	buffer_format(&rs->body, "%s\n%s\n%s\n", translate(rs, w->title), translate(rs, refusal.why), rq->id);
}

/* Headers that stay when the page is dropped. */
static void
keep_headers(struct response *rs, const struct response *was)
{
	static const char *const kept[] = { "Allow", "Retry-After", "WWW-Authenticate",
					    "Access-Control-Allow-Origin", "Access-Control-Expose-Headers" };

	for (const struct header *h = was->first; h != NULL; h = h->next)
		for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
			if (text_equal(h->name, kept[i]))
				response_header(rs, h->name, h->value);
}

static bool
is_for_programs(const struct request *rq)
{
	if (rq->route != NULL)
		return (rq->route->flags & (ROUTE_API | ROUTE_RAW | ROUTE_INSIDE)) != 0;
	return rq->inside || rq->api;
}

static bool
has_header(const struct response *rs, const char *name)
{
	for (const struct header *h = rs->first; h != NULL; h = h->next)
		if (text_equal(h->name, name))
			return true;
	return false;
}

static enum err
send_to_log_in(struct response *rs)
{
	const struct request *rq = rs->request;
	const char *door = asker_is_weak(rq) ? "/auth/step" : "/auth/login";

	if (rq->method != GET || !path_is_own(rq->target))
		return redirect(rs, "%s", door);
	return redirect(rs, "%s?next=%s", door, percent_write(rs->arena, rq->target));
}

void
refusal_write(struct response *rs, enum err e)
{
	struct response was = *rs;

	response_reset(rs);
	rs->status = was.status >= 400 ? was.status : statuses[e];
	rs->why = was.why;
	rs->members = was.members;
	rs->edition = was.edition;
	rs->variant = was.variant;
	keep_headers(rs, &was);
	if (rs->status == 401 && !is_for_programs(rs->request) && send_to_log_in(rs) == OK)
		return;
	if (rs->status == 503 && !has_header(rs, "Retry-After"))
		response_retry(rs, RETRY_SECONDS);
	if (is_for_programs(rs->request))
		write_problem(rs, words_of(rs->status, e));
	else
		write_page(rs, words_of(rs->status, e));
}

enum err
refusal_explain(struct request *rq, struct response *rs)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!text_equal(words[i].name, path_text(rq, "name")))
			continue;
		rs->type = "application/json";
		rs->cache = CACHE_CHECKED;
		buffer_char(&rs->body, '{');
		write_member(&rs->body, "name", words[i].name);
		write_member(&rs->body, "title", words[i].summary);
		write_member(&rs->body, "advice", translate(rs, words[i].advice));
		buffer_format(&rs->body, "\"status\":%d}\n", words[i].status);
		return OK;
	}
	return ERR_NOT_FOUND;
}
