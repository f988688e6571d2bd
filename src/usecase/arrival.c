/* The way through another's log-in, from setting out to being let in. Each step is
 * a conditional update of the attempt, so whatever comes twice counts once. */
#include "usecase/arrival.h"

#include <string.h>

#include "base/text.h"
#include "crypto/assertion.h"
#include "crypto/pkce.h"
#include "crypto/random.h"
#include "domain/contact.h"
#include "domain/role.h"
#include "store/account.h"
#include "store/identity.h"

#define STATE_BYTES 16
#define CODE_MOST 2048
#define STANDARD_PLACE "/account" /* where none is named, or too long a one */
#define LIFE (24 * INT64_C(3600)) /* of a provider's addresses: the worker refreshes them before */

enum err
arrival_begin(struct act *act, const struct departure *d, const char **id)
{
	struct provider p;
	struct attempt t = { .id = random_id(act->arena),
			     .account = d->linking ? act->actor->account : 0,
			     .state = random_token(act->arena, STATE_BYTES),
			     .nonce = random_token(act->arena, STATE_BYTES),
			     .verifier = pkce_verifier(act->arena),
			     .next = strlen(d->next) > ARRIVAL_PLACE_MOST ? STANDARD_PLACE : d->next };
	enum err e;

	e = provider_find(act->db, act->arena, &(struct provider_key){ .slug = d->provider }, &p);
	if (e == OK && (!p.active || p.kind == PROVIDER_PARTNER))
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	t.provider_id = p.id;
	t.phase = p.read_at != TIME_NONE && p.read_at > act->now - LIFE ? ARRIVAL_ASKED : ARRIVAL_BEGUN;
	if ((e = act_begin(act)) != OK || (e = attempt_begin(act->db, &t, d->browser, act->now)) != OK
	    || (t.phase == ARRIVAL_BEGUN && (e = attempt_job(act->db, t.id, t.phase)) != OK)
	    || (e = act_commit(act)) != OK)
		return e;
	*id = t.id;
	return OK;
}

static enum err
find(struct act *act, const struct attempt_key *key, struct arriving *out)
{
	enum err e = attempt_find(act->db, act->arena, key, act->now, &out->attempt);

	if (e == OK)
		e = provider_find(act->db, act->arena,
				  &(struct provider_key){ .id = out->attempt.provider_id }, &out->provider);
	if (e != OK)
		return e;
	/* Switched off, it lets nobody in who is on the way already. */
	return out->provider.active ? OK : ERR_NOT_FOUND;
}

enum err
arrival_look(struct act *act, const char *id, const char *browser, struct arriving *out)
{
	return browser == NULL ? ERR_NOT_FOUND
			       : find(act, &(struct attempt_key){ .id = id, .browser = browser }, out);
}

/* --- coming back --- */

/* RFC 6749 4.1.2.1; RFC 9207 2.4: an answer that another provider gave, or that
 * does not say whose it is where it should, is not looked at further. */
static enum arrival_fault
judge_answer(const struct provider *p, const struct answer *answer)
{
	if (answer->issuer == NULL ? p->names_itself : !text_equal(answer->issuer, p->issuer))
		return ARRIVAL_DOUBTED;
	if (text_equal(answer->error, "server_error") || text_equal(answer->error, "temporarily_unavailable"))
		return ARRIVAL_AWAY;
	if (answer->error != NULL)
		return text_equal(answer->error, "access_denied") ? ARRIVAL_DECLINED : ARRIVAL_UNFIT;
	if (text_is_empty(answer->code) || strlen(answer->code) > CODE_MOST)
		return ARRIVAL_DOUBTED;
	return ARRIVAL_FAULT__MAX;
}

