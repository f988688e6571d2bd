/* A step is asked for with the version that was seen. When somebody else was
 * first, the page says what the booking is now, and keeps what was typed. */
#include "apps/admin/step.h"

#include "base/complaint.h"
#include "base/text.h"
#include "front/show.h"

#define REASON_MAX 500

static const struct field query_fields[] = {
	FIELD(ENUM, step_query, to, .names = state_names, .required = true),
};
const struct shape step_query_shape = SHAPE(step_query, query_fields);

static const struct field form_fields[] = {
	FIELD(ENUM, step_form, to, .names = state_names, .required = true),
	FIELD(INT, step_form, seen, .least = 1, .most = INT64_MAX, .required = true),
	FIELD(TEXT, step_form, reason, .max = REASON_MAX, .lines = true),
};
const struct shape step_form_shape = SHAPE(step_form, form_fields);

static const struct field resend_fields[] = {
	FIELD(INT, resend_form, notice, .least = 1, .most = INT64_MAX, .required = true),
};
const struct shape resend_form_shape = SHAPE(resend_form, resend_fields);

/* The question before a step; without an offer the page says so. */
static enum err
show_question(struct response *rs, struct sheet *sheet, int to)
{
	const struct desk_offer *offer = desk_offer_to(&sheet->desk, (enum booking_state)to);

	sheet->to = to;
	sheet->offered = offer != NULL;
	if (offer != NULL) {
		sheet->deed = offer->deed;
		sheet->reason = offer->reason;
	}
	page_form(rs, &step_form_shape, NULL);
	return show(rs, "admin/step", &sheet_shape, sheet);
}

enum err
step_ask(struct request *rq, struct response *rs)
{
	const struct step_query *query = rq->form;
	struct sheet sheet = { 0 };
	const struct rulebook *book;
	enum err e;

	if ((e = sheet_open(rq, rs, &sheet, &book)) != OK)
		return e;
	return show_question(rs, &sheet, query->to);
}

enum err
step_again(struct request *rq, struct response *rs)
{
	const struct step_form *form = rq->form;
	struct sheet sheet = { 0 };
	const struct rulebook *book;
	enum err e;

	if ((e = sheet_open(rq, rs, &sheet, &book)) != OK)
		return e;
	return show_question(rs, &sheet, form->to);
}

/* What it is by now, with what was typed for it. */
static enum err
show_changed(struct request *rq, struct response *rs)
{
	const struct step_form *form = rq->form;
	struct sheet sheet = { .stale = true, .typed = form->reason };
	const struct rulebook *book;
	enum err e;

	if ((e = sheet_open(rq, rs, &sheet, &book)) != OK)
		return e;
	rs->status = 409;
	return show_question(rs, &sheet, form->to);
}

enum err
step_do(struct request *rq, struct response *rs)
{
	const struct step_form *form = rq->form;
	const struct desk_wish wish = { (enum booking_state)form->to, form->seen, form->reason };
	struct sheet sheet = { 0 };
	const struct rulebook *book;
	enum err e;

	if ((e = sheet_open(rq, rs, &sheet, &book)) != OK)
		return e;
	e = desk_take(rq->act, book, &sheet.desk, &wish);
	if (e == ERR_CONFLICT || e == ERR_TOO_LATE)
		return show_changed(rq, rs);
	if (e == ERR_INVALID)
		complaint_add(rq->complaints, "reason", NULL,
			      N_("Say why, so that everybody can follow it later."));
	if (e != OK)
		return e;
	return redirect(rs, "/admin/%s/bookings/%s?now=%s", sheet.panel.place.slug,
			sheet.desk.row.card.public_id, state_names[form->to]);
}

enum err
step_resend(struct request *rq, struct response *rs)
{
	const struct resend_form *form = rq->form;
	struct sheet sheet = { 0 };
	const struct rulebook *book;
	enum err e;

	if ((e = sheet_open(rq, rs, &sheet, &book)) != OK
	    || (e = desk_resend(rq->act, &sheet.desk, form->notice)) != OK)
		return e;
	return redirect(rs, "/admin/%s/bookings/%s#messages", sheet.panel.place.slug,
			sheet.desk.row.card.public_id);
}
