/* The pages of logging in through somebody else. Nothing here speaks to the
 * outside: the worker does, and the page asks where it stands. */
#include "apps/auth/arrival.h"

#include "apps/auth/browser.h"
#include "apps/auth/departure.h"
#include "apps/auth/entrance.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/contact.h"
#include "domain/role.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "usecase/arrival.h"
#include "web/pair.h"

struct arrival_view {
	const char *id, *provider, *log_in_again;
	const char *away;         /* the provider's own page */
	const char *name, *email; /* whom it says they are; NULL = not told */
	const char *trouble;
	const char *me; /* who is logged in; NULL = nobody */
	bool waiting, leaving, failed;
	bool login, make, prove, link, stands, other; /* what can be done */
};

static const struct field view_fields[] = {
	FIELD(TEXT, arrival_view, id),           FIELD(TEXT, arrival_view, provider),
	FIELD(TEXT, arrival_view, log_in_again), FIELD(TEXT, arrival_view, away),
	FIELD(TEXT, arrival_view, name),         FIELD(TEXT, arrival_view, email),
	FIELD(TEXT, arrival_view, trouble),      FIELD(TEXT, arrival_view, me),
	FIELD(BOOL, arrival_view, waiting),      FIELD(BOOL, arrival_view, leaving),
	FIELD(BOOL, arrival_view, failed),       FIELD(BOOL, arrival_view, login),
	FIELD(BOOL, arrival_view, make),         FIELD(BOOL, arrival_view, prove),
	FIELD(BOOL, arrival_view, link),         FIELD(BOOL, arrival_view, stands),
	FIELD(BOOL, arrival_view, other),
};
static const struct shape view_shape = SHAPE(arrival_view, view_fields);

#define OVER N_("This log-in is over, or was begun in another browser. Start again from the log-in page.")

/* The way that the address names, if it is this browser's. */
static enum err
find(struct request *rq, struct response *rs, struct arriving *out)
{
	enum err e = arrival_look(rq->act, path_text(rq, "arrival"), browser_of(rq), out);

	rs->no_referrer = true;
	return e == ERR_NOT_FOUND ? problem(rs, e, OVER) : e;
}

static enum err
go_on(struct response *rs, const char *id)
{
	return redirect(rs, "/auth/arrival/%s", id);
}

enum err
arrival_start(struct request *rq, struct response *rs)
{
	const struct departure departure = { .provider = path_text(rq, "provider"),
					     .browser = browser_mark(rs),
					     .next = request_next(rq, "/account") };
	const char *id;
	enum err e = arrival_begin(rq->act, &departure, &id);

	if (e == ERR_NOT_FOUND)
		return problem(rs, e, N_("Nobody can log in that way any more. Choose another."));
	return e == OK ? go_on(rs, id) : e;
}

enum err
arrival_callback(struct request *rq, struct response *rs)
{
	const struct answer answer = { .state = query_text(rq, "state"),
				       .code = query_text(rq, "code"),
				       .issuer = query_text(rq, "iss"),
				       .error = query_text(rq, "error") };
	const char *id;
	enum err e;

	rs->no_referrer = true;
	/* Who only looks whether there is a page has not come back. */
	e = rq->head ? ERR_NOT_FOUND : arrival_return(rq->act, &answer, browser_of(rq), &id);
	if (e == ERR_NOT_FOUND)
		return problem(rs, ERR_NOT_FOUND, OVER);
	return e == OK ? go_on(rs, id) : e;
}

/* --- where it stands --- */

static struct arrival_view
view_of(const struct request *rq, const struct arriving *r)
{
	const struct session_row *who = identity_of(rq);
	const struct attempt *t = &r->attempt;
	const char *name = contact_whole_name(rq->arena, t->first_name, t->last_name);

	return (struct arrival_view){ .id = t->id,
				      .provider = r->provider.name,
				      .log_in_again = arena_text(rq->arena, "/auth/login?next=%s",
								 percent_write(rq->arena, t->next)),
				      .name = text_is_empty(name) ? NULL : name,
				      .email = t->proved ? t->email : NULL,
				      .me = who == NULL           ? NULL
					    : *who->email != '\0' ? who->email
								  : who->first_name };
}

