/* Rows of bookings, and the calls that write them. */
#include "store/booking.h"

#include <string.h>

#include "domain/state.h"
#include "store/booking.q.h"

static const struct field earlier_fields[] = {
	FIELD(INT, earlier, made),
	FIELD(BOOL, earlier, same),
};
static const struct shape earlier_shape = SHAPE(earlier, earlier_fields);

static const struct field name_fields[] = {
	FIELD(TEXT, booking_name, public_id),
	FIELD(TEXT, booking_name, visit),
	FIELD(INT, booking_name, version),
};
static const struct shape name_shape = SHAPE(booking_name, name_fields);

static const struct field card_fields[] = {
	FIELD(INT, card_row, id),
	FIELD(INT, card_row, studio_id),
	FIELD(INT, card_row, occasion_id),
	FIELD(INT, card_row, service_id),
	FIELD(TEXT, card_row, public_id),
	FIELD(ENUM, card_row, state, .names = state_names),
	FIELD(INT, card_row, seats),
	FIELD(INT, card_row, taken),
	FIELD(TIME, card_row, starts),
	FIELD(TIME, card_row, ends),
	FIELD(TEXT, card_row, name),
	FIELD(TEXT, card_row, email),
	FIELD(TEXT, card_row, phone),
	FIELD(TEXT, card_row, note),
	FIELD(TEXT, card_row, answers),
	FIELD(TEXT, card_row, language),
	FIELD(MONEY, card_row, price_minor),
	FIELD(TEXT, card_row, currency),
	FIELD(INT, card_row, version),
	FIELD(TIME, card_row, created_at),
	FIELD(TIME, card_row, manage_until),
	FIELD(TEXT, card_row, staff),
	FIELD(TEXT, card_row, rooms),
	FIELD(TEXT, card_row, companions),
};
static const struct shape card_shape = SHAPE(card_row, card_fields);

static const struct field held_fields[] = {
	FIELD(INT, held_claim, occasion_id),
	FIELD(INT, held_claim, resource_id),
	FIELD(TIME, held_claim, starts),
	FIELD(TIME, held_claim, ends),
};
static const struct shape held_shape = SHAPE(held_claim, held_fields);

/* Results of one column go straight to where the caller wants them, which in a
 * pipe is filled only by the flush. */
static const struct field id_field[] = { { .name = "id", .kind = KIND_INT } };
static const struct field version_field[] = { { .name = "version", .kind = KIND_INT } };
static const struct field open_field[] = { { .name = "open", .kind = KIND_INT } };
static const struct field public_field[] = { { .name = "public_id", .kind = KIND_TEXT } };
static const struct shape id_shape = { "id", sizeof(int64_t), id_field, 1 };
static const struct shape version_shape = { "version", sizeof(int64_t), version_field, 1 };
static const struct shape open_shape = { "open", sizeof(int64_t), open_field, 1 };
static const struct shape public_shape = { "public_id", sizeof(const char *), public_field, 1 };

enum err
booking_lock(struct db *db, int64_t studio, const int64_t *resources, size_t count, const char *customer_key)
{
	return db_do(db, &q_lock, db_args(db_int(studio), db_ints(resources, count), db_text(customer_key)));
}

enum err
booking_idempotency(struct db *db, struct arena *a, const struct entry *n, const char *print,
		    struct earlier *out)
{
	return db_call(db, a, &q_idempotency,
		       db_args(db_text(n->idempotency_scope), db_text(n->idempotency_key),
			       db_bytes(print, strlen(print)), db_int(n->studio)),
		       &earlier_shape, out);
}

