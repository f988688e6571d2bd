/* What an account is linked to. A link opens the account, so adding or taking one
 * away wants a fresh proof of who asks. */
#include "apps/auth/links.h"

#include "apps/auth/browser.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/role.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "store/identity.h"
#include "usecase/arrival.h"

#define PLACE "/account/links"

struct links_view {
	struct list links; /* struct identity_row */
};

static const struct field view_fields[] = { FIELD(LIST, links_view, links, .of = &identity_row_shape) };
static const struct shape view_shape = SHAPE(links_view, view_fields);

enum err
links_page(struct request *rq, struct response *rs)
{
	struct links_view view;
	enum err e = identity_list(rq->act->db, rq->arena, rq->act->actor->account, &view.links);

	return e == OK ? show(rs, "auth/links", &view_shape, &view) : e;
}

static enum err
prove_first(struct response *rs)
{
	return redirect(rs, "/auth/login?again=1&next=" PLACE);
}

enum err
links_add(struct request *rq, struct response *rs)
{
	struct departure departure = { .provider = path_text(rq, "provider"),
				       .next = PLACE,
				       .linking = true };
	const char *id;
	enum err e;

	if (!identity_is_settled(rq))
		return redirect(rs, "/account"); /* which asks for it */
	if (!identity_is_fresh(rq))
		return prove_first(rs);
	departure.browser = browser_mark(rs);
	e = arrival_begin(rq->act, &departure, &id);
	return e == OK ? redirect(rs, "/auth/arrival/%s", id) : e;
}

enum err
links_drop(struct request *rq, struct response *rs)
{
	enum err e;

	if (!identity_is_fresh(rq))
		return prove_first(rs);
	e = arrival_unlink(rq->act, path_id(rq, "link"));
	if (e == ERR_CONFLICT)
		return problem(
		    rs, e,
		    N_("This is the only way into your account. Add and prove an e-mail address, or "
		       "another log-in, before you take it away."));
	return e == OK ? redirect(rs, PLACE) : e;
}
