/* Second factors, their pages. Without a script all of this works but passkeys. */
#include "apps/auth/factor.h"

#include <string.h>

#include "apps/auth/account.h"
#include "apps/auth/entrance.h"
#include "base/complaint.h"
#include "base/log.h"
#include "base/text.h"
#include "crypto/base32.h"
#include "crypto/recovery.h"
#include "crypto/totp.h"
#include "document/qr.h"
#include "domain/session.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "store/factor.h"
#include "usecase/enrolment.h"
#include "usecase/login.h"
#include "web/pair.h"

#define FACTORS "/account/factors"

static const struct field next_fields[] = {
	{ .name = "next", .kind = KIND_TEXT, .offset = 0, .max = NEXT_BYTES_MAX },
};
const struct shape next_form_shape = { "next", sizeof(const char *), next_fields, 1 };

const char *
factor_onward(const struct request *rq, const char *path)
{
	const char *next = request_next(rq, NULL);

	return next == NULL ? path
			    : arena_text(rq->arena, "%s?next=%s", path, percent_write(rq->arena, next));
}

bool
factor_is_open(struct request *rq, struct response *rs, const char *path)
{
	enum err e;

	if (!identity_is_settled(rq))
		e = redirect(rs, "/account"); /* which asks for it */
	else if (!identity_is_fresh(rq))
		e = redirect(rs, "/auth/login?again=1&next=%s",
			     percent_write(rq->arena, factor_onward(rq, path)));
	else
		return true;
	rs->broken |= e != OK;
	return false;
}

enum err
factor_changed(struct request *rq, struct response *rs, bool added, const char *path)
{
	const struct session_row *who = identity_of(rq);
	enum strength strength = STRENGTH_FACTOR;
	bool left;
	enum err e;

	if (!added) {
		if ((e = login_owes_factor(rq->act, who->account, STRENGTH_PASSWORD, &left)) != OK)
			return e;
		strength = left ? (enum strength)who->strength : STRENGTH_PASSWORD;
	}
	log_event(LOG_INFO, added ? "factor_added" : "factor_removed",
		  { "account", log_number(who->account) }, { "address", rq->address });
	return enter(rq, rs,
		     &(struct proof){
			 .account = who->account, .strength = strength, .next = factor_onward(rq, path) });
}

/* --- what there is --- */

struct factors_view {
	bool app, some; /* some: any factor at all */
	int64_t app_created, app_used, codes;
	struct list passkeys;
	const char *next;
};
static const struct field factors_fields[] = {
	FIELD(BOOL, factors_view, app),
	FIELD(BOOL, factors_view, some),
	FIELD(TIME, factors_view, app_created),
	FIELD(TIME, factors_view, app_used),
	FIELD(INT, factors_view, codes),
	FIELD(LIST, factors_view, passkeys, .of = &passkey_item_shape),
	FIELD(TEXT, factors_view, next),
};
static const struct shape factors_shape = SHAPE(factors_view, factors_fields);

enum err
factors_page(struct request *rq, struct response *rs)
{
	struct enrolment has;
	struct factors_view view;
	enum err e;

	if ((e = enrolment_look(rq->act, &has)) != OK)
		return e;
	view = (struct factors_view){ .app = has.app,
				      .some = has.app || has.passkeys.count > 0,
				      .app_created = has.app_created,
				      .app_used = has.app_used,
				      .codes = has.codes,
				      .passkeys = has.passkeys,
				      .next = request_next(rq, NULL) };
	account_settle(rq, rs);
	return show(rs, "auth/factors", &factors_shape, &view);
}

/* --- the app --- */

struct app_form {
	const char *offer, *code, *next;
};
static const struct field app_form_fields[] = {
	FIELD(TEXT, app_form, offer, .required = true),
	FIELD(TEXT, app_form, code, .max = 20, .required = true),
	FIELD(TEXT, app_form, next, .max = NEXT_BYTES_MAX),
};
const struct shape app_form_shape = SHAPE(app_form, app_form_fields);

struct app_view {
	const char *offer, *secret, *address, *path, *next;
	int64_t size;
};
static const struct field app_fields[] = {
	FIELD(TEXT, app_view, offer), FIELD(TEXT, app_view, secret), FIELD(TEXT, app_view, address),
	FIELD(TEXT, app_view, path),  FIELD(TEXT, app_view, next),   FIELD(INT, app_view, size),
};
static const struct shape app_shape = SHAPE(app_view, app_fields);

/* The secret in groups of four, as it is typed. */
static const char *
in_groups(struct arena *a, const char *secret)
{
	struct buffer out = buffer_new(a, 2 * BASE32_LENGTH(TOTP_SECRET));

	for (size_t i = 0; secret[i] != '\0'; i++) {
		if (i > 0 && i % 4 == 0)
			buffer_char(&out, ' ');
		buffer_char(&out, secret[i]);
	}
	return buffer_string(&out);
}

