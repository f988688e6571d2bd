/* The pages on which a browser is asked for a passkey, and what it answers. Their
 * buttons need a script; public/js/passkey.js presses them. */
#include "apps/auth/passkey.h"

#include <string.h>

#include "apps/auth/entrance.h"
#include "apps/auth/factor.h"
#include "base/complaint.h"
#include "base/log.h"
#include "base/text.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "usecase/challenge.h"
#include "usecase/enrolment.h"
#include "usecase/proof.h"

#define FACTORS "/account/factors"

static const struct field ask_fields[] = {
	FIELD(TEXT, passkey_ask, challenge), FIELD(TEXT, passkey_ask, site),  FIELD(TEXT, passkey_ask, known),
	FIELD(TEXT, passkey_ask, holder),    FIELD(TEXT, passkey_ask, email),
};
const struct shape passkey_ask_shape = SHAPE(passkey_ask, ask_fields);

/* The site's host name: passkeys know no ports. */
static const char *
site_of(const struct request *rq)
{
	const char *host = rq->app->settings.site + strlen("https://");

	return arena_copy(rq->arena, host, strcspn(host, ":"));
}

static struct passkey_wish
wish_of(const struct request *rq, const char *challenge)
{
	return (struct passkey_wish){ .site = site_of(rq),
				      .origin = rq->app->settings.site,
				      .challenge = challenge,
				      .verified = true };
}

struct passkey_ask
passkey_ask_login(struct request *rq, const char *known)
{
	const struct challenge challenge = { .key = &rq->app->safe_key };

	return (struct passkey_ask){ .challenge = challenge_make(rq->act, &challenge),
				     .site = site_of(rq),
				     .known = known };
}

/* --- logging in --- */

struct login_form {
	const char *challenge, *credential, *holder, *client, *authenticator, *signature, *next;
	bool stay;
};
static const struct field login_fields[] = {
	FIELD(TEXT, login_form, challenge, .required = true),
	FIELD(TEXT, login_form, credential, .max = PASSKEY_ID_MAX, .required = true),
	FIELD(TEXT, login_form, holder),
	FIELD(TEXT, login_form, client, .max = PASSKEY_TEXT_MAX, .required = true),
	FIELD(TEXT, login_form, authenticator, .max = PASSKEY_TEXT_MAX, .required = true),
	FIELD(TEXT, login_form, signature, .max = PASSKEY_TEXT_MAX, .required = true),
	FIELD(TEXT, login_form, next, .max = NEXT_BYTES_MAX),
	FIELD(BOOL, login_form, stay),
};
const struct shape passkey_login_shape = SHAPE(login_form, login_fields);

struct login_view {
	const void *ask;
	const char *next, *onward;
	bool again;
};
static const struct field view_fields[] = {
	FIELD(RECORD, login_view, ask, .of = &passkey_ask_shape),
	FIELD(TEXT, login_view, next),
	FIELD(TEXT, login_view, onward),
	FIELD(BOOL, login_view, again),
};
static const struct shape view_shape = SHAPE(login_view, view_fields);

enum err
passkey_login_page(struct request *rq, struct response *rs)
{
	const struct passkey_ask ask = passkey_ask_login(rq, NULL);
	const struct login_view view = { .ask = &ask,
					 .next = request_next(rq, NULL),
					 .onward = factor_onward(rq, ""),
					 .again = rq->complaints != NULL && rq->complaints->count > 0 };

	return show(rs, "auth/passkey", &view_shape, &view);
}

