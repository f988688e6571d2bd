/* The page on which an owner says who has to log in by more than a password. It
 * holds from the next request of each of them on. */
#include "apps/admin/demand.h"

#include "apps/admin/panel.h"
#include "front/identity.h"
#include "front/show.h"
#include "store/demand.h"
#include "usecase/act.h"
#include "web/pair.h"

struct demand_form {
	bool owner, manager, staff, reception;
};
static const struct field form_fields[] = {
	FIELD(BOOL, demand_form, owner),
	FIELD(BOOL, demand_form, manager),
	FIELD(BOOL, demand_form, staff),
	FIELD(BOOL, demand_form, reception),
};
const struct shape demand_form_shape = SHAPE(demand_form, form_fields);

struct demand_view {
	struct panel panel;
	struct list demands;
	bool done;
};
static const struct field view_fields[] = {
	PANEL_FIELDS(demand_view, panel),
	FIELD(LIST, demand_view, demands, .of = &demand_shape),
	FIELD(BOOL, demand_view, done),
};
static const struct shape view_shape = SHAPE(demand_view, view_fields);

static const char *
own_path(const struct request *rq)
{
	return arena_text(rq->arena, "/admin/%s/factors", path_text(rq, "studio"));
}

static enum err
ask_again(struct request *rq, struct response *rs)
{
	return redirect(rs, "/auth/login?again=1&next=%s", percent_write(rq->arena, own_path(rq)));
}

enum err
demand_page(struct request *rq, struct response *rs)
{
	struct demand_view view = { .done = query_text(rq, "done") != NULL };
	const struct rulebook *book;
	enum err e;

	if (!identity_is_fresh(rq))
		return ask_again(rq, rs);
	if ((e = panel_open(rq, rs, &view.panel, &book)) != OK
	    || (e = demand_list(rq->act->db, rq->arena, rq->act->studio, &view.demands)) != OK)
		return e;
	return show(rs, "admin/factors", &view_shape, &view);
}

enum err
demand_do(struct request *rq, struct response *rs)
{
	const struct demand_form *form = rq->form;
	const char *roles[4];
	size_t count = 0;
	enum err e;

	if (!identity_is_fresh(rq))
		return ask_again(rq, rs);
	for (size_t i = 0; i < demand_form_shape.count; i++) {
		const struct field *field = &demand_form_shape.fields[i];

		if (*(const bool *)field_in(field, form))
			roles[count++] = field->name;
	}
	if ((e = act_begin(rq->act)) != OK
	    || (e = demand_put(rq->act->db, rq->act->studio, roles, count)) != OK
	    || (e = act_commit(rq->act)) != OK)
		return e;
	return redirect(rs, "%s?done=1", own_path(rq));
}
