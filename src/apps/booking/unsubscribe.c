/* Unsubscribing from what is not needed to keep an appointment. The token of the
 * message proves whose wish it is; no cookie is looked at. */
#include "apps/booking/unsubscribe.h"

#include "base/text.h"
#include "front/app.h"
#include "front/place.h"
#include "front/show.h"
#include "usecase/card.h"
#include "usecase/notify.h"

/* A mail program sends List-Unsubscribe=One-Click and nothing else. */
struct unsubscribe_form {
	const char *one_click;
	bool again;
};
static const struct field form_fields[] = {
	FIELD_AS(TEXT, unsubscribe_form, one_click, "List-Unsubscribe"),
	FIELD(BOOL, unsubscribe_form, again),
};
const struct shape unsubscribe_form_shape = SHAPE(unsubscribe_form, form_fields);

struct view {
	struct place place;
	const void *studio;
	const char *token;
	bool done, again;
};
static const struct field view_fields[] = {
	FIELD(RECORD, view, studio, .of = &place_shape),
	FIELD(TEXT, view, token),
	FIELD(BOOL, view, done),
	FIELD(BOOL, view, again),
};
static const struct shape view_shape = SHAPE(view, view_fields);

static enum err
show_page(struct request *rq, struct response *rs, struct view *view)
{
	const struct rulebook *book;
	const char *public_id;
	struct card card;
	enum err e;

	rs->no_referrer = true;
	view->token = path_text(rq, "token");
	if ((e = card_by_token(rq->act, view->token, &public_id)) != OK
	    || (e = card_open(rq->act, rq->app->shelf, public_id, &card, &book)) != OK)
		return e == ERR_NOT_FOUND ? problem(rs, e, N_("This link does not work any more.")) : e;
	place_settle(rs, book);
	view->place = place_describe(rq->arena, &book->studio);
	view->studio = &view->place;
	return show(rs, "booking/unsubscribe", &view_shape, view);
}

enum err
unsubscribe_ask(struct request *rq, struct response *rs)
{
	struct view view = { 0 };

	return show_page(rq, rs, &view);
}

enum err
unsubscribe_do(struct request *rq, struct response *rs)
{
	const struct unsubscribe_form *form = rq->form;
	struct view view = { .done = true, .again = form->again };
	enum err e;

	if ((e = notify_optional(rq->act, path_text(rq, "token"), form->again)) != OK)
		return e == ERR_NOT_FOUND ? problem(rs, e, N_("This link does not work any more.")) : e;
	return show_page(rq, rs, &view);
}
