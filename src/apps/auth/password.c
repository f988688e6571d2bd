/* Changing the password ends all sessions but the one it is done in, which goes
 * on under a new token. */
#include "apps/auth/password.h"

#include "apps/auth/again.h"
#include "apps/auth/entrance.h"
#include "apps/auth/newcomer.h"
#include "base/complaint.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/passphrase.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "store/session.h"
#include "usecase/profile.h"

#define HERE "/account/password"

struct password_form {
	const char *current, *password;
};
static const struct field form_fields[] = {
	FIELD(TEXT, password_form, current, .max = PASSPHRASE_MOST, .keep_space = true),
	FIELD(TEXT, password_form, password, .max = PASSPHRASE_MOST + 1, .keep_space = true,
	      .required = true),
};
const struct shape password_form_shape = SHAPE(password_form, form_fields);

struct password_view {
	const char *email; /* for password managers */
	bool asks, done;
};
static const struct field view_fields[] = {
	FIELD(TEXT, password_view, email),
	FIELD(BOOL, password_view, asks),
	FIELD(BOOL, password_view, done),
};
static const struct shape view_shape = SHAPE(password_view, view_fields);

enum err
password_page(struct request *rq, struct response *rs)
{
	struct password_view view = { .email = identity_of(rq)->email,
				      .done = query_text(rq, "done") != NULL };
	bool sent;
	enum err e = again_open(rq, rs, HERE, &view.asks, &sent);

	if (e != OK || sent)
		return e;
	page_form(rs, &password_form_shape, NULL);
	return show(rs, "auth/password", &view_shape, &view);
}

enum err
password_do(struct request *rq, struct response *rs)
{
	const struct password_form *form = rq->form;
	const struct session_row *who = identity_of(rq);
	const struct newcomer as = { .first_name = who->first_name,
				     .last_name = who->last_name,
				     .email = who->email,
				     .password = form->password };
	enum err e;

	if ((e = newcomer_check_password(rq, &as)) != OK || (e = again_check(rq, rs, form->current)) != OK)
		return e;
	e = profile_set_password(rq->act, rq->app->turns, form->password);
	if (e == ERR_BUSY && rs->status < 400) {
		response_retry(rs, 2);
		return refuse(rs, e, 503, N_("Very busy just now. Press the button again."));
	}
	if (e != OK)
		return e;
	log_event(LOG_INFO, "password_changed", { "account", log_number(who->account) },
		  { "address", rq->address });
	return enter(rq, rs,
		     &(struct proof){ .account = who->account,
				      .strength = (enum strength)who->strength,
				      .next = HERE "?done=1" });
}
