/* Rows of providers and partners. */
#include "store/provider.h"

#include "domain/arrival.h"
#include "store/provider.q.h"

static const struct field offer_fields[] = {
	FIELD(TEXT, provider_offer, slug),
	FIELD(ENUM, provider_offer, kind, .names = provider_kind_names),
	FIELD(TEXT, provider_offer, name),
};
const struct shape provider_offer_shape = SHAPE(provider_offer, offer_fields);

static const struct field provider_fields[] = {
	FIELD(INT, provider, id),
	FIELD(TEXT, provider, slug),
	FIELD(ENUM, provider, kind, .names = provider_kind_names),
	FIELD(TEXT, provider, name),
	FIELD(TEXT, provider, issuer),
	FIELD(TEXT, provider, audience),
	FIELD(TEXT, provider, algorithm),
	FIELD(BOOL, provider, trusted),
	FIELD(BOOL, provider, active),
	FIELD(TEXT, provider, scopes),
	FIELD(BOOL, provider, by_form),
	FIELD(TEXT, provider, keys),
	FIELD(BOOL, provider, own_keys),
	FIELD(TEXT, provider, keys_url),
	FIELD(TEXT, provider, paths),
	FIELD(TEXT, provider, authorize_url),
	FIELD(TEXT, provider, token_url),
	FIELD(TEXT, provider, userinfo_url),
	FIELD(BOOL, provider, names_itself),
	FIELD(TIME, provider, read_at),
	FIELD(TEXT, provider, tag),
	FIELD(TIME, provider, keys_at),
	FIELD(TIME, provider, tried_at),
	FIELD(BOOL, provider, failed),
	FIELD(BOOL, provider, misunderstood),
};
static const struct shape provider_shape = SHAPE(provider, provider_fields);

static const struct field row_fields[] = {
	FIELD(TEXT, provider_row, slug),     FIELD(ENUM, provider_row, kind, .names = provider_kind_names),
	FIELD(TEXT, provider_row, name),     FIELD(TEXT, provider_row, issuer),
	FIELD(TEXT, provider_row, audience), FIELD(TEXT, provider_row, algorithm),
	FIELD(BOOL, provider_row, trusted),  FIELD(BOOL, provider_row, active),
	FIELD(TEXT, provider_row, studio),   FIELD(TIME, provider_row, read_at),
	FIELD(TIME, provider_row, keys_at),  FIELD(TEXT, provider_row, failure),
	FIELD(INT, provider_row, linked),
};
const struct shape provider_row_shape = SHAPE(provider_row, row_fields);

static const struct field id_field[] = { { .name = "id", .kind = KIND_INT } };
static const struct shape id_shape = { "id", sizeof(int64_t), id_field, 1 };
static const struct field secret_field[] = { { .name = "secret", .kind = KIND_TEXT } };
static const struct shape secret_shape = { "secret", sizeof(const char *), secret_field, 1 };

enum err
provider_offered(struct db *db, struct arena *a, const char *studio, struct list *out)
{
	return db_all(db, a, &q_offered, db_args(db_text(studio)), &provider_offer_shape, out);
}

enum err
provider_find(struct db *db, struct arena *a, const struct provider_key *key, struct provider *out)
{
	return db_one(db, a, &q_find, db_args(db_text(key->slug), db_text(key->issuer), db_int(key->id)),
		      &provider_shape, out);
}

enum err
provider_secret(struct db *db, struct arena *a, int64_t id, const char **out)
{
	return db_one(db, a, &q_secret, db_args(db_int(id)), &secret_shape, out);
}

enum err
provider_keep_addresses(struct db *db, int64_t id, const struct provider_addresses *n, int64_t now)
{
	return db_run(db, &q_keep_addresses,
		      db_args(db_int(id), db_text(n->authorize_url), db_text(n->token_url),
			      db_text(n->keys_url), db_bool(n->names_itself), db_time(now),
			      db_text(n->userinfo_url)));
}

enum err
provider_keep_keys(struct db *db, int64_t id, const char *keys, const char *tag, int64_t now)
{
	return db_run(db, &q_keep_keys, db_args(db_int(id), db_text(keys), db_text(tag), db_time(now)));
}

enum err
provider_keep_failure(struct db *db, int64_t id, const char *failure, bool misunderstood, int64_t now)
{
	return db_run(db, &q_keep_failure,
		      db_args(db_int(id), db_time(now), db_text(failure), db_bool(misunderstood)));
}

enum err
provider_stale(struct db *db, struct arena *a, int64_t read, int64_t tried, struct list *out)
{
	return db_all(db, a, &q_stale, db_args(db_time(read), db_time(tried)), &id_shape, out);
}

enum err
provider_studio(struct db *db, struct arena *a, const char *slug, int64_t *id)
{
	return db_one(db, a, &q_studio, db_args(db_text(slug)), &id_shape, id);
}

enum err
provider_add(struct db *db, struct arena *a, const struct provider_addition *n, int64_t *id)
{
	const struct provider *p = &n->provider;
	bool partner = p->kind == PROVIDER_PARTNER;

	return db_one(db, a, &q_add,
		      db_args(db_text(p->slug), db_text(n->studio), db_text(provider_kind_names[p->kind]),
			      db_text(p->name), db_text(p->issuer), db_text(p->audience),
			      db_text(p->algorithm), db_bool(p->trusted), db_text(p->scopes),
			      partner ? db_null(DB_BOOL) : db_bool(p->by_form),
			      n->secret == NULL ? db_null(DB_BYTES) : db_bytes(n->secret, n->secret_len),
			      db_text(p->keys), db_text(p->keys_url),
			      partner ? db_texts(n->paths, n->path_count) : db_null(DB_TEXTS)),
		      &id_shape, id);
}

enum err
provider_renew_secret(struct db *db, const char *slug, const void *sealed, size_t len)
{
	return db_run(db, &q_renew_secret, db_args(db_text(slug), db_bytes(sealed, len)));
}

enum err
provider_turn(struct db *db, const char *slug, bool on)
{
	return db_run(db, &q_turn, db_args(db_text(slug), db_bool(on)));
}

enum err
provider_list(struct db *db, struct arena *a, bool partners, struct list *out)
{
	return db_all(db, a, &q_list, db_args(db_bool(partners)), &provider_row_shape, out);
}