/* What apps read from the code: otpauth, as Google's app has defined it. The name
 * beside the issuer is only shown, and left out where it makes the code too big. */
static const char *
app_address(struct request *rq, const char *secret)
{
	const char *site = percent_write(rq->arena, rq->app->settings.site + strlen("https://"));
	const char *name = percent_write(rq->arena, identity_of(rq)->email);
	const char *rest =
	    arena_text(rq->arena, "secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=30", secret, site);
	const char *whole = arena_text(rq->arena, "otpauth://totp/%s:%s?%s", site, name, rest);

	return strlen(whole) <= QR_BYTES_MAX ? whole
					     : arena_text(rq->arena, "otpauth://totp/%s?%s", site, rest);
}

enum err
app_page(struct request *rq, struct response *rs)
{
	const char *brought = pairs_get(&rq->typed, "offer");
	struct enrolment_offer offer;
	struct qr qr;
	struct app_view view;
	enum err e;

	if (!factor_is_open(rq, rs, FACTORS "/app"))
		return OK;
	/* The page that comes back with a wrong code keeps its secret. */
	if (brought == NULL || enrolment_read_offer(rq->act, &rq->app->safe_key, brought, &offer) != OK)
		enrolment_offer_app(rq->act, &rq->app->safe_key, &offer);
	view = (struct app_view){ .offer = offer.closed,
				  .secret = in_groups(rq->arena, offer.secret),
				  .address = app_address(rq, offer.secret),
				  .next = request_next(rq, NULL) };
	if ((e = qr_draw(rq->arena, view.address, &qr)) != OK)
		return e;
	view.size = qr.size;
	view.path = qr.path;
	page_form(rs, &app_form_shape, &(struct app_form){ 0 });
	return show(rs, "auth/app", &app_shape, &view);
}

enum err
app_add(struct request *rq, struct response *rs)
{
	const struct app_form *form = rq->form;
	enum err e;

	if (!factor_is_open(rq, rs, FACTORS "/app"))
		return OK;
	e = enrolment_add_app(rq->act, &rq->app->safe_key, form->offer, form->code);
	if (e == ERR_DENIED) {
		complaint_add(
		    rq->complaints, "code", NULL,
		    N_("That is not the code of this moment. Wait for the next one, and see that the "
		       "clock of your phone is right."));
		return ERR_INVALID;
	}
	if (e == ERR_CONFLICT)
		return redirect(rs, "%s", factor_onward(rq, FACTORS));
	return e == OK ? factor_changed(rq, rs, true, FACTORS "/codes") : e;
}

enum err
app_remove(struct request *rq, struct response *rs)
{
	enum err e;

	if (!factor_is_open(rq, rs, FACTORS))
		return OK;
	e = enrolment_drop_app(rq->act);
	if (e == ERR_NOT_FOUND)
		return redirect(rs, FACTORS);
	return e == OK ? factor_changed(rq, rs, false, FACTORS) : e;
}

/* --- recovery codes --- */

struct code {
	const char *text;
};
static const struct field code_fields[] = { FIELD(TEXT, code, text) };
static const struct shape code_shape = SHAPE(code, code_fields);

struct codes_view {
	int64_t left;
	struct list codes; /* just made: struct code */
	const char *next;
};
static const struct field codes_fields[] = {
	FIELD(INT, codes_view, left),
	FIELD(LIST, codes_view, codes, .of = &code_shape),
	FIELD(TEXT, codes_view, next),
};
static const struct shape codes_shape = SHAPE(codes_view, codes_fields);

enum err
codes_page(struct request *rq, struct response *rs)
{
	struct enrolment has;
	struct codes_view view;
	enum err e;

	if (!factor_is_open(rq, rs, FACTORS "/codes"))
		return OK;
	if ((e = enrolment_look(rq->act, &has)) != OK)
		return e;
	if (!has.app && has.passkeys.count == 0)
		return redirect(rs, FACTORS);
	view = (struct codes_view){ .left = has.codes, .next = request_next(rq, NULL) };
	return show(rs, "auth/codes", &codes_shape, &view);
}

enum err
codes_make(struct request *rq, struct response *rs)
{
	const char *texts[RECOVERY_CODES];
	struct code codes[RECOVERY_CODES];
	struct codes_view view;
	enum err e;

	if (!factor_is_open(rq, rs, FACTORS "/codes"))
		return OK;
	e = enrolment_renew_codes(rq->act, texts);
	if (e == ERR_NOT_FOUND)
		return redirect(rs, FACTORS);
	if (e != OK)
		return e;
	for (size_t i = 0; i < RECOVERY_CODES; i++)
		codes[i].text = texts[i];
	view = (struct codes_view){ .left = RECOVERY_CODES,
				    .codes = { codes, RECOVERY_CODES },
				    .next = request_next(rq, FACTORS) };
	log_event(LOG_INFO, "recovery_codes", { "account", log_number(identity_of(rq)->account) });
	return show(rs, "auth/codes", &codes_shape, &view);
}
