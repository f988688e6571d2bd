/* The frame of the panel's pages. */
#include "apps/admin/panel.h"

#include "domain/role.h"
#include "usecase/desk.h"

enum err
panel_open(struct request *rq, struct response *rs, struct panel *panel, const struct rulebook **book)
{
	enum err e;

	if ((e = place_open(rq, rs, book)) != OK || (e = desk_count_waiting(rq->act, &panel->waiting)) != OK)
		return e;
	panel->place = place_describe(rq->arena, &(*book)->studio);
	panel->studio = &panel->place;
	panel->manages = role_allows(rq->act->actor->role, ROLE_MANAGER);
	panel->owns = role_allows(rq->act->actor->role, ROLE_OWNER);
	return OK;
}

enum err
panel_enter(struct request *rq, struct response *rs)
{
	return redirect(rs, "/admin/%s/bookings", path_text(rq, "studio"));
}
