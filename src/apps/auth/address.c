/* Nothing is said of whether another account has the new address: the letter,
 * which only its reader sees, or the link in it does. */
#include "apps/auth/address.h"

#include "apps/auth/again.h"
#include "base/complaint.h"
#include "base/text.h"
#include "domain/contact.h"
#include "domain/passphrase.h"
#include "domain/role.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "store/session.h"
#include "usecase/admission.h"

#define HERE "/account/email"

struct address_form {
	const char *email, *current;
};
static const struct field form_fields[] = {
	FIELD(TEXT, address_form, email, .max = 254, .required = true),
	FIELD(TEXT, address_form, current, .max = PASSPHRASE_MOST, .keep_space = true),
};
const struct shape address_form_shape = SHAPE(address_form, form_fields);

struct address_view {
	const char *email;
	bool asks, sent;
};
static const struct field view_fields[] = {
	FIELD(TEXT, address_view, email),
	FIELD(BOOL, address_view, asks),
	FIELD(BOOL, address_view, sent),
};
static const struct shape view_shape = SHAPE(address_view, view_fields);

enum err
address_page(struct request *rq, struct response *rs)
{
	struct address_view view = { .email = identity_of(rq)->email,
				     .sent = query_text(rq, "sent") != NULL };
	bool sent;
	enum err e = again_open(rq, rs, HERE, &view.asks, &sent);

	if (e != OK || sent)
		return e;
	page_form(rs, &address_form_shape, NULL);
	return show(rs, "auth/address", &view_shape, &view);
}

static enum err
complain(struct request *rq, const char *why)
{
	complaint_add(rq->complaints, "email", NULL, why);
	return ERR_INVALID;
}

enum err
address_do(struct request *rq, struct response *rs)
{
	const struct address_form *form = rq->form;
	struct proof_wish wish = { .kind = LINK_CHANGE, .account = rq->act->actor->account };
	const char *why;
	int64_t wait = 0;
	enum err e;

	if (contact_email(rq->arena, form->email, &wish.email, &wish.email_key, &why) != OK)
		return complain(rq, why);
	if (text_equal(wish.email, identity_of(rq)->email))
		return complain(rq, N_("This is the address you have already."));
	if ((e = again_check(rq, rs, form->current)) != OK)
		return e;
	e = admission_ask_proof(rq->act, &wish, &wait);
	if (e == ERR_BUSY && wait > 0) {
		response_retry(rs, wait);
		return refuse(rs, e, 429, N_("Too many letters were asked for just now. Try again later."));
	}
	return e == OK ? redirect(rs, HERE "?sent=1") : e;
}