enum err
booking_put(struct db *db, struct arena *a, const struct entry *n, int64_t *id)
{
	return db_call(
	    db, a, &q_put,
	    db_args(db_int(n->studio), db_int(n->service),
		    n->occasion == 0 ? db_null(DB_INT) : db_int(n->occasion), db_time(n->starts),
		    db_time(n->ends), db_int(n->capacity), db_int(n->seats),
		    db_ints(n->resources, n->resource_count), db_times(n->blocked_from, n->resource_count),
		    db_times(n->blocked_to, n->resource_count), db_text(n->state), db_time(n->hold_until),
		    db_text(n->public_id), db_bytes(n->token, strlen(n->token)), db_text(n->name),
		    db_text(n->email), db_text(n->email_key), db_text(n->phone), db_text(n->note),
		    db_text(n->answers), db_text(n->language), db_int(n->price_minor), db_text(n->currency),
		    db_int(n->tax_permille),
		    n->terms_version == 0 ? db_null(DB_INT) : db_int(n->terms_version), db_text(n->source),
		    db_text(n->idempotency_scope), db_text(n->idempotency_key), db_text(n->jobs),
		    db_text(n->claim_state), db_text(n->visit)),
	    &id_shape, id);
}

enum err
booking_step(struct db *db, struct arena *a, const struct state_change *change, int64_t *version)
{
	return db_call(db, a, &q_step,
		       db_args(db_int(change->studio), db_int(change->booking), db_int(change->seen),
			       db_text(change->state)),
		       &version_shape, version);
}

enum err
booking_relocate(struct db *db, struct arena *a, const struct relocation *r, int64_t *version)
{
	return db_call(db, a, &q_relocate,
		       db_args(db_int(r->studio), db_int(r->booking), db_int(r->seen), db_int(r->service),
			       r->occasion == 0 ? db_null(DB_INT) : db_int(r->occasion), db_time(r->starts),
			       db_time(r->ends), db_int(r->capacity),
			       db_ints(r->resources, r->resource_count),
			       db_times(r->blocked_from, r->resource_count),
			       db_times(r->blocked_to, r->resource_count), db_bool(r->overbook)),
		       &version_shape, version);
}

enum err
booking_held(struct db *db, struct arena *a, int64_t studio, const int64_t *bookings, size_t count,
	     struct held *out)
{
	const struct held_claim *rows;
	struct list list;
	int64_t *ids;
	enum err e;

	if ((e = db_all(db, a, &q_held, db_args(db_int(studio), db_ints(bookings, count)), &held_shape,
			&list))
	    != OK)
		return e;
	if (list.count == 0)
		return ERR_NOT_FOUND;
	rows = list.items;
	ids = arena_alloc(a, list.count, sizeof *ids);
	*out = (struct held){ rows[0].occasion_id, rows[0].starts, rows[0].ends, { ids, list.count }, list };
	for (size_t i = 0; i < list.count; i++) {
		ids[i] = rows[i].resource_id;
		if (rows[i].starts < out->from)
			out->from = rows[i].starts;
		if (rows[i].ends > out->to)
			out->to = rows[i].ends;
	}
	return OK;
}

enum err
booking_open_count(struct db *db, struct arena *a, const struct entry *n, int64_t now, int64_t *out)
{
	return db_call(db, a, &q_open_count,
		       db_args(db_int(n->studio), db_text(n->email_key), db_text(n->phone), db_time(now)),
		       &open_shape, out);
}

enum err
booking_by_token(struct db *db, struct arena *a, const char *token, int64_t now, const char **public_id)
{
	return db_one(db, a, &q_by_token, db_args(db_bytes(token, strlen(token)), db_time(now)),
		      &public_shape, public_id);
}

enum err
booking_card(struct db *db, struct arena *a, const char *public_id, int64_t now, struct card_row *out)
{
	return db_one(db, a, &q_card, db_args(db_texts(&public_id, 1), db_time(now)), &card_shape, out);
}

enum err
booking_cards(struct db *db, struct arena *a, const char *const *public_ids, size_t count, int64_t now,
	      struct list *out)
{
	return db_all(db, a, &q_card, db_args(db_texts(public_ids, count), db_time(now)), &card_shape, out);
}

enum err
booking_public(struct db *db, struct arena *a, int64_t studio, int64_t id, struct booking_name *out)
{
	return db_one(db, a, &q_public_of, db_args(db_int(studio), db_int(id)), &name_shape, out);
}
