/* Who asks, in which language, with which rights, and from which page. */
#include "front/asker.h"

#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/text.h"
#include "crypto/random.h"
#include "domain/scope.h"
#include "front/identity.h"
#include "store/session.h"
#include "web/cookie.h"
#include "web/csrf.h"

#define LANGUAGE_SECONDS (365 * 86400)
#define VISITOR_BYTES 16
#define VISITOR_LENGTH 22

static const struct actor guest = { .role = ROLE_PUBLIC };

/* A visitor's cookie is only ever compared with what is derived from it, so
 * anybody may make one up; it must look like ours all the same. */
static const char *
visitor_of(const struct request *rq)
{
	const char *visitor = pairs_get(&rq->cookies, COOKIE_VISITOR);

	return visitor != NULL && strlen(visitor) == VISITOR_LENGTH ? visitor : NULL;
}

/* What form tokens are bound to. The two kinds cannot be taken for each other. */
static const char *
subject_of(const struct request *rq)
{
	const char *visitor = visitor_of(rq);

	if (rq->asker->session != NULL)
		return arena_text(rq->arena, "session %s", rq->asker->session);
	return visitor == NULL ? NULL : arena_text(rq->arena, "visitor %s", visitor);
}

static const char *
chosen_language(struct request *rq, struct response *rs)
{
	const char *asked = query_text(rq, "lang"), *kept = pairs_get(&rq->cookies, COOKIE_LANGUAGE);
	enum language language;

	if (language_find(asked, &language) != OK)
		return language_find(kept, &language) == OK ? kept : NULL;
	if (!text_equal(kept, language_tag(language)))
		cookie_set(rs, COOKIE_LANGUAGE, language_tag(language), LANGUAGE_SECONDS);
	return language_tag(language);
}

void
asker_open(struct request *rq, struct response *rs)
{
	struct asker *asker = arena_make(rq->arena, struct asker);

	rq->asker = asker;
	rq->act = &asker->act;
	asker->language = chosen_language(rq, rs);
	asker->actor = guest;
	asker->act = (struct act){ .db = rq->app->db,
				   .arena = rq->arena,
				   .actor = &asker->actor,
				   .now = rq->now,
				   .request = rq->id };
	asker_language(rs, LANGUAGE_EN);
}

void
asker_language(struct response *rs, enum language standard)
{
	struct request *rq = rs->request;
	struct asker *asker = rq->asker;
	const char *subject = subject_of(rq);

	asker->act.language = language_pick(rq->accept_language, asker->language, standard);
	rs->edition = rq->app->edition;
	/* What the API answers is the same for everybody, in any language. */
	if (rq->route != NULL && (rq->route->flags & ROUTE_API) != 0)
		rs->variant = NULL;
	else
		rs->variant = arena_text(rq->arena, "%s %s", language_tag(asker->act.language),
					 subject == NULL ? "-" : subject);
}

static enum err
identify_bearer(struct request *rq, struct response *rs)
{
	static const char scheme[] = "Bearer "; /* in letters of either case: RFC 9110 11.1 */
	const struct identity *identity = rq->app->responder->identity;
	enum err e = ERR_DENIED;

	rq->asker->bearer = true;
	if (identity != NULL && identity->bearer != NULL
	    && strncasecmp(rq->authorization, scheme, strlen(scheme)) == 0)
		e = identity->bearer(rq, rq->authorization + strlen(scheme), &rq->act->actor);
	if (e != ERR_DENIED)
		return e;
	response_header(rs, "WWW-Authenticate", "Bearer realm=\"hora\", error=\"invalid_token\"");
	return refuse(rs, e, 401, "The Authorization header is not valid, or no longer.");
}

static enum err
identify_session(struct request *rq, struct response *rs)
{
	const struct identity *identity = rq->app->responder->identity;
	const char *cookie = pairs_get(&rq->cookies, COOKIE_SESSION);
	enum err e;

	if (cookie == NULL || identity == NULL || identity->session == NULL)
		return OK;
	e = identity->session(rq, cookie, &rq->act->actor, &rq->asker->session);
	if (e != ERR_DENIED)
		return e;
	rq->act->actor = &rq->asker->actor;
	cookie_drop(rs, COOKIE_SESSION);
	return OK;
}

