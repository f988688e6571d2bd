/* A log-in's next step outside: reading where a provider's doors are, or checking
 * what came back from it. Whatever comes of it is one of two ends, the next phase
 * or a fault that the person is told; only a database that is away is tried again. */
#include "apps/worker/arrival.h"

#include <string.h>

#include "apps/worker/crew.h"
#include "apps/worker/outside.h"
#include "apps/worker/provider.h"
#include "base/log.h"
#include "base/text.h"
#include "clients/oidc.h"
#include "domain/arrival.h"
#include "store/attempt.h"
#include "usecase/witness.h"

struct errand {
	struct visitor visitor;
	struct attempt attempt;
	struct provider provider;
	enum arrival_fault fault;
};

/* --- what is recorded with the job's end --- */

static enum err
record_step(struct work *w)
{
	const struct errand *r = w->data;

	return attempt_step(
	    w->worker->db,
	    &(struct attempt_step){ .id = r->attempt.id, .from = r->attempt.phase, .to = ARRIVAL_ASKED });
}

static enum err
record_person(struct work *w)
{
	const struct errand *r = w->data;

	return attempt_verify(w->worker->db, &r->attempt);
}

static enum err
record_fault(struct work *w)
{
	const struct errand *r = w->data;

	return attempt_step(w->worker->db, &(struct attempt_step){ .id = r->attempt.id,
								   .from = r->attempt.phase,
								   .to = ARRIVAL_FAILED,
								   .reason = arrival_fault_names[r->fault] });
}

/* --- checking --- */

/* Hears the token; with an unknown key the provider's are read anew, once. */
static enum err
hear(struct errand *r, const char *secret, const char *token, struct testimony *out, const char **why)
{
	const struct visitor *v = &r->visitor;
	const struct witness witness = { .provider = &r->provider,
					 .nonce = r->attempt.nonce,
					 .secret = secret };
	enum err e;

	if ((e = provider_see_keys(v, &r->provider, false, why)) != OK
	    || (e = witness_hear(v->arena, &witness, token, v->now, out, why)) != ERR_NOT_FOUND)
		return e;
	if ((e = provider_see_keys(v, &r->provider, true, why)) != OK)
		return e == ERR_NOT_FOUND ? ERR_DENIED : e;
	e = witness_hear(v->arena, &witness, token, v->now, out, why);
	return e == ERR_NOT_FOUND ? ERR_DENIED : e;
}

/* A code for a token, by the client's secret. */
static enum err
exchange(struct errand *r, const char **secret, struct oidc_tokens *out, const char **why)
{
	struct worker *worker = r->visitor.worker;
	struct arena *a = r->visitor.arena;
	const struct provider *p = &r->provider;
	struct oidc_code code = { .token_url = p->token_url,
				  .client = p->audience,
				  .by_form = p->by_form,
				  .code = r->attempt.code,
				  .verifier = r->attempt.verifier,
				  .return_url =
				      arena_text(a, "%s/auth/oidc/callback", worker->settings.site) };
	const char *sealed;
	enum err e;

	if ((e = provider_secret(worker->db, a, p->id, &sealed)) != OK)
		return e;
	*why = "Its secret cannot be opened.";
	if ((code.secret = outside_secret(worker, a, sealed)) == NULL)
		return ERR_INVALID;
	*secret = code.secret;
	return oidc_exchange(worker->http, a, &code, out, why);
}

/* Some tell names and addresses only when asked for them. Without, a log-in is as
 * good, so that it fails is the operator's to hear of. */
static void
ask_more(struct errand *r, const struct oidc_tokens *tokens, struct testimony *said)
{
	const struct provider *p = &r->provider;
	struct json *info;
	const char *why;

	if (p->kind != PROVIDER_OIDC || p->userinfo_url == NULL || tokens->access == NULL
	    || said->email != NULL)
		return;
	if (oidc_userinfo(r->visitor.worker->http, r->visitor.arena, p->userinfo_url, tokens->access, &info,
			  &why)
	    == OK)
		witness_add(r->visitor.arena, p, info, said);
	else
		log_event(LOG_WARNING, "no_userinfo", { "provider", p->slug }, { "why", why });
}

