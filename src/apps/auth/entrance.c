/* From a proof to a session's cookie. */
#include "apps/auth/entrance.h"

#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "crypto/sealed.h"
#include "crypto/token.h"
#include "front/app.h"
#include "front/identity.h"
#include "store/account.h"
#include "usecase/login.h"
#include "web/cookie.h"

#define PENDING_PURPOSE "pending log-in"
#define PENDING_SECONDS 600
#define HOME "/account"
#define WORK "/admin"

/* Where they wanted to go, else to work, else home. */
static enum err
place_after(const struct request *rq, const struct proof *proof, const char **out)
{
	struct list studios;
	enum err e;

	*out = proof->next;
	if (path_is_own(proof->next))
		return OK;
	if ((e = account_studios(rq->act->db, rq->arena, proof->account, &studios)) == OK)
		*out = studios.count > 0 ? WORK : HOME;
	return e;
}

/* "account strength stays path" */
static enum err
wait_for_factor(struct request *rq, struct response *rs, const struct proof *proof)
{
	const char *place, *text;
	enum err e;

	if ((e = place_after(rq, proof, &place)) != OK)
		return e;
	text = arena_text(rq->arena, "%lld %d %d %s", (long long)proof->account, proof->strength,
			  proof->stays, place);

	cookie_set(
	    rs, COOKIE_PENDING,
	    sealed_write(rq->arena, &rq->app->cookie_key, PENDING_PURPOSE, text, rq->now + PENDING_SECONDS),
	    PENDING_SECONDS);
	return redirect(rs, ENTRANCE_SECOND);
}

/* The number before the next space. */
static bool
take_number(const char **text, int64_t *out)
{
	size_t len = strcspn(*text, " ");
	const char *word = *text;

	*text += len + ((*text)[len] == ' ');
	return text_integer(word, len, out);
}

enum err
pending_read(const struct request *rq, struct proof *out)
{
	const char *text = sealed_read(rq->arena, &rq->app->cookie_key, PENDING_PURPOSE,
				       pairs_get(&rq->cookies, COOKIE_PENDING), rq->now);
	int64_t strength, stays;

	if (text == NULL || !take_number(&text, &out->account) || !take_number(&text, &strength)
	    || !take_number(&text, &stays))
		return ERR_NOT_FOUND;
	out->strength = (enum strength)strength;
	out->stays = stays != 0;
	out->next = text;
	return OK;
}

static void
note(const struct request *rq, const struct proof *proof)
{
	log_event(LOG_INFO, "login", { "account", log_number(proof->account) },
		  { "strength", strength_names[proof->strength] }, { "address", rq->address });
}

enum err
enter(struct request *rq, struct response *rs, const struct proof *proof)
{
	const struct login login = { .account = proof->account,
				     .strength = proof->strength,
				     .stays = proof->stays,
				     .address = rq->address,
				     .agent = rq->agent,
				     .session = identity_name(rq) };
	struct login_session session;
	struct token token;
	const char *place;
	bool owes;
	enum err e;

	if ((e = login_owes_factor(rq->act, proof->account, proof->strength, &owes)) != OK)
		return e;
	if (owes)
		return wait_for_factor(rq, rs, proof);
	if ((e = place_after(rq, proof, &place)) != OK || (e = login_finish(rq->act, &login, &session)) != OK)
		return e;
	token = (struct token){ session.name, proof->account, rq->now, session.until };
	cookie_set(rs, COOKIE_SESSION,
		   token_write(rq->arena, rq->app->token_keys, rq->app->settings.site, &token), session.kept);
	if (pairs_get(&rq->cookies, COOKIE_PENDING) != NULL)
		cookie_drop(rs, COOKIE_PENDING);
	note(rq, proof);
	return redirect(rs, "%s", place);
}
