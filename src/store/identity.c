/* Rows of links between accounts and those at providers. */
#include "store/identity.h"

#include "domain/arrival.h"
#include "store/identity.q.h"

static const struct field row_fields[] = {
	FIELD(INT, identity_row, id),          FIELD(TEXT, identity_row, slug),
	FIELD(TEXT, identity_row, name),       FIELD(ENUM, identity_row, kind, .names = provider_kind_names),
	FIELD(TIME, identity_row, created_at), FIELD(TIME, identity_row, used_at),
};
const struct shape identity_row_shape = SHAPE(identity_row, row_fields);

static const struct field has_field[] = { { .name = "has", .kind = KIND_BOOL } };
static const struct shape has_shape = { "has", sizeof(bool), has_field, 1 };
static const struct field account_field[] = { { .name = "account", .kind = KIND_INT } };
static const struct shape account_shape = { "account", sizeof(int64_t), account_field, 1 };

enum err
identity_account(struct db *db, struct arena *a, int64_t provider, const char *subject, int64_t *out)
{
	return db_call(db, a, &q_account, db_args(db_int(provider), db_text(subject)), &account_shape, out);
}

enum err
identity_add(struct db *db, int64_t account, int64_t provider, const char *subject, int64_t now)
{
	return db_run(db, &q_add, db_args(db_int(account), db_int(provider), db_text(subject), db_time(now)));
}

enum err
identity_touch(struct db *db, int64_t provider, const char *subject, int64_t now)
{
	return db_run(db, &q_touch, db_args(db_int(provider), db_text(subject), db_time(now)));
}

enum err
identity_drop(struct db *db, struct arena *a, int64_t account, int64_t id)
{
	bool has = false;
	enum err e = db_run(db, &q_drop, db_args(db_int(account), db_int(id)));

	if (e != ERR_NOT_FOUND)
		return e;
	if ((e = db_call(db, a, &q_has, db_args(db_int(account), db_int(id)), &has_shape, &has)) != OK)
		return e;
	return has ? ERR_CONFLICT : ERR_NOT_FOUND;
}

enum err
identity_list(struct db *db, struct arena *a, int64_t account, struct list *out)
{
	return db_all(db, a, &q_list, db_args(db_int(account)), &identity_row_shape, out);
}
