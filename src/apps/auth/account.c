/* Who is logged in, and where they can go. */
#include "apps/auth/account.h"

#include "base/text.h"
#include "base/zone.h"
#include "domain/role.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "store/account.h"
#include "usecase/team.h"

struct account_view {
	const char *email, *first_name, *last_name;
	bool verified, platform;
	struct list studios; /* struct account_studio */
};

static const struct field view_fields[] = {
	FIELD(TEXT, account_view, email),     FIELD(TEXT, account_view, first_name),
	FIELD(TEXT, account_view, last_name), FIELD(BOOL, account_view, verified),
	FIELD(BOOL, account_view, platform),  FIELD(LIST, account_view, studios, .of = &account_studio_shape),
};
static const struct shape view_shape = SHAPE(account_view, view_fields);

void
account_settle(struct request *rq, struct response *rs)
{
	const char *name = identity_of(rq)->zone;
	struct zone *zone;

	if (!text_is_empty(name) && zone_open(name, &zone) == OK) {
		arena_own(rq->arena, zone, zone_free);
		page_place(rs, zone, NULL, NULL);
	}
}

enum err
account_page(struct request *rq, struct response *rs)
{
	const struct session_row *who = identity_of(rq);
	struct account_view view = { .email = who->email,
				     .first_name = who->first_name,
				     .last_name = who->last_name,
				     .verified = who->verified,
				     .platform = who->platform };
	enum err e = account_studios(rq->act->db, rq->arena, who->account, &view.studios);

	return e == OK ? show(rs, "auth/account", &view_shape, &view) : e;
}

enum err
account_leave(struct request *rq, struct response *rs)
{
	enum err e = team_go(rq->act, path_text(rq, "studio"));

	if (e == ERR_CONFLICT)
		return problem(rs, e, N_("You are its last owner. Make somebody else an owner first."));
	return e == OK ? redirect(rs, "/account") : e;
}
