/* Asking for a letter. The answer is the same for every address. */
#include "apps/auth/admission.h"

#include "base/complaint.h"
#include "base/text.h"
#include "domain/contact.h"
#include "front/identity.h"
#include "front/show.h"
#include "usecase/admission.h"

struct admission_form {
	const char *email, *next;
};

static const struct field form_fields[] = {
	FIELD(TEXT, admission_form, email, .max = 254, .required = true),
	FIELD(TEXT, admission_form, next, .max = NEXT_BYTES_MAX),
};
const struct shape admission_form_shape = SHAPE(admission_form, form_fields);

struct admission_view {
	const char *next, *trouble;
};

static const struct field view_fields[] = {
	FIELD(TEXT, admission_view, next),
	FIELD(TEXT, admission_view, trouble),
};
static const struct shape view_shape = SHAPE(admission_view, view_fields);

static const struct {
	const char *view, *sent;
} pages[LINK__MAX] = {
	[LINK_REGISTER] = { "auth/register", "/auth/sent" },
	[LINK_FORGOTTEN] = { "auth/forgotten", "/auth/sent?for=password" },
};

static enum err
show_form(struct request *rq, struct response *rs, enum link_kind kind, const char *trouble)
{
	const struct admission_view view = { .next = request_next(rq, NULL), .trouble = trouble };
	const struct admission_form typed = { .email = query_text(rq, "email") };

	page_form(rs, &admission_form_shape, &typed);
	return show(rs, pages[kind].view, &view_shape, &view);
}

static enum err
ask(struct request *rq, struct response *rs, enum link_kind kind)
{
	const struct admission_form *form = rq->form;
	struct admission_wish wish = { .kind = kind, .network = rq->address, .next = request_next(rq, NULL) };
	const char *why;
	int64_t wait;
	enum err e;

	if (contact_email(rq->arena, form->email, &wish.email, &wish.email_key, &why) != OK) {
		complaint_add(rq->complaints, "email", NULL, why);
		return ERR_INVALID;
	}
	e = admission_ask(rq->act, &wish, &wait);
	if (e == ERR_BUSY && wait > 0) {
		rs->status = 429;
		response_retry(rs, wait);
		return show_form(rq, rs, kind,
				 N_("That was a lot of letters from here. Try again in an hour."));
	}
	return e == OK ? redirect(rs, "%s", pages[kind].sent) : e;
}

enum err
admission_register_page(struct request *rq, struct response *rs)
{
	return show_form(rq, rs, LINK_REGISTER, NULL);
}

enum err
admission_register_do(struct request *rq, struct response *rs)
{
	return ask(rq, rs, LINK_REGISTER);
}

enum err
admission_forgotten_page(struct request *rq, struct response *rs)
{
	return show_form(rq, rs, LINK_FORGOTTEN, NULL);
}

enum err
admission_forgotten_do(struct request *rq, struct response *rs)
{
	return ask(rq, rs, LINK_FORGOTTEN);
}

struct sent_view {
	bool password;
};
static const struct field sent_fields[] = { FIELD(BOOL, sent_view, password) };
static const struct shape sent_shape = SHAPE(sent_view, sent_fields);

enum err
admission_sent(struct request *rq, struct response *rs)
{
	const struct sent_view view = { .password = text_equal(query_text(rq, "for"), "password") };

	return show(rs, "auth/sent", &sent_shape, &view);
}

enum err
admission_verify_do(struct request *rq, struct response *rs)
{
	const struct session_row *who = identity_of(rq);
	const char *email, *email_key, *why;
	int64_t wait;
	enum err e;

	if (who->verified || contact_email(rq->arena, who->email, &email, &email_key, &why) != OK)
		return redirect(rs, "/account");
	e = admission_ask_proof(rq->act, &(struct proof_wish){ LINK_VERIFY, who->account, email, email_key },
				&wait);
	if (e == ERR_BUSY && wait > 0) {
		response_retry(rs, wait);
		return refuse(rs, e, 429, N_("That was a lot of letters. Try again in an hour."));
	}
	return e == OK ? redirect(rs, "/auth/sent?for=address") : e;
}
