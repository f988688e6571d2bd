/* Names, phone, language, zone, tax number. */
#include "apps/auth/profile.h"

#include "base/complaint.h"
#include "base/text.h"
#include "domain/contact.h"
#include "domain/role.h"
#include "front/identity.h"
#include "front/show.h"
#include "usecase/profile.h"
#include "view/language.h"

static const char *const tags[] = { "en", "pt", "zh-TW", NULL }; /* by enum language */

struct profile_form {
	const char *first_name, *last_name, *phone, *zone, *tax_number;
	int language; /* enum language */
};
static const struct field form_fields[] = {
	FIELD(TEXT, profile_form, first_name, .max = 80, .required = true),
	FIELD(TEXT, profile_form, last_name, .max = 80),
	FIELD(TEXT, profile_form, phone, .max = 40),
	FIELD(ENUM, profile_form, language, .names = tags, .required = true),
	FIELD(TEXT, profile_form, zone, .max = 64),
	FIELD(TEXT, profile_form, tax_number, .max = 32),
};
const struct shape profile_form_shape = SHAPE(profile_form, form_fields);

struct profile_view {
	const char *email;
	bool verified, saved;
};
static const struct field view_fields[] = {
	FIELD(TEXT, profile_view, email),
	FIELD(BOOL, profile_view, verified),
	FIELD(BOOL, profile_view, saved),
};
static const struct shape view_shape = SHAPE(profile_view, view_fields);

static int
language_of(const char *tag)
{
	enum language language = LANGUAGE_EN;

	return language_find(tag, &language) == OK ? (int)language : LANGUAGE_EN;
}

enum err
profile_page(struct request *rq, struct response *rs)
{
	struct profile_form form;
	struct profile_view view;
	struct profile profile;
	enum err e;

	if ((e = profile_find(rq->act->db, rq->arena, rq->act->actor->account, &profile)) != OK)
		return e;
	form = (struct profile_form){ .first_name = profile.first_name,
				      .last_name = profile.last_name,
				      .phone = profile.phone,
				      .zone = profile.zone,
				      .tax_number = profile.tax_number,
				      .language = language_of(profile.language) };
	view = (struct profile_view){ .email = profile.email,
				      .verified = profile.verified != TIME_NONE,
				      .saved = query_text(rq, "saved") != NULL };
	page_form(rs, &profile_form_shape, &form);
	return show(rs, "auth/profile", &view_shape, &view);
}

/* A phone is a way to reach, and some day to prove, somebody: changing it wants a
 * fresh log-in, as the e-mail address does (ASVS 7.5.1). */
static enum err
check_phone(struct request *rq, const char *typed)
{
	const char *number = NULL, *why;
	struct profile kept;
	enum err e;

	if (identity_is_fresh(rq)
	    || (typed != NULL && contact_phone(rq->arena, typed, NULL, &number, &why) != OK))
		return OK;
	if ((e = profile_find(rq->act->db, rq->arena, rq->act->actor->account, &kept)) != OK
	    || text_equal(number, kept.phone))
		return e;
	complaint_add(rq->complaints, "phone", NULL,
		      N_("Before the phone is changed, log in once more by the link below the form."));
	return ERR_INVALID;
}

enum err
profile_do(struct request *rq, struct response *rs)
{
	const struct profile_form *form = rq->form;
	const struct profile typed = { .first_name = form->first_name,
				       .last_name = form->last_name,
				       .phone = form->phone,
				       .language = tags[form->language],
				       .zone = form->zone,
				       .tax_number = form->tax_number };
	enum err e;

	if ((e = check_phone(rq, form->phone)) == OK)
		e = profile_change(rq->act, &typed, rq->complaints);
	/* lang= has this browser speak it too. */
	return e == OK ? redirect(rs, "/account/profile?saved=1&lang=%s", typed.language) : e;
}