static enum err
check(struct errand *r, const char **why)
{
	struct attempt *t = &r->attempt;
	struct oidc_tokens tokens = { .id = t->code };
	const char *secret = NULL;
	struct testimony said;
	enum err e;

	if ((e = provider_see_doors(&r->visitor, &r->provider, why)) != OK
	    || (r->provider.kind != PROVIDER_PARTNER && (e = exchange(r, &secret, &tokens, why)) != OK)
	    || (e = hear(r, secret, tokens.id, &said, why)) != OK)
		return e;
	ask_more(r, &tokens, &said);
	if (said.id != NULL
	    && (e = attempt_use(r->visitor.worker->db, r->provider.id, said.id, said.expires)) != OK)
		return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
	t->subject = said.subject;
	t->email = said.email;
	t->proved = said.proved;
	t->first_name = said.first_name;
	t->last_name = said.last_name;
	if (said.place != NULL)
		t->next = said.place;
	return OK;
}

/* The fault that such an error is; ARRIVAL_FAULT__MAX: it is our own. */
static enum arrival_fault
fault_of(enum err e)
{
	switch (e) {
	case ERR_UPSTREAM:
		return ARRIVAL_AWAY;
	case ERR_INVALID:
		return ARRIVAL_UNFIT;
	case ERR_DENIED:
		return ARRIVAL_DOUBTED;
	case ERR_CONFLICT:
		return ARRIVAL_USED;
	default:
		return ARRIVAL_FAULT__MAX;
	}
}

/* "ID/PHASE": only what still is in that phase has a next step. */
static enum err
open_attempt(struct work *w, struct errand *r, bool *go)
{
	const char *stroke = strchr(w->job->key, '/');
	struct attempt_key key = { .id = NULL };
	enum err e;

	*go = false;
	if (stroke == NULL)
		return ERR_INVALID;
	key.id = arena_copy(w->arena, w->job->key, (size_t)(stroke - w->job->key));
	w->why = "over, or done already";
	if ((e = attempt_find(w->worker->db, w->arena, &key, w->now, &r->attempt)) != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	*go = text_equal(stroke + 1, arrival_phase_names[r->attempt.phase]);
	return provider_find(w->worker->db, w->arena, &(struct provider_key){ .id = r->attempt.provider_id },
			     &r->provider);
}

static enum err
take_step(struct work *w, struct errand *r)
{
	w->why = "done";
	if (!r->provider.active) {
		w->why = "it is switched off";
		return ERR_UPSTREAM;
	}
	if (r->attempt.phase == ARRIVAL_BEGUN) {
		w->record = record_step;
		return provider_see_doors(&r->visitor, &r->provider, &w->why);
	}
	w->record = record_person;
	return check(r, &w->why);
}

/* Whoever waits for a provider has a seat of the crew's; when too many do, the
 * others wait a moment longer, so that those of other providers do not. */
static enum err
work_login(struct work *w)
{
	struct errand *r = arena_make(w->arena, struct errand);
	bool go;
	enum err e;

	w->data = r;
	r->visitor = (struct visitor){ .worker = w->worker, .arena = w->arena, .now = w->now };
	if ((e = open_attempt(w, r, &go)) != OK || !go)
		return e;
	if (!crew_ask(w->worker->crew, w->worker->seat, r->provider.id)) {
		w->ending = END_POSTPONE;
		return OK;
	}
	e = take_step(w, r);
	crew_leave(w->worker->crew, w->worker->seat);
	if (e == OK || (r->fault = fault_of(e)) == ARRIVAL_FAULT__MAX)
		return e;
	log_event(LOG_WARNING, "not_logged_in", { "provider", r->provider.slug },
		  { "fault", arrival_fault_names[r->fault] }, { "why", w->why });
	w->record = record_fault;
	return OK;
}

const struct task arrival_tasks[] = {
	{ "now.login", work_login, 44, 5 },
	{ .name = NULL },
};