enum err
passkey_login(struct request *rq, struct response *rs)
{
	const struct login_form *form = rq->form;
	const struct proof_passkey claim = { .credential = form->credential,
					     .holder = form->holder,
					     .wish = wish_of(rq, form->challenge),
					     .answer = { form->client, form->authenticator, form->signature },
					     .key = &rq->app->safe_key };
	struct proof proof = { .strength = STRENGTH_PASSKEY,
			       .stays = form->stay,
			       .next = request_next(rq, NULL) };
	struct proof half;
	int64_t account;
	enum err e;

	if ((e = proof_passkey(rq->act, &claim, &account)) != OK) {
		if (e != ERR_DENIED)
			return e;
		log_event(LOG_INFO, "login_refused", { "why", "passkey" }, { "address", rq->address });
		complaint_add(rq->complaints, "credential", NULL,
			      N_("This passkey was not accepted. Try again, or log in by password."));
		return ERR_INVALID;
	}
	/* Half a log-in that waited for this one goes on where it was going. */
	if (pending_read(rq, &half) == OK && half.account == account) {
		proof.stays = half.stays;
		proof.next = half.next;
	}
	proof.account = account;
	return enter(rq, rs, &proof);
}

/* --- the account's own --- */

struct add_form {
	const char *challenge, *client, *authenticator, *name, *next;
};
static const struct field add_fields[] = {
	FIELD(TEXT, add_form, challenge, .required = true),
	FIELD(TEXT, add_form, client, .max = PASSKEY_TEXT_MAX, .required = true),
	FIELD(TEXT, add_form, authenticator, .max = PASSKEY_TEXT_MAX, .required = true),
	FIELD(TEXT, add_form, name, .max = 60, .required = true),
	FIELD(TEXT, add_form, next, .max = NEXT_BYTES_MAX),
};
const struct shape passkey_add_shape = SHAPE(add_form, add_fields);

struct name_form {
	const char *name;
};
static const struct field name_fields[] = { FIELD(TEXT, name_form, name, .max = 60, .required = true) };
const struct shape passkey_name_shape = SHAPE(name_form, name_fields);

enum err
passkey_page(struct request *rq, struct response *rs)
{
	const struct session_row *who = identity_of(rq);
	const struct challenge challenge = { &rq->app->safe_key, who->account };
	struct passkey_ask ask = { .site = site_of(rq), .email = who->email };
	struct login_view view = { .ask = &ask,
				   .next = request_next(rq, NULL),
				   .onward = factor_onward(rq, "") };
	enum err e;

	if (!factor_is_open(rq, rs, FACTORS "/passkey"))
		return OK;
	if ((e = enrolment_credentials(rq->act, &ask.known)) != OK)
		return e;
	ask.challenge = challenge_make(rq->act, &challenge);
	ask.holder = proof_holder(rq->arena, &rq->app->safe_key, who->account);
	page_form(rs, &passkey_add_shape, &(struct add_form){ 0 });
	return show(rs, "auth/passkey_new", &view_shape, &view);
}

enum err
passkey_add(struct request *rq, struct response *rs)
{
	const struct add_form *form = rq->form;
	const struct enrolment_passkey wanted = { .name = form->name,
						  .wish = wish_of(rq, form->challenge),
						  .answer = { form->client, form->authenticator, NULL },
						  .key = &rq->app->safe_key };
	enum err e;

	if (!factor_is_open(rq, rs, FACTORS "/passkey"))
		return OK;
	e = enrolment_add_passkey(rq->act, &wanted);
	if (e == ERR_INVALID || e == ERR_CONFLICT) {
		complaint_add(rq->complaints, "challenge", NULL,
			      e == ERR_INVALID ? N_("This passkey was not accepted. Try again.")
					       : N_("This passkey is here already, or there are too many."));
		return ERR_INVALID;
	}
	return e == OK ? factor_changed(rq, rs, true, FACTORS "/codes") : e;
}

enum err
passkey_rename(struct request *rq, struct response *rs)
{
	const struct name_form *form = rq->form;
	enum err e = enrolment_name_passkey(rq->act, path_id(rq, "passkey"), form->name);

	return e == OK ? redirect(rs, FACTORS) : e;
}

enum err
passkey_remove(struct request *rq, struct response *rs)
{
	enum err e;

	if (!factor_is_open(rq, rs, FACTORS))
		return OK;
	e = enrolment_drop_passkey(rq->act, path_id(rq, "passkey"));
	return e == OK ? factor_changed(rq, rs, false, FACTORS) : e;
}
