/* Rows of accounts. */
#include "store/account.h"

#include <string.h>

#include "domain/role.h"
#include "store/account.q.h"

static const struct field account_fields[] = {
	FIELD(INT, account, id),        FIELD(TEXT, account, email),      FIELD(TEXT, account, email_key),
	FIELD(TIME, account, verified), FIELD(TEXT, account, first_name), FIELD(TEXT, account, last_name),
	FIELD(TEXT, account, language), FIELD(TIME, account, disabled),
};
static const struct shape account_shape = SHAPE(account, account_fields);

static const struct field password_fields[] = {
	FIELD(INT, account_password, account),
	FIELD(TEXT, account_password, hash),
};
static const struct shape password_shape = SHAPE(account_password, password_fields);

static const struct field studio_fields[] = {
	FIELD(TEXT, account_studio, slug),
	FIELD(TEXT, account_studio, name),
	FIELD(ENUM, account_studio, role, .names = role_names),
	FIELD(INT, account_studio, resource),
};
const struct shape account_studio_shape = SHAPE(account_studio, studio_fields);

static const struct field setup_fields[] = {
	FIELD(INT, setup, id),    FIELD(INT, setup, studio),    FIELD(TEXT, setup, slug),
	FIELD(TEXT, setup, name), FIELD(TEXT, setup, language), FIELD(TEXT, setup, email),
};
static const struct shape setup_shape = SHAPE(setup, setup_fields);

static const struct field id_field[] = { { .name = "id", .kind = KIND_INT } };
static const struct shape id_shape = { "id", sizeof(int64_t), id_field, 1 };

enum err
account_find(struct db *db, struct arena *a, int64_t id, struct account *out)
{
	return db_one(db, a, &q_find, db_args(db_int(id)), &account_shape, out);
}

enum err
account_by_email(struct db *db, struct arena *a, const char *email_key, struct account *out)
{
	return db_one(db, a, &q_by_email, db_args(db_text(email_key)), &account_shape, out);
}

static struct db_arg
or_null(const char *text)
{
	return db_text(text != NULL && *text != '\0' ? text : NULL);
}

enum err
account_add(struct db *db, struct arena *a, const struct account *who, int64_t now, int64_t *id)
{
	return db_call(db, a, &q_add,
		       db_args(or_null(who->email), or_null(who->email_key), db_time(who->verified),
			       db_text(who->first_name), db_text(who->last_name), db_text(who->language),
			       db_time(now)),
		       &id_shape, id);
}

enum err
account_verify(struct db *db, int64_t id, const char *email_key, int64_t now)
{
	return db_run(db, &q_verify, db_args(db_int(id), db_text(email_key), db_time(now)));
}

enum err
account_password(struct db *db, struct arena *a, const char *email_key, struct account_password *out)
{
	return db_one(db, a, &q_password, db_args(db_text(email_key)), &password_shape, out);
}

enum err
account_put_password(struct db *db, int64_t id, const char *hash, int64_t now)
{
	return db_do(db, &q_put_password, db_args(db_int(id), db_text(hash), db_time(now)));
}

enum err
account_refresh_password(struct db *db, const struct account_password *was, const char *hash)
{
	return db_do(db, &q_refresh_password,
		     db_args(db_int(was->account), db_text(was->hash), db_text(hash)));
}

enum err
account_studios(struct db *db, struct arena *a, int64_t id, struct list *out)
{
	return db_all(db, a, &q_studios, db_args(db_int(id)), &account_studio_shape, out);
}

enum err
account_setup(struct db *db, struct arena *a, const char *token, int64_t now, struct setup *out)
{
	return db_one(db, a, &q_setup, db_args(db_bytes(token, strlen(token)), db_time(now)), &setup_shape,
		      out);
}

enum err
account_use_setup(struct db *db, const struct setup *setup, int64_t now)
{
	return db_run(db, &q_use_setup, db_args(db_int(setup->id), db_int(setup->studio), db_time(now)));
}

enum err
account_join(struct db *db, const struct joining *j)
{
	return db_run(
	    db, &q_join,
	    db_args(db_int(j->studio), db_int(j->account), db_text(role_name(j->role)), db_int(j->resource)));
}

enum err
account_administrate(struct db *db, int64_t id)
{
	return db_do(db, &q_administrate, db_args(db_int(id)));
}

enum err
account_staff(struct db *db, struct arena *a, int64_t studio, const char *slug, int64_t *id)
{
	return db_one(db, a, &q_staff, db_args(db_int(studio), db_text(slug)), &id_shape, id);
}

enum err
account_disable(struct db *db, int64_t id, int64_t since)
{
	return db_run(db, &q_disable, db_args(db_int(id), db_time(since)));
}
