/* The choice of a studio. */
#include "apps/admin/studios.h"

#include "domain/role.h"
#include "front/app.h"
#include "front/show.h"
#include "store/account.h"
#include "usecase/act.h"

struct studios_view {
	struct list studios; /* struct account_studio */
};
static const struct field view_fields[] = {
	FIELD(LIST, studios_view, studios, .of = &account_studio_shape),
};
static const struct shape view_shape = SHAPE(studios_view, view_fields);

enum err
studios_page(struct request *rq, struct response *rs)
{
	struct studios_view view;
	enum err e;

	if ((e = account_studios(rq->act->db, rq->arena, rq->act->actor->account, &view.studios)) != OK)
		return e;
	if (view.studios.count == 0)
		return redirect(rs, "/account");
	if (view.studios.count == 1)
		return redirect(rs, "/admin/%s", ((const struct account_studio *)view.studios.items)->slug);
	return show(rs, "admin/studios", &view_shape, &view);
}
