/* Rows of second factors. */
#include "store/factor.h"

#include <string.h>

#include "store/factor.q.h"

static const struct field totp_fields[] = {
	FIELD(TEXT, totp_row, secret),
	FIELD(INT, totp_row, step),
	FIELD(TIME, totp_row, created),
	FIELD(TIME, totp_row, used),
};
static const struct shape totp_shape = SHAPE(totp_row, totp_fields);

static const struct field item_fields[] = {
	FIELD(INT, passkey_item, id),        FIELD(TEXT, passkey_item, name),
	FIELD(TIME, passkey_item, created),  FIELD(TIME, passkey_item, used),
	FIELD(BOOL, passkey_item, portable),
};
const struct shape passkey_item_shape = SHAPE(passkey_item, item_fields);

static const struct field row_fields[] = {
	FIELD(TEXT, passkey_row, id),       FIELD(TEXT, passkey_row, key),
	FIELD(INT, passkey_row, algorithm), FIELD(INT, passkey_row, count),
	FIELD(BOOL, passkey_row, portable), FIELD(BOOL, passkey_row, copied),
};
static const struct shape row_shape = SHAPE(passkey_row, row_fields);

static const struct field id_field[] = { { .name = "id", .kind = KIND_INT } };
static const struct shape id_shape = { "id", sizeof(int64_t), id_field, 1 };

static const struct field ids_field[] = { { .name = "ids", .kind = KIND_TEXT } };
static const struct shape ids_shape = { "ids", sizeof(const char *), ids_field, 1 };

static const struct field answered_field[] = { { .name = "answered", .kind = KIND_BOOL } };
static const struct shape answered_shape = { "answered", sizeof(bool), answered_field, 1 };

enum err
factor_totp(struct db *db, struct arena *a, int64_t account, struct totp_row *out)
{
	return db_one(db, a, &q_totp, db_args(db_int(account)), &totp_shape, out);
}

enum err
factor_add_totp(struct db *db, int64_t account, const char *secret, int64_t step, int64_t now)
{
	return db_run(db, &q_add_totp, db_args(db_int(account), db_text(secret), db_int(step), db_time(now)));
}

enum err
factor_use_totp(struct db *db, int64_t account, int64_t step, int64_t now)
{
	return db_run(db, &q_use_totp, db_args(db_int(account), db_int(step), db_time(now)));
}

enum err
factor_drop_totp(struct db *db, int64_t account)
{
	return db_run(db, &q_drop_totp, db_args(db_int(account)));
}

enum err
factor_codes(struct db *db, struct arena *a, int64_t account, int64_t *left)
{
	return db_call(db, a, &q_codes, db_args(db_int(account)), &id_shape, left);
}

enum err
factor_put_codes(struct db *db, int64_t account, const char *const *digests, size_t count, int64_t now)
{
	enum err e = db_do(db, &q_drop_codes, db_args(db_int(account)));

	if (e != OK || count == 0)
		return e;
	return db_run(db, &q_add_codes, db_args(db_int(account), db_texts(digests, count), db_time(now)));
}

enum err
factor_use_code(struct db *db, int64_t account, const char *digest, int64_t now)
{
	return db_run(db, &q_use_code, db_args(db_int(account), db_text(digest), db_time(now)));
}

enum err
factor_passkeys(struct db *db, struct arena *a, int64_t account, struct list *out)
{
	return db_all(db, a, &q_passkeys, db_args(db_int(account)), &passkey_item_shape, out);
}

enum err
factor_credentials(struct db *db, struct arena *a, int64_t account, const char **out)
{
	return db_call(db, a, &q_credentials, db_args(db_int(account)), &ids_shape, out);
}

enum err
factor_passkey_owner(struct db *db, struct arena *a, const char *credential, int64_t *account)
{
	return db_call(db, a, &q_passkey_owner, db_args(db_text(credential)), &id_shape, account);
}

enum err
factor_passkey(struct db *db, struct arena *a, int64_t account, const char *credential,
	       struct passkey_row *out)
{
	return db_one(db, a, &q_passkey, db_args(db_int(account), db_text(credential)), &row_shape, out);
}

enum err
factor_add_passkey(struct db *db, int64_t account, const struct passkey_row *row, const char *name,
		   int64_t now)
{
	return db_run(db, &q_add_passkey,
		      db_args(db_int(account), db_text(row->id), db_text(row->key), db_int(row->algorithm),
			      db_int(row->count), db_bool(row->portable), db_bool(row->copied), db_text(name),
			      db_time(now)));
}

enum err
factor_use_passkey(struct db *db, int64_t account, const struct passkey_row *row, int64_t now)
{
	return db_run(db, &q_use_passkey,
		      db_args(db_int(account), db_text(row->id), db_int(row->count), db_bool(row->copied),
			      db_time(now)));
}

enum err
factor_name_passkey(struct db *db, int64_t account, int64_t id, const char *name)
{
	return db_run(db, &q_name_passkey, db_args(db_int(account), db_int(id), db_text(name)));
}

enum err
factor_drop_passkey(struct db *db, int64_t account, int64_t id)
{
	return db_run(db, &q_drop_passkey, db_args(db_int(account), db_int(id)));
}

enum err
factor_drop_all(struct db *db, int64_t account)
{
	return db_do(db, &q_drop_all, db_args(db_int(account)));
}

enum err
factor_answer(struct db *db, struct arena *a, const char *challenge, int64_t expires, int64_t now,
	      bool *first)
{
	return db_call(db, a, &q_answer,
		       db_args(db_bytes(challenge, strlen(challenge)), db_time(expires), db_time(now)),
		       &answered_shape, first);
}