static void
say_way(struct arrival_view *view, enum arrival_way way)
{
	view->login = way == ARRIVAL_LOG_IN;
	view->make = way == ARRIVAL_MAKE;
	view->prove = way == ARRIVAL_PROVE;
	view->link = way == ARRIVAL_LINK;
	view->stands = way == ARRIVAL_STAND;
	view->other = way == ARRIVAL_OTHER;
}

enum err
arrival_page(struct request *rq, struct response *rs)
{
	struct arriving r;
	struct arrival_view view;
	enum arrival_way way;
	enum err e;

	if ((e = find(rq, rs, &r)) != OK)
		return e;
	view = view_of(rq, &r);
	switch ((enum arrival_phase)r.attempt.phase) {
	case ARRIVAL_FINISHED:
		return redirect(rs, "%s", r.attempt.next);
	case ARRIVAL_ASKED:
		view.leaving = true;
		view.away = departure_address(rq, &r);
		break;
	case ARRIVAL_VERIFIED:
		if ((e = arrival_ways(rq->act, &r, &way)) != OK)
			return e;
		say_way(&view, way);
		break;
	case ARRIVAL_FAILED:
		view.failed = true;
		view.trouble = arrival_explain(r.attempt.reason);
		break;
	default:
		view.waiting = true;
	}
	return show(rs, "auth/arrival", &view_shape, &view);
}

/* --- in --- */

static enum strength
strength_of(const struct provider *p)
{
	static const enum strength strengths[] = { [PROVIDER_OIDC] = STRENGTH_OIDC,
						   [PROVIDER_LINE] = STRENGTH_LINE,
						   [PROVIDER_PARTNER] = STRENGTH_HANDOFF };

	return strengths[p->kind];
}

enum err
arrival_enter(struct request *rq, struct response *rs)
{
	struct proof proof = { .account = 0 };
	struct arriving r;
	enum err e;

	if ((e = find(rq, rs, &r)) != OK)
		return e;
	if ((e = arrival_finish(rq->act, &r, &proof.account)) == ERR_CONFLICT)
		return go_on(rs, r.attempt.id);
	if (e != OK)
		return e;
	proof.strength = strength_of(&r.provider);
	proof.next = r.attempt.next;
	e = enter(rq, rs, &proof);
	return e == ERR_DENIED ? problem(rs, e, N_("This account is closed.")) : e;
}

/* Asks them to prove who they are here, and to come back. */
static enum err
prove_first(struct request *rq, struct response *rs)
{
	return redirect(rs, "/auth/login?again=1&next=/auth/arrival/%s/link", path_text(rq, "arrival"));
}

enum err
arrival_link_page(struct request *rq, struct response *rs)
{
	struct arriving r;
	struct arrival_view view;
	enum err e;

	if ((e = find(rq, rs, &r)) != OK)
		return e;
	if (r.attempt.phase != ARRIVAL_VERIFIED)
		return go_on(rs, r.attempt.id);
	if (!identity_is_fresh(rq))
		return prove_first(rq, rs);
	view = view_of(rq, &r);
	view.link = true;
	return show(rs, "auth/arrival", &view_shape, &view);
}

enum err
arrival_link_do(struct request *rq, struct response *rs)
{
	struct arriving r;
	enum err e;

	if ((e = find(rq, rs, &r)) != OK)
		return e;
	if (!identity_is_settled(rq))
		return redirect(rs, "/account"); /* which asks for it */
	if (!identity_is_fresh(rq))
		return prove_first(rq, rs);
	if ((e = arrival_link(rq->act, &r)) == ERR_CONFLICT)
		return problem(rs, e,
			       N_("That log-in belongs to another account here, or this account has one of "
				  "the same kind already. Look at your account's log-ins."));
	if (e != OK)
		return e;
	log_event(LOG_INFO, "identity_linked", { "account", log_number(rq->act->actor->account) },
		  { "provider", r.provider.slug });
	return redirect(rs, "%s", r.attempt.next);
}
