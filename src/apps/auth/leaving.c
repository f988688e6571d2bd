/* Taking one's data along, and leaving. */
#include "apps/auth/leaving.h"

#include "apps/auth/again.h"
#include "base/complaint.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/passphrase.h"
#include "domain/role.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "store/account.h"
#include "store/session.h"
#include "usecase/profile.h"
#include "web/cookie.h"

#define HERE "/account/data"
#define COPY_BYTES (3u << 20)

struct leaving_form {
	const char *current;
	bool sure;
};
static const struct field form_fields[] = {
	FIELD(TEXT, leaving_form, current, .max = PASSPHRASE_MOST, .keep_space = true),
	FIELD(BOOL, leaving_form, sure),
};
const struct shape leaving_form_shape = SHAPE(leaving_form, form_fields);

struct leaving_view {
	int64_t ahead; /* bookings to come */
	bool asks;
};
static const struct field view_fields[] = {
	FIELD(INT, leaving_view, ahead),
	FIELD(BOOL, leaving_view, asks),
};
static const struct shape view_shape = SHAPE(leaving_view, view_fields);

static const struct field copy_fields[] = {
	FIELD_AS(TEXT, profile_copy, profile.email, "email"),
	FIELD_AS(TIME, profile_copy, profile.verified, "email_verified"),
	FIELD_AS(TEXT, profile_copy, profile.first_name, "first_name"),
	FIELD_AS(TEXT, profile_copy, profile.last_name, "last_name"),
	FIELD_AS(TEXT, profile_copy, profile.phone, "phone"),
	FIELD_AS(TEXT, profile_copy, profile.language, "language"),
	FIELD_AS(TEXT, profile_copy, profile.zone, "zone"),
	FIELD_AS(TEXT, profile_copy, profile.tax_number, "tax_number"),
	FIELD_AS(TIME, profile_copy, profile.created, "created"),
	FIELD(LIST, profile_copy, studios, .of = &account_studio_shape),
	FIELD(LIST, profile_copy, sessions, .of = &session_item_shape),
	FIELD(LIST, profile_copy, bookings, .of = &profile_record_shape),
	FIELD(LIST, profile_copy, messages, .of = &profile_message_shape),
};
static const struct shape copy_shape = SHAPE(profile_copy, copy_fields);

enum err
leaving_page(struct request *rq, struct response *rs)
{
	struct leaving_view view = { 0 };
	struct list ahead;
	bool sent;
	enum err e = again_open(rq, rs, HERE, &view.asks, &sent);

	if (e != OK || sent)
		return e;
	if ((e = profile_ahead(rq->act->db, rq->arena, rq->act->actor->account, rq->now, &ahead)) != OK)
		return e;
	view.ahead = (int64_t)ahead.count;
	page_form(rs, &leaving_form_shape, NULL);
	return show(rs, "auth/leaving", &view_shape, &view);
}

enum err
leaving_copy(struct request *rq, struct response *rs)
{
	const struct leaving_form *form = rq->form;
	struct buffer out = buffer_new(rq->arena, COPY_BYTES);
	struct profile_copy copy;
	enum err e;

	if ((e = again_check(rq, rs, form->current)) != OK || (e = profile_copy(rq->act, &copy)) != OK)
		return e;
	json_write_record(&out, &copy_shape, &copy);
	if (out.full)
		return ERR_INTERNAL;
	log_event(LOG_INFO, "data_copied", { "account", log_number(rq->act->actor->account) },
		  { "address", rq->address });
	return send_file(rs, "application/json", "hora.json", out.bytes, out.len);
}

enum err
leaving_erase(struct request *rq, struct response *rs)
{
	const struct leaving_form *form = rq->form;
	enum err e;

	if (!form->sure) {
		complaint_add(rq->complaints, "sure", NULL, N_("Tick the box, so that we know you mean it."));
		return ERR_INVALID;
	}
	if ((e = again_check(rq, rs, form->current)) != OK)
		return e;
	if ((e = profile_leave(rq->act)) == ERR_CONFLICT)
		return problem(rs, e,
			       N_("You are the only owner of a studio. Make somebody else its owner first."));
	if (e != OK)
		return e;
	log_event(LOG_INFO, "account_erased", { "account", log_number(rq->act->actor->account) },
		  { "address", rq->address });
	cookie_drop(rs, COOKIE_SESSION);
	return redirect(rs, "/auth/login?erased=1");
}
