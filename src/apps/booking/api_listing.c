/* Answers about starts, from the cheapest source that is current. The rulebook
 * comes from the shelf unasked; the counts that are read with whatever is read
 * next tell whether it was out of date, and then all is done again. */
#include "apps/booking/api_listing.h"

#include "apps/booking/copy.h"
#include "base/complaint.h"
#include "front/app.h"
#include "usecase/rulebook.h"
#include "web/route.h"

#define TRIES_MAX 3

/* One try, by one reading of the rules. */
struct attempt {
	struct request *rq;
	struct response *rs;
	const struct listing *listing;
	const struct rulebook *book;
	bool peeked; /* nobody has looked yet whether the rulebook is current */
	bool stale;  /* it was not */
	struct asked asked;
	struct agenda_stamp stamp;
};

static bool
is_same(const struct occupation *a, const struct occupation *b)
{
	return a->rules == b->rules && a->occupied == b->occupied;
}

static void
note_age(struct attempt *t, const struct occupation *version)
{
	t->stale = version->rules != t->book->studio.rules;
}

static const char *
version_text(struct arena *a, const struct occupation *version)
{
	struct buffer text = buffer_new(a, 48);

	buffer_number(&text, version->rules);
	buffer_char(&text, '.');
	buffer_number(&text, version->occupied);
	return buffer_string(&text);
}

static enum err
show(struct attempt *t, const struct agenda_stamp *stamp, const char *body, size_t len)
{
	t->rs->type = "application/json";
	buffer_add(&t->rs->body, body, len);
	response_lasts(t->rs, stamp->until, version_text(t->rs->arena, &stamp->version));
	return OK;
}

/* Answers without reading what occupies anybody, where the counts say that this
 * or that copy stands. */
static enum err
answer_from_copy(struct attempt *t, const struct copy *copy, bool *answered)
{
	struct occupation now;
	enum err e;

	*answered = false;
	if ((e = agenda_version(t->rq->act, &t->asked.what, &now)) != OK)
		return e;
	note_age(t, &now);
	if (t->stale)
		return OK;
	*answered = response_stands(t->rs, t->rq->now, version_text(t->rs->arena, &now));
	if (*answered || copy == NULL || !is_same(&copy->stamp.version, &now))
		return OK;
	*answered = true;
	return show(t, &copy->stamp, copy->body, copy->len);
}

static enum err
answer_anew(struct attempt *t)
{
	struct buffer body = buffer_new(t->rq->arena, ANSWER_BYTES_MAX);
	enum err e;

	t->asked.what.stamp = &t->stamp;
	if ((e = t->listing->write(t->rq, &t->asked, &body)) != OK)
		return e;
	note_age(t, &t->stamp.version);
	if (t->stale)
		return OK;
	copy_keep(t->rq->app->copies, &(struct copy){ t->rq->target, body.bytes, body.len, t->stamp });
	return show(t, &t->stamp, body.bytes, body.len);
}

static enum err
try_once(struct attempt *t)
{
	const struct copy *copy = copy_find(t->rq->app->copies, t->rq->target, t->rq->now);
	bool answered = false;
	enum err e;

	t->rq->complaints->count = 0;
	if ((e = t->listing->take(t->rq, t->book, &t->asked)) != OK) {
		t->stale = t->peeked;
		return e;
	}
	if ((copy != NULL || t->rq->if_none_match != NULL)
	    && (e = answer_from_copy(t, copy, &answered)) != OK)
		return e;
	return answered || t->stale ? OK : answer_anew(t);
}

enum err
api_list(struct request *rq, struct response *rs, const struct listing *listing)
{
	const char *slug = path_text(rq, "studio");
	struct attempt t = { .rq = rq, .rs = rs, .listing = listing };
	enum err e;

	t.book = rulebook_peek(rq->act, rq->app->shelf, slug);
	t.peeked = t.book != NULL;
	for (int i = 0; i < TRIES_MAX; i++) {
		if (t.book == NULL && (e = rulebook_open(rq->act, rq->app->shelf, slug, &t.book)) != OK)
			return e;
		t.stale = false;
		e = try_once(&t);
		if (!t.stale)
			return e;
		t.book = NULL;
		t.peeked = false;
	}
	return ERR_BUSY;
}