/* The holder of the booking in the address, whoever they are besides. */
static void
let_manage(struct request *rq)
{
	const char *booking = pairs_get(&rq->params, "booking");

	if (booking == NULL || !identity_holds(rq, booking))
		return;
	rq->asker->actor = *rq->act->actor;
	rq->asker->actor.role = ROLE_MANAGE;
	rq->act->actor = &rq->asker->actor;
}

enum err
asker_identify(struct request *rq, struct response *rs)
{
	enum err e;

	if ((rq->route->flags & ROUTE_RAW) != 0 || rq->inside)
		return OK;
	if ((rq->route->flags & ROUTE_API) != 0 && rq->authorization != NULL)
		return identify_bearer(rq, rs);
	if ((e = identify_session(rq, rs)) != OK)
		return e;
	if (rq->route->who == ROLE_MANAGE)
		let_manage(rq);
	asker_language(rs, LANGUAGE_EN);
	return OK;
}

/* A key may what is public, and what it has the scope for. */
static bool
is_allowed(const struct request *rq)
{
	const struct actor *actor = rq->act->actor;

	if (role_allows(actor->role, (enum role)rq->route->who))
		return true;
	return actor->role == ROLE_KEY && scope_has(actor->scopes, (enum scope)rq->route->scope);
}

bool
asker_is_weak(const struct request *rq)
{
	return rq->asker->account != NULL && rq->asker->account->weak;
}

enum err
asker_allow(struct request *rq, struct response *rs)
{
	bool api = (rq->route->flags & ROUTE_API) != 0, stranger = rq->act->actor->role == ROLE_PUBLIC;

	if (is_allowed(rq))
		return OK;
	if (api && stranger) {
		response_header(rs, "WWW-Authenticate", "Bearer realm=\"hora\"");
		return refuse(rs, ERR_DENIED, 401, "Say who you are with an Authorization header.");
	}
	/* No word on whether there is such a booking, whoever asks. */
	if (rq->route->who == ROLE_MANAGE)
		return refuse(rs, ERR_NOT_FOUND, 404,
			      N_("To see a booking, open the link in its confirmation."));
	if (asker_is_weak(rq) && api)
		return refuse(rs, ERR_DENIED, 403,
			      N_("This studio wants its people to log in with a second factor."));
	if (!stranger && !asker_is_weak(rq))
		return ERR_DENIED;
	return refuse(rs, ERR_DENIED, 401, NULL); /* the log-in, says refusal.c */
}

static bool
has_proof(const struct request *rq)
{
	const char *token = rq->csrf_token != NULL ? rq->csrf_token : pairs_get(&rq->typed, CSRF_FIELD);
	const char *subject = subject_of(rq);

	return subject != NULL && csrf_token_fits(rq->arena, &rq->app->csrf_key, subject, token);
}

/* A call of the API without any of our cookies acts for nobody but its sender:
 * there is nothing to forge. */
static bool
is_bare(const struct request *rq)
{
	return (rq->route->flags & ROUTE_API) != 0 && rq->origin == NULL && rq->sec_fetch_site == NULL
	       && rq->referer == NULL && rq->cookies.count == 0;
}

enum err
asker_prove(struct request *rq, struct response *rs)
{
	if (method_is_safe(rq->method) || (rq->route->flags & ROUTE_NO_CSRF) != 0 || rq->asker->bearer
	    || is_bare(rq))
		return OK;
	if (!csrf_same_origin(rq, rq->app->settings.site))
		return refuse(rs, ERR_DENIED, 403, N_("This was not sent from our own page."));
	if (!has_proof(rq))
		return refuse(rs, ERR_DENIED, 403, N_("The page was too old. Reload it and try again."));
	return OK;
}

const char *
asker_token(struct response *rs)
{
	struct request *rq = rs->request;
	const char *subject = subject_of(rq);

	if (subject == NULL) {
		const char *visitor = random_token(rq->arena, VISITOR_BYTES);

		cookie_set(rs, COOKIE_VISITOR, visitor, 0);
		subject = arena_text(rq->arena, "visitor %s", visitor);
	}
	return csrf_token(rq->arena, &rq->app->csrf_key, subject);
}
