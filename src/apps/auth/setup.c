/* A studio's first owner: with a new account, or the one that is logged in. */
#include "apps/auth/setup.h"

#include "apps/auth/entrance.h"
#include "apps/auth/known.h"
#include "apps/auth/newcomer.h"
#include "base/complaint.h"
#include "base/text.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "usecase/setup.h"

struct setup_view {
	const char *token, *name, *language, *email;
	const char *me; /* the address that is logged in; NULL = nobody */
};

static const struct field view_fields[] = {
	FIELD(TEXT, setup_view, token), FIELD(TEXT, setup_view, name), FIELD(TEXT, setup_view, language),
	FIELD(TEXT, setup_view, email), FIELD(TEXT, setup_view, me),
};
static const struct shape view_shape = SHAPE(setup_view, view_fields);

static enum err
find(struct request *rq, struct response *rs, struct setup *out)
{
	enum err e = setup_find(rq->act, path_text(rq, "token"), out);

	rs->no_referrer = true;
	return e == ERR_NOT_FOUND ? problem(
		   rs, e, N_("This link does not work any more. Ask who gave it to you for a new one."))
				  : e;
}

enum err
setup_page(struct request *rq, struct response *rs)
{
	const struct session_row *who = identity_of(rq);
	struct newcomer empty = { 0 };
	struct setup_view view;
	struct setup setup;
	enum err e;

	if ((e = find(rq, rs, &setup)) != OK)
		return e;
	empty.email = setup.email;
	view = (struct setup_view){ .token = path_text(rq, "token"),
				    .name = setup.name,
				    .language = setup.language,
				    .email = setup.email,
				    .me = who == NULL ? NULL : who->email };
	page_form(rs, &newcomer_shape, &empty);
	return show(rs, "auth/setup", &view_shape, &view);
}

enum err
setup_do(struct request *rq, struct response *rs)
{
	struct newcomer who = *(const struct newcomer *)rq->form;
	struct setup_wish wish;
	int64_t account;
	enum err e;

	rs->no_referrer = true;
	if ((e = newcomer_check(rq, &who)) != OK)
		return e;
	wish = (struct setup_wish){ .token = path_text(rq, "token"),
				    .first_name = who.first_name,
				    .last_name = who.last_name,
				    .email = who.email,
				    .email_key = who.email_key,
				    .password = who.password };
	e = setup_begin(rq->act, rq->app->turns, &wish, &account);
	if (e == ERR_CONFLICT) {
		complaint_add(rq->complaints, "email", NULL,
			      N_("This address has an account. Log in with it, then open this link again."));
		return ERR_INVALID;
	}
	if (e != OK)
		return e == ERR_NOT_FOUND ? problem(
			   rs, e,
			   N_("This link does not work any more. Ask who gave it to you for a new one."))
					  : e;
	known_add(rs, who.email);
	return enter(rq, rs,
		     &(struct proof){ .account = account, .strength = STRENGTH_PASSWORD, .stays = false });
}

enum err
setup_accept(struct request *rq, struct response *rs)
{
	struct setup setup;
	enum err e;

	if ((e = find(rq, rs, &setup)) != OK)
		return e;
	e = setup_join(rq->act, &setup);
	if (e == ERR_CONFLICT || e == ERR_NOT_FOUND)
		return problem(rs, ERR_CONFLICT, N_("You work in this studio already."));
	return e == OK ? redirect(rs, "/account") : e;
}
