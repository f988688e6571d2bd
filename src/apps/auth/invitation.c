/* Accepting an invitation. Whoever opens the link reads the address it went to: a
 * new account may be made by it, but never one that is there entered. */
#include "apps/auth/invitation.h"

#include "apps/auth/entrance.h"
#include "apps/auth/known.h"
#include "apps/auth/newcomer.h"
#include "base/text.h"
#include "domain/role.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "store/account.h"
#include "usecase/team.h"

#define GONE N_("This invitation does not hold any more. Ask the studio for a new one.")

struct invitation_view {
	const char *token, *name, *language, *email, *me;
	int role;
	bool known, mine; /* the address has an account; which is logged in */
};

static const struct field view_fields[] = {
	FIELD(TEXT, invitation_view, token),    FIELD(TEXT, invitation_view, name),
	FIELD(TEXT, invitation_view, language), FIELD(TEXT, invitation_view, email),
	FIELD(TEXT, invitation_view, me),       FIELD(ENUM, invitation_view, role, .names = role_names),
	FIELD(BOOL, invitation_view, known),    FIELD(BOOL, invitation_view, mine),
};
static const struct shape view_shape = SHAPE(invitation_view, view_fields);

/* The invitation, and the account that its address has; id 0: none. */
static enum err
find(struct request *rq, struct response *rs, struct invitation *out, struct account *holder)
{
	enum err e = team_invited(rq->act, path_text(rq, "token"), out);

	rs->no_referrer = true;
	*holder = (struct account){ 0 };
	if (e != OK)
		return e == ERR_NOT_FOUND ? problem(rs, e, GONE) : e;
	e = account_by_email(rq->act->db, rq->arena, out->email_key, holder);
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err
invitation_page(struct request *rq, struct response *rs)
{
	const struct session_row *who = identity_of(rq);
	struct invitation_view view = { .token = path_text(rq, "token") };
	struct invitation invitation;
	struct account holder;
	enum err e;

	if ((e = find(rq, rs, &invitation, &holder)) != OK)
		return e;
	view.name = invitation.name;
	view.language = invitation.language;
	view.email = invitation.email;
	view.role = invitation.role;
	view.known = holder.id != 0;
	view.me = who == NULL ? NULL : who->email;
	view.mine = who != NULL && who->account == holder.id;
	page_form(rs, &newcomer_shape, NULL);
	return show(rs, "auth/invitation", &view_shape, &view);
}

enum err
invitation_begin(struct request *rq, struct response *rs)
{
	struct newcomer who = *(const struct newcomer *)rq->form;
	struct invitation invitation;
	struct account holder;
	int64_t account;
	enum err e;

	if ((e = find(rq, rs, &invitation, &holder)) != OK)
		return e;
	if (holder.id != 0)
		return redirect(rs, "/auth/invitation/%s", path_text(rq, "token"));
	who.email = invitation.email;
	if ((e = newcomer_check_rest(rq, &who)) != OK)
		return e;
	e = team_join_new(rq->act, rq->app->turns, &invitation,
			  &(struct team_newcomer){ who.first_name, who.last_name, who.password }, &account);
	if (e != OK)
		return e == ERR_NOT_FOUND ? problem(rs, e, GONE) : e;
	known_add(rs, invitation.email);
	return enter(rq, rs,
		     &(struct proof){ .account = account,
				      .strength = STRENGTH_PASSWORD,
				      .next = arena_text(rq->arena, "/admin/%s", invitation.slug) });
}

enum err
invitation_accept(struct request *rq, struct response *rs)
{
	struct invitation invitation;
	struct account holder;
	enum err e;

	if ((e = find(rq, rs, &invitation, &holder)) != OK)
		return e;
	if (holder.id != rq->act->actor->account)
		return problem(rs, ERR_DENIED, N_("This invitation is for another address."));
	e = team_join(rq->act, &invitation);
	if (e == ERR_CONFLICT)
		return problem(rs, e, N_("You work in this studio already."));
	if (e != OK)
		return e == ERR_NOT_FOUND ? problem(rs, e, GONE) : e;
	return redirect(rs, "/admin/%s", invitation.slug);
}
