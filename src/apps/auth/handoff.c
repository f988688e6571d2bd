/* The partner's redirect. Reading it changes nothing: the page says who would
 * come in, from where, and the person decides. The token is used up by the button. */
#include "apps/auth/handoff.h"

#include "apps/auth/browser.h"
#include "apps/auth/entrance.h"
#include "base/log.h"
#include "base/text.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "usecase/arrival.h"

#define TOKEN_MOST 4000 /* of an address's query */

static const struct field form_fields[] = {
	FIELD(TEXT, handoff_form, token, .max = TOKEN_MOST),
	FIELD(BOOL, handoff_form, link),
};
const struct shape handoff_form_shape = SHAPE(handoff_form, form_fields);

struct handoff_view {
	const char *token, *partner, *name, *email;
	const char *me;   /* who is logged in; NULL = nobody */
	bool make, prove; /* what the button does besides letting them in */
};

static const struct field view_fields[] = {
	FIELD(TEXT, handoff_view, token), FIELD(TEXT, handoff_view, partner), FIELD(TEXT, handoff_view, name),
	FIELD(TEXT, handoff_view, email), FIELD(TEXT, handoff_view, me),      FIELD(BOOL, handoff_view, make),
	FIELD(BOOL, handoff_view, prove),
};
static const struct shape view_shape = SHAPE(handoff_view, view_fields);

/* ERR_NOT_FOUND: a partner's, but its keys have to be read first. */
static enum err
hear(struct request *rq, struct response *rs, const char *token, struct handoff *out)
{
	const char *why = "There is no token.";
	enum err e = token == NULL ? ERR_DENIED : handoff_hear(rq->act, token, out, &why);

	rs->no_referrer = true;
	if (e != ERR_DENIED)
		return e;
	log_event(LOG_WARNING, "handoff_refused", { "why", why }, { "address", rq->address });
	return refuse(
	    rs, ERR_DENIED, 403,
	    N_("This link does not let anybody in: it is too old, meant for another site, or not made by a "
	       "site we know. Go back to where you came from, and follow it anew."));
}

static enum err
refuse_used(struct response *rs)
{
	return refuse(rs, ERR_CONFLICT, 409, arrival_explain(arrival_fault_names[ARRIVAL_USED]));
}

enum err
handoff_page(struct request *rq, struct response *rs)
{
	const struct handoff_form *form = rq->form;
	const struct session_row *who = identity_of(rq);
	struct handoff_view view = { .token = form->token, .me = who == NULL ? NULL : who->email };
	struct handoff h;
	enum err e = hear(rq, rs, form->token, &h);

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	view.partner = h.arriving.provider.name;
	if (e == OK) {
		view.make = h.way == ARRIVAL_MAKE;
		view.prove = h.way == ARRIVAL_PROVE;
		view.email = h.said.proved ? h.said.email : NULL;
		view.name = *h.said.first_name != '\0'  ? h.said.first_name
			    : *h.said.last_name != '\0' ? h.said.last_name
							: NULL;
	}
	return show(rs, "auth/handoff", &view_shape, &view);
}

/* Kept as a way of this browser, to go on at another page. */
static enum err
keep(struct request *rq, struct response *rs, const struct handoff *h)
{
	const char *id;
	enum err e = handoff_keep(rq->act, h, browser_mark(rs), &id);

	if (e == ERR_CONFLICT)
		return refuse_used(rs);
	return e == OK ? redirect(rs, "/auth/login?again=1&next=/auth/arrival/%s/link", id) : e;
}

static enum err
wait_for_keys(struct request *rq, struct response *rs, const struct handoff *h, const char *token)
{
	const char *id;
	enum err e = handoff_wait(rq->act, &h->arriving.provider, token, browser_mark(rs), &id);

	return e == OK ? redirect(rs, "/auth/arrival/%s", id) : e;
}

enum err
handoff_do(struct request *rq, struct response *rs)
{
	const struct handoff_form *form = rq->form;
	struct proof proof = { .strength = STRENGTH_HANDOFF };
	struct handoff h;
	enum err e = hear(rq, rs, form->token, &h);

	if (e == ERR_NOT_FOUND)
		return wait_for_keys(rq, rs, &h, form->token);
	if (e != OK)
		return e;
	if (h.way == ARRIVAL_PROVE || (h.way == ARRIVAL_MAKE && form->link))
		return keep(rq, rs, &h);
	if ((e = handoff_finish(rq->act, &h, &proof.account)) == ERR_CONFLICT)
		return refuse_used(rs);
	if (e != OK)
		return e;
	proof.next = h.arriving.attempt.next;
	e = enter(rq, rs, &proof);
	return e == ERR_DENIED ? problem(rs, e, N_("This account is closed.")) : e;
}
