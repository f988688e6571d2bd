/* Sessions and keys as the request's actor. */
#include "front/identity.h"

#include <string.h>

#include "base/text.h"
#include "crypto/token.h"
#include "domain/scope.h"
#include "front/asker.h"
#include "front/jar.h"
#include "store/session.h"

#define KEY_PREFIX "hb_"
#define KEY_LENGTH 46 /* the prefix and 256 bits as base64url */

/* One person is many things; where the address names a studio, what they are
 * there. Being an administrator opens the administrators' pages alone. */
static enum role
role_of(const struct request *rq, const struct session_row *row)
{
	if (row->platform && rq->route->who == ROLE_PLATFORM)
		return ROLE_PLATFORM;
	if (row->studio != 0)
		return role_find(row->role);
	return row->platform ? ROLE_PLATFORM : ROLE_CUSTOMER;
}

enum err
identity_session(struct request *rq, const char *cookie, const struct actor **out, const char **session)
{
	const struct session_place place = { .studio = pairs_get(&rq->params, "studio"),
					     .booking = pairs_get(&rq->params, "booking") };
	struct session_row *row = arena_make(rq->arena, struct session_row);
	struct actor *actor = arena_make(rq->arena, struct actor);
	struct token token;
	enum err e;

	if (rq->app->token_keys == NULL)
		return ERR_DENIED;
	if ((e = token_read(rq->arena, rq->app->token_keys, rq->app->settings.site, cookie, rq->now, &token))
		!= OK
	    || (e = session_look(rq->app->db, rq->arena, token.session, rq->now, &place, row)) != OK)
		return e == ERR_NOT_FOUND ? ERR_DENIED : e;
	if (row->account != token.account)
		return ERR_DENIED;
	*actor = (struct actor){ .role = role_of(rq, row),
				 .account = row->account,
				 .studio = row->studio,
				 .resource = row->resource,
				 .name = arena_text(rq->arena, "account:%lld", (long long)row->account) };
	rq->asker->account = row;
	rq->act->studio = row->studio;
	*session = token.session;
	*out = actor;
	return OK;
}

bool
identity_is_key(const char *secret)
{
	return text_starts(secret, KEY_PREFIX);
}

/* A key works in its own studio: an address that names another is as good as one
 * that names none. */
static bool
is_elsewhere(const struct request *rq, const struct key_row *row)
{
	const char *studio = pairs_get(&rq->params, "studio");

	return studio != NULL && !text_equal(studio, row->slug);
}

enum err
identity_key(struct request *rq, const char *secret, const struct actor **out)
{
	struct actor *actor = arena_make(rq->arena, struct actor);
	struct key_row row;
	enum err e;

	if (!identity_is_key(secret) || strlen(secret) != KEY_LENGTH)
		return ERR_DENIED;
	if ((e = key_look(rq->app->db, rq->arena, secret, rq->now, &row)) != OK)
		return e == ERR_NOT_FOUND ? ERR_DENIED : e;
	*actor = (struct actor){ .role = ROLE_KEY,
				 .studio = row.studio,
				 .subject = row.key,
				 .name = arena_text(rq->arena, "key:%lld", (long long)row.key) };
	if (!scope_read(row.scopes, &actor->scopes) || is_elsewhere(rq, &row))
		actor->scopes = 0;
	rq->act->studio = row.studio;
	*out = actor;
	return OK;
}

const struct identity identity_accounts = { identity_session, identity_key };

const struct session_row *
identity_of(const struct request *rq)
{
	return rq->asker->account;
}

const char *
identity_name(const struct request *rq)
{
	return rq->asker->session;
}

bool
identity_is_fresh(const struct request *rq)
{
	const struct session_row *row = rq->asker->account;

	return row != NULL && row->proved_at + SESSION_FRESH > rq->now;
}

bool
identity_is_settled(const struct request *rq)
{
	const struct session_row *row = rq->asker->account;

	return row != NULL && (row->verified || text_is_empty(row->email));
}

bool
identity_holds(const struct request *rq, const char *booking)
{
	const struct session_row *row = rq->asker->account;

	return jar_has(rq, booking)
	       || (row != NULL && row->owns && text_equal(pairs_get(&rq->params, "booking"), booking));
}
