/* Asks for a code or a passkey after a password, and goes on with the log-in. */
#include "apps/auth/second.h"

#include "apps/auth/entrance.h"
#include "apps/auth/factor.h"
#include "apps/auth/passkey.h"
#include "base/complaint.h"
#include "base/log.h"
#include "base/text.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "usecase/login.h"
#include "usecase/proof.h"

struct second_form {
	const char *code;
};
static const struct field form_fields[] = { FIELD(TEXT, second_form, code, .max = 60, .required = true) };
const struct shape second_form_shape = SHAPE(second_form, form_fields);

struct second_view {
	const void *ask; /* NULL: the account has no passkey */
	bool app;
	const char *trouble, *onward;
};
static const struct field view_fields[] = {
	FIELD(RECORD, second_view, ask, .of = &passkey_ask_shape),
	FIELD(BOOL, second_view, app),
	FIELD(TEXT, second_view, trouble),
	FIELD(TEXT, second_view, onward),
};
static const struct shape view_shape = SHAPE(second_view, view_fields);

static enum err
show_second(struct request *rq, struct response *rs, const struct proof *half, const char *trouble)
{
	struct second_view view = { .trouble = trouble };
	struct proof_ways ways;
	struct passkey_ask ask;
	enum err e;

	if ((e = proof_ways(rq->act, half->account, &ways)) != OK)
		return e;
	view.app = ways.app;
	if (*ways.passkeys != '\0') {
		ask = passkey_ask_login(rq, ways.passkeys);
		view.ask = &ask;
	}
	page_form(rs, &second_form_shape, &(struct second_form){ 0 });
	return show(rs, "auth/second", &view_shape, &view);
}

enum err
second_page(struct request *rq, struct response *rs)
{
	struct proof half;

	if (pending_read(rq, &half) != OK)
		return redirect(rs, "/auth/login");
	return show_second(rq, rs, &half, NULL);
}

enum err
second_do(struct request *rq, struct response *rs)
{
	const struct second_form *form = rq->form;
	struct proof half;
	int64_t wait;
	enum err e;

	if (pending_read(rq, &half) != OK)
		return redirect(rs, "/auth/login");
	e = proof_code(rq->act, &(struct proof_code){ half.account, form->code, &rq->app->safe_key }, &wait);
	if (e == OK) {
		half.strength = STRENGTH_FACTOR;
		return enter(rq, rs, &half);
	}
	log_event(LOG_INFO, "login_refused", { "why", "code" }, { "account", log_number(half.account) },
		  { "address", rq->address });
	if (e == ERR_BUSY && wait > 0) {
		rs->status = 429;
		response_retry(rs, wait);
		return show_second(rq, rs, &half,
				   N_("That was a lot of tries. Wait ten minutes, or use another way."));
	}
	if (e != ERR_DENIED)
		return e;
	complaint_add(rq->complaints, "code", NULL,
		      N_("That code does not work. Each works once, and those of an app only for a minute."));
	return ERR_INVALID;
}

enum err
step_page(struct request *rq, struct response *rs)
{
	const struct session_row *who = identity_of(rq);
	const struct second_view view = { .onward = factor_onward(rq, "") };
	const char *next = request_next(rq, "/account");
	bool owes;
	enum err e;

	if (who->strength == STRENGTH_FACTOR || who->strength == STRENGTH_PASSKEY)
		return redirect(rs, "%s", next);
	if ((e = login_owes_factor(rq->act, who->account, (enum strength)who->strength, &owes)) != OK)
		return e;
	if (owes)
		return enter(rq, rs,
			     &(struct proof){ .account = who->account,
					      .strength = (enum strength)who->strength,
					      .next = next });
	return show(rs, "auth/step", &view_shape, &view);
}
