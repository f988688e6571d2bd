/* Following a letter's link: an account made, a password chosen, an address
 * proved. */
#include "apps/auth/link.h"

#include "apps/auth/entrance.h"
#include "apps/auth/known.h"
#include "apps/auth/newcomer.h"
#include "base/log.h"
#include "base/text.h"
#include "front/app.h"
#include "front/show.h"
#include "usecase/act.h"
#include "usecase/admission.h"

static const struct field form_fields[] = {
	FIELD(TEXT, newcomer, first_name, .max = 80),
	FIELD(TEXT, newcomer, last_name, .max = 80),
	FIELD(TEXT, newcomer, password, .max = PASSPHRASE_MOST + 1, .keep_space = true),
};
const struct shape link_form_shape = SHAPE(newcomer, form_fields);

struct link_view {
	const char *token, *email;
	int kind; /* enum link_kind */
};

static const struct field view_fields[] = {
	FIELD(TEXT, link_view, token),
	FIELD(TEXT, link_view, email),
	FIELD(ENUM, link_view, kind, .names = link_names),
};
static const struct shape view_shape = SHAPE(link_view, view_fields);

static enum err
find(struct request *rq, struct response *rs, struct link *out)
{
	enum err e = admission_find(rq->act, path_text(rq, "token"), out);

	rs->no_referrer = true;
	return e == ERR_NOT_FOUND
		   ? problem(rs, e, N_("This link was used already, or is too old. Ask for a new letter."))
		   : e;
}

enum err
link_page(struct request *rq, struct response *rs)
{
	struct link_view view = { .token = path_text(rq, "token") };
	struct link found;
	enum err e;

	if ((e = find(rq, rs, &found)) != OK)
		return e;
	view.email = found.email;
	view.kind = found.kind;
	page_form(rs, &link_form_shape, NULL);
	return show(rs, "auth/link", &view_shape, &view);
}

/* In by the link: who reads the letter has what a password alone would prove. */
static enum err
come_in(struct request *rq, struct response *rs, const struct link *by, int64_t account)
{
	known_add(rs, by->email);
	return enter(rq, rs,
		     &(struct proof){ .account = account, .strength = STRENGTH_PASSWORD, .next = by->next });
}

static enum err
begin_account(struct request *rq, struct response *rs, const struct link *by, struct newcomer *who)
{
	int64_t account;
	enum err e;

	if ((e = newcomer_check_rest(rq, who)) != OK)
		return e;
	e = admission_register(rq->act, rq->app->turns, by,
			       &(struct newcomer_wish){ who->first_name, who->last_name, who->password },
			       &account);
	if (e == ERR_CONFLICT)
		return redirect(rs, "/auth/login");
	if (e != OK)
		return e;
	log_event(LOG_INFO, "registered", { "account", log_number(account) }, { "address", rq->address });
	return come_in(rq, rs, by, account);
}

static enum err
renew_password(struct request *rq, struct response *rs, const struct link *by, const struct newcomer *who)
{
	int64_t account;
	enum err e;

	if ((e = newcomer_check_password(rq, who)) != OK
	    || (e = admission_renew(rq->act, rq->app->turns, by, who->password, &account)) != OK)
		return e;
	log_event(LOG_INFO, "password_renewed", { "account", log_number(account) },
		  { "address", rq->address });
	return come_in(rq, rs, by, account);
}

static enum err
confirm_address(struct request *rq, struct response *rs, const struct link *by)
{
	enum err e = admission_confirm(rq->act, by);

	if (e == ERR_CONFLICT)
		return problem(rs, e, N_("Another account has this address by now."));
	return e == OK ? redirect(rs, "/account") : e;
}

enum err
link_do(struct request *rq, struct response *rs)
{
	struct newcomer who = *(const struct newcomer *)rq->form;
	struct link by;
	enum err e;

	if ((e = find(rq, rs, &by)) != OK)
		return e;
	who.email = by.email;
	switch ((enum link_kind)by.kind) {
	case LINK_REGISTER:
		return begin_account(rq, rs, &by, &who);
	case LINK_FORGOTTEN:
		return renew_password(rq, rs, &by, &who);
	default:
		return confirm_address(rq, rs, &by);
	}
}
