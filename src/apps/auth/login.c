/* Logging in by password, and out. */
#include "apps/auth/login.h"

#include "apps/auth/entrance.h"
#include "apps/auth/factor.h"
#include "apps/auth/known.h"
#include "apps/auth/ways.h"
#include "base/complaint.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/passphrase.h"
#include "domain/role.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "store/provider.h"
#include "usecase/login.h"
#include "web/cookie.h"

struct login_form {
	const char *email, *password, *next;
	bool stay;
};

static const struct field form_fields[] = {
	FIELD(TEXT, login_form, email, .max = 254, .required = true),
	FIELD(TEXT, login_form, password, .max = PASSPHRASE_MOST, .keep_space = true, .required = true),
	FIELD(TEXT, login_form, next, .max = NEXT_BYTES_MAX),
	FIELD(BOOL, login_form, stay),
};
const struct shape login_form_shape = SHAPE(login_form, form_fields);

struct login_view {
	const char *next, *onward, *trouble;
	bool out, again;  /* just logged out; asked to prove it once more */
	bool erased;      /* the account is gone */
	struct list ways; /* other ways in: struct provider_offer */
};

static const struct field view_fields[] = {
	FIELD(TEXT, login_view, next),
	FIELD(TEXT, login_view, onward),
	FIELD(TEXT, login_view, trouble),
	FIELD(BOOL, login_view, out),
	FIELD(BOOL, login_view, again),
	FIELD(BOOL, login_view, erased),
	FIELD(LIST, login_view, ways, .of = &provider_offer_shape),
};
static const struct shape view_shape = SHAPE(login_view, view_fields);

static enum err
show_login(struct request *rq, struct response *rs, const char *trouble)
{
	const struct session_row *who = identity_of(rq);
	const struct login_form typed = { .email = who == NULL ? NULL : who->email };
	struct login_view view = { .next = request_next(rq, NULL),
				   .onward = factor_onward(rq, ""),
				   .trouble = trouble,
				   .out = query_text(rq, "out") != NULL,
				   .erased = query_text(rq, "erased") != NULL,
				   .again = who != NULL };
	enum err e = ways_list(rq, view.next, &view.ways);

	if (e != OK)
		return e;
	page_form(rs, &login_form_shape, &typed);
	return show(rs, "auth/login", &view_shape, &view);
}

enum err
login_page(struct request *rq, struct response *rs)
{
	/* Who is logged in is asked again only where something sensitive wants it. */
	if (identity_of(rq) != NULL && query_text(rq, "again") == NULL)
		return redirect(rs, "%s", request_next(rq, "/account"));
	return show_login(rq, rs, NULL);
}

enum err
login_again(struct request *rq, struct response *rs)
{
	return show_login(rq, rs, NULL);
}

/* The page with what was typed, but for the password, and when to come back. */
static enum err
ask_to_wait(struct request *rq, struct response *rs, int64_t wait)
{
	rs->status = wait > 0 ? 429 : 503;
	response_retry(rs, wait > 0 ? wait : 2);
	return show_login(rq, rs,
			  wait > 0 ? N_("That was a lot of tries. Wait a quarter of an hour, or choose a new "
					"password by the link below: that works at once.")
				   : N_("Very busy just now. Press the button again."));
}

enum err
login_do(struct request *rq, struct response *rs)
{
	const struct login_form *form = rq->form;
	const struct login_try try = { .email = form->email,
				       .password = form->password,
				       .address = rq->address,
				       .device = known_device(rq, form->email) };
	struct login_verdict verdict;
	enum err e = login_check(rq->act, rq->app->turns, &try, &verdict);

	if (e != OK)
		log_event(LOG_INFO, "login_refused", { "why", err_name(e) }, { "address", rq->address });
	if (e == ERR_BUSY)
		return ask_to_wait(rq, rs, verdict.wait);
	if (e == ERR_DENIED) {
		complaint_add(rq->complaints, "password", NULL,
			      N_("This address and this password do not belong together. Check both."));
		return ERR_INVALID;
	}
	if (e != OK)
		return e;
	known_add(rs, form->email);
	return enter(rq, rs,
		     &(struct proof){ .account = verdict.account,
				      .strength = STRENGTH_PASSWORD,
				      .stays = form->stay,
				      .next = request_next(rq, NULL) });
}

static enum err
leave(struct request *rq, struct response *rs, const char *how)
{
	log_event(LOG_INFO, how, { "account", log_number(rq->act->actor->account) },
		  { "address", rq->address });
	cookie_drop(rs, COOKIE_SESSION);
	return redirect(rs, "/auth/login?out=1");
}

enum err
logout_do(struct request *rq, struct response *rs)
{
	const char *session = identity_name(rq);
	enum err e;

	if (session != NULL && (e = login_end(rq->act, session)) != OK)
		return e;
	return leave(rq, rs, "logout");
}

enum err
logout_everywhere(struct request *rq, struct response *rs)
{
	enum err e = login_end_everywhere(rq->act);

	return e == OK ? leave(rq, rs, "logout_everywhere") : e;
}