enum err
arrival_return(struct act *act, const struct answer *answer, const char *browser, const char **id)
{
	struct attempt_step step = { .from = ARRIVAL_ASKED, .to = ARRIVAL_RETURNED, .code = answer->code };
	struct arriving r;
	enum arrival_fault fault;
	enum err e;

	if (answer->state == NULL || browser == NULL)
		return ERR_NOT_FOUND;
	e = find(act, &(struct attempt_key){ .state = answer->state, .browser = browser }, &r);
	if (e != OK)
		return e;
	*id = step.id = r.attempt.id;
	if ((fault = judge_answer(&r.provider, answer)) != ARRIVAL_FAULT__MAX) {
		step.to = ARRIVAL_FAILED;
		step.code = NULL;
		step.reason = arrival_fault_names[fault];
	}
	if ((e = act_begin(act)) != OK)
		return e;
	e = attempt_step(act->db, &step);
	if (e == OK && step.to == ARRIVAL_RETURNED)
		e = attempt_job(act->db, step.id, step.to);
	if (e == OK)
		return act_commit(act);
	(void)db_end(act->db);
	return e == ERR_NOT_FOUND ? OK : e; /* the same answer once more: where it stands is on the page */
}

/* --- being let in --- */

static enum err
judge(struct act *act, const struct arriving *r, struct arrival *facts)
{
	const struct attempt *t = &r->attempt;
	const char *address, *key, *why;
	struct account account;
	enum err e;

	*facts = (struct arrival){ .acting = act->actor->account,
				   .linking = t->account != 0,
				   .proved = t->proved };
	if ((e = identity_account(act->db, act->arena, r->provider.id, t->subject, &facts->linked)) != OK)
		return e;
	if (!t->proved || facts->linked != 0)
		return OK;
	if ((e = contact_email(act->arena, t->email, &address, &key, &why)) != OK)
		return e;
	e = account_by_email(act->db, act->arena, key, &account);
	facts->taken = e == OK;
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err
arrival_ways(struct act *act, const struct arriving *r, enum arrival_way *out)
{
	struct arrival facts;
	enum err e = judge(act, r, &facts);

	if (e != OK)
		return e;
	*out = arrival_judge(&facts);
	/* Who began a link as somebody else than now. */
	if (facts.linking && r->attempt.account != facts.acting)
		*out = ARRIVAL_OTHER;
	return OK;
}

/* Only an address that is proved goes into the account: who merely says it could
 * take it from its owner. */
static enum err
make_account(struct act *act, const struct arriving *r, int64_t *account)
{
	const struct attempt *t = &r->attempt;
	struct account made = { .verified = TIME_NONE,
				.first_name = t->first_name,
				.last_name = t->last_name,
				.language = language_tag(act->language) };
	const char *why;
	enum err e;

	if (t->proved) {
		if ((e = contact_email(act->arena, t->email, &made.email, &made.email_key, &why)) != OK)
			return e;
		made.verified = act->now;
	}
	if ((e = account_add(act->db, act->arena, &made, act->now, account)) != OK)
		return e;
	return identity_add(act->db, *account, r->provider.id, t->subject, act->now);
}

/* Inside a transaction. */
static enum err
let_in(struct act *act, const struct arriving *r, const struct arrival *facts, int64_t *account)
{
	switch (arrival_judge(facts)) {
	case ARRIVAL_LOG_IN:
		*account = facts->linked;
		return identity_touch(act->db, r->provider.id, r->attempt.subject, act->now);
	case ARRIVAL_MAKE:
		return make_account(act, r, account);
	default:
		return ERR_CONFLICT;
	}
}

static enum err
use_attempt(struct act *act, const struct arriving *r)
{
	const struct attempt_step step = { .id = r->attempt.id,
					   .from = ARRIVAL_VERIFIED,
					   .to = ARRIVAL_FINISHED };
	enum err e = attempt_step(act->db, &step);

	return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
}

enum err
arrival_finish(struct act *act, const struct arriving *r, int64_t *account)
{
	struct arrival facts;
	enum err e;

	if (r->attempt.phase != ARRIVAL_VERIFIED || r->attempt.account != 0)
		return ERR_CONFLICT;
	if ((e = judge(act, r, &facts)) != OK || (e = act_begin(act)) != OK || (e = use_attempt(act, r)) != OK
	    || (e = let_in(act, r, &facts, account)) != OK)
		return e;
	return act_commit(act);
}

enum err
arrival_link(struct act *act, const struct arriving *r)
{
	struct arrival facts;
	enum err e;

	if (r->attempt.phase != ARRIVAL_VERIFIED
	    || (r->attempt.account != 0 && r->attempt.account != act->actor->account))
		return ERR_CONFLICT;
	if ((e = judge(act, r, &facts)) != OK)
		return e;
	facts.linking = true;
	if (arrival_judge(&facts) != ARRIVAL_LINK)
		return ERR_CONFLICT;
	if ((e = act_begin(act)) != OK || (e = use_attempt(act, r)) != OK
	    || (e = identity_add(act->db, act->actor->account, r->provider.id, r->attempt.subject, act->now))
		   != OK)
		return e;
	return act_commit(act);
}

enum err
arrival_unlink(struct act *act, int64_t link)
{
	enum err e;

	if ((e = act_begin(act)) != OK
	    || (e = identity_drop(act->db, act->arena, act->actor->account, link)) != OK)
		return e;
	return act_commit(act);
}

/* --- partners --- */

enum err
handoff_hear(struct act *act, const char *token, struct handoff *out, const char **why)
{
	struct arriving *r = &out->arriving;
	const struct witness witness = { .provider = &r->provider };
	struct provider_key key = { .issuer = assertion_issuer(act->arena, token) };
	struct arrival facts;
	enum err e;

	*why = "It is nobody's that is known.";
	if (key.issuer == NULL)
		return ERR_DENIED;
	e = provider_find(act->db, act->arena, &key, &r->provider);
	if (e != OK || !r->provider.active)
		return e == OK || e == ERR_NOT_FOUND ? ERR_DENIED : e;
	if ((e = witness_hear(act->arena, &witness, token, act->now, &out->said, why)) != OK)
		return e == ERR_INVALID ? ERR_DENIED : e;
	r->attempt = (struct attempt){ .phase = ARRIVAL_VERIFIED,
				       .provider_id = r->provider.id,
				       .next = out->said.place == NULL ? STANDARD_PLACE : out->said.place,
				       .subject = out->said.subject,
				       .email = out->said.email,
				       .proved = out->said.proved,
				       .first_name = out->said.first_name,
				       .last_name = out->said.last_name };
	if ((e = judge(act, r, &facts)) == OK)
		out->way = arrival_judge(&facts);
	return e;
}

static enum err
use_token(struct act *act, const struct handoff *h)
{
	enum err e = attempt_use(act->db, h->arriving.provider.id, h->said.id, h->said.expires);

	return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
}

enum err
handoff_finish(struct act *act, const struct handoff *h, int64_t *account)
{
	struct arrival facts;
	enum err e;

	if ((e = judge(act, &h->arriving, &facts)) != OK || (e = act_begin(act)) != OK
	    || (e = use_token(act, h)) != OK || (e = let_in(act, &h->arriving, &facts, account)) != OK)
		return e;
	return act_commit(act);
}

enum err
handoff_keep(struct act *act, const struct handoff *h, const char *browser, const char **id)
{
	struct attempt t = h->arriving.attempt;
	enum err e;

	t.id = random_id(act->arena);
	if ((e = act_begin(act)) != OK || (e = use_token(act, h)) != OK
	    || (e = attempt_hand_over(act->db, &t, browser, act->now)) != OK
	    || (e = attempt_verify(act->db, &t)) != OK || (e = act_commit(act)) != OK)
		return e;
	*id = t.id;
	return OK;
}

enum err
handoff_wait(struct act *act, const struct provider *p, const char *token, const char *browser,
	     const char **id)
{
	const struct attempt t = {
		.id = random_id(act->arena), .provider_id = p->id, .next = STANDARD_PLACE, .code = token
	};
	enum err e;

	if ((e = act_begin(act)) != OK || (e = attempt_hand_over(act->db, &t, browser, act->now)) != OK
	    || (e = attempt_job(act->db, t.id, ARRIVAL_RETURNED)) != OK || (e = act_commit(act)) != OK)
		return e;
	*id = t.id;
	return OK;
}
