/* The keys' page. Who makes a key has proved lately who they are. */
#include "apps/admin/keys.h"

#include <string.h>

#include "apps/admin/panel.h"
#include "base/complaint.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/contact.h"
#include "domain/role.h"
#include "domain/scope.h"
#include "front/identity.h"
#include "front/show.h"
#include "usecase/team.h"

/* A box per scope, in the order of the enum. */
struct key_form {
	const char *name;
	bool bookings_read, bookings_write, customers_read, customers_write, catalogue_read, catalogue_write;
	bool payments_read, payments_write, reports_read, webhooks_write;
};

static const struct field form_fields[] = {
	FIELD(TEXT, key_form, name, .max = 80, .required = true),
	FIELD(BOOL, key_form, bookings_read),
	FIELD(BOOL, key_form, bookings_write),
	FIELD(BOOL, key_form, customers_read),
	FIELD(BOOL, key_form, customers_write),
	FIELD(BOOL, key_form, catalogue_read),
	FIELD(BOOL, key_form, catalogue_write),
	FIELD(BOOL, key_form, payments_read),
	FIELD(BOOL, key_form, payments_write),
	FIELD(BOOL, key_form, reports_read),
	FIELD(BOOL, key_form, webhooks_write),
};
const struct shape key_form_shape = SHAPE(key_form, form_fields);

struct scope_box {
	const char *field, *scope; /* "bookings_read", "bookings:read" */
	bool on;
};

static const struct field box_fields[] = {
	FIELD(TEXT, scope_box, field),
	FIELD(TEXT, scope_box, scope),
	FIELD(BOOL, scope_box, on),
};
static const struct shape box_shape = SHAPE(scope_box, box_fields);

struct keys_view {
	struct panel panel;
	struct list keys, scopes;
	const char *secret; /* of the key just made */
	bool fresh;
};

static const struct field view_fields[] = {
	PANEL_FIELDS(keys_view, panel),
	FIELD(LIST, keys_view, keys, .of = &team_key_shape),
	FIELD(LIST, keys_view, scopes, .of = &box_shape),
	FIELD(TEXT, keys_view, secret),
	FIELD(BOOL, keys_view, fresh),
};
static const struct shape view_shape = SHAPE(keys_view, view_fields);

/* The boxes stand behind the name, one per scope. */
static bool
is_ticked(const struct key_form *form, int scope)
{
	const struct field *f = &form_fields[scope];

	return form != NULL && *(const bool *)((const char *)form + f->offset);
}

static struct list
list_scopes(struct arena *a, const struct key_form *form)
{
	struct scope_box *boxes = arena_alloc(a, SCOPE__MAX, sizeof *boxes);

	for (int scope = SCOPE_NONE + 1; scope < SCOPE__MAX; scope++)
		boxes[scope - 1] =
		    (struct scope_box){ form_fields[scope].name, scope_name(scope), is_ticked(form, scope) };
	return (struct list){ boxes, SCOPE__MAX - 1 };
}

static enum err
show_keys(struct request *rq, struct response *rs, const char *secret)
{
	struct keys_view view = { .scopes = list_scopes(rq->arena, secret == NULL ? rq->form : NULL),
				  .secret = secret,
				  .fresh = identity_is_fresh(rq) };
	const struct rulebook *book;
	enum err e;

	if ((e = panel_open(rq, rs, &view.panel, &book)) != OK
	    || (e = team_list_keys(rq->act, &view.keys)) != OK)
		return e;
	page_form(rs, &key_form_shape, NULL);
	return show(rs, "admin/keys", &view_shape, &view);
}

enum err
keys_page(struct request *rq, struct response *rs)
{
	return show_keys(rq, rs, NULL);
}

static unsigned
read_scopes(const struct key_form *form)
{
	unsigned scopes = 0;

	for (int scope = SCOPE_NONE + 1; scope < SCOPE__MAX; scope++)
		if (is_ticked(form, scope))
			scopes |= 1U << scope;
	return scopes;
}

enum err
keys_make(struct request *rq, struct response *rs)
{
	const struct key_form *form = rq->form;
	unsigned scopes = read_scopes(form);
	const char *name, *secret, *why;
	enum err e;

	if (!identity_is_fresh(rq))
		return redirect(rs, "/auth/login?again=1&next=/admin/%s/keys", path_text(rq, "studio"));
	if (contact_name(rq->arena, form->name, &name, &why) != OK)
		complaint_add(rq->complaints, "name", NULL, why);
	if (scopes == 0)
		complaint_add(rq->complaints, "bookings_read", NULL, N_("Choose what the key may do."));
	if (rq->complaints->count > 0)
		return ERR_INVALID;
	if ((e = team_make_key(rq->act, name, scopes, &secret)) != OK)
		return e;
	log_event(LOG_INFO, "key_made", { "account", log_number(rq->act->actor->account) },
		  { "studio", path_text(rq, "studio") });
	return show_keys(rq, rs, secret);
}

enum err
keys_revoke(struct request *rq, struct response *rs)
{
	enum err e = team_end_key(rq->act, path_id(rq, "key"));

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	return redirect(rs, "/admin/%s/keys", path_text(rq, "studio"));
}
