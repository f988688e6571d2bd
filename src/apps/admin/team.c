/* The team's page. */
#include "apps/admin/team.h"

#include "apps/admin/panel.h"
#include "base/complaint.h"
#include "base/text.h"
#include "domain/contact.h"
#include "domain/role.h"
#include "front/show.h"
#include "usecase/team.h"

struct invite_form {
	const char *email;
	int role;
	int64_t staff;
};

static const struct field invite_fields[] = {
	FIELD(TEXT, invite_form, email, .max = 254, .required = true),
	FIELD(ENUM, invite_form, role, .names = role_names, .required = true),
	FIELD(INT, invite_form, staff, .least = 0, .most = INT64_MAX),
};
const struct shape invite_form_shape = SHAPE(invite_form, invite_fields);

struct role_form {
	int role; /* ROLE_NONE: works here no more */
};

static const struct field role_fields[] = {
	FIELD(ENUM, role_form, role, .names = role_names, .required = true),
};
const struct shape role_form_shape = SHAPE(role_form, role_fields);

struct team_view {
	struct panel panel;
	struct team team;
	bool owner; /* has a say in all roles */
};

static const struct field view_fields[] = {
	PANEL_FIELDS(team_view, panel),
	FIELD_AS(LIST, team_view, team.members, "members", .of = &team_member_shape),
	FIELD_AS(LIST, team_view, team.invitations, "invitations", .of = &team_invitation_shape),
	FIELD_AS(LIST, team_view, team.staff, "staff", .of = &team_staff_shape),
	FIELD(BOOL, team_view, owner),
};
static const struct shape view_shape = SHAPE(team_view, view_fields);

enum err
team_page(struct request *rq, struct response *rs)
{
	struct team_view view = { .owner = rq->act->actor->role == ROLE_OWNER };
	const struct rulebook *book;
	enum err e;

	if ((e = panel_open(rq, rs, &view.panel, &book)) != OK || (e = team_open(rq->act, &view.team)) != OK)
		return e;
	page_form(rs, &invite_form_shape, NULL);
	return show(rs, "admin/team", &view_shape, &view);
}

static enum err
back(const struct request *rq, struct response *rs)
{
	return redirect(rs, "/admin/%s/team", path_text(rq, "studio"));
}

enum err
team_invite_do(struct request *rq, struct response *rs)
{
	const struct invite_form *form = rq->form;
	struct invitation_wish wish = { .role = form->role, .resource = form->staff };
	const char *why;
	enum err e;

	if (contact_email(rq->arena, form->email, &wish.email, &wish.email_key, &why) != OK) {
		complaint_add(rq->complaints, "email", NULL, why);
		return ERR_INVALID;
	}
	e = team_ask(rq->act, &wish, &why);
	if (e == ERR_DENIED)
		return problem(rs, e, N_("Only an owner can give this role."));
	if (why != NULL) {
		complaint_add(rq->complaints, "email", NULL, why);
		return ERR_INVALID;
	}
	return e == OK ? back(rq, rs) : e;
}

enum err
team_revoke_do(struct request *rq, struct response *rs)
{
	enum err e = team_take_back(rq->act, path_id(rq, "invitation"));

	if (e == ERR_DENIED)
		return problem(rs, e, N_("Only an owner can give or take this role."));
	/* Accepted or taken back meanwhile: the page shows it. */
	return e == OK || e == ERR_NOT_FOUND ? back(rq, rs) : e;
}

enum err
team_role_do(struct request *rq, struct response *rs)
{
	const struct role_form *form = rq->form;
	enum err e = team_give(rq->act, path_id(rq, "member"), (enum role)form->role);

	switch (e) {
	case ERR_CONFLICT:
		return problem(rs, e, N_("A studio keeps an owner. Make somebody else an owner first."));
	case ERR_DENIED:
		return problem(rs, e, N_("Only an owner can give or take this role."));
	case ERR_TOO_LATE:
		return problem(rs, e, N_("Somebody else has changed this role meanwhile. Look again."));
	default:
		return e == OK ? back(rq, rs) : e;
	}
}
