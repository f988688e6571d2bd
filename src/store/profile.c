/* Rows of accounts as their holders see them. */
#include "store/profile.h"

#include "domain/state.h"
#include "store/profile.q.h"

static const struct field profile_fields[] = {
	FIELD(TEXT, profile, email),      FIELD(TEXT, profile, first_name), FIELD(TEXT, profile, last_name),
	FIELD(TEXT, profile, phone),      FIELD(TEXT, profile, language),   FIELD(TEXT, profile, zone),
	FIELD(TEXT, profile, tax_number), FIELD(TIME, profile, created),    FIELD(TIME, profile, verified),
	FIELD(BOOL, profile, password),
};
const struct shape profile_shape = SHAPE(profile, profile_fields);

static const struct field booking_fields[] = {
	FIELD(INT, profile_booking, id),         FIELD(INT, profile_booking, version),
	FIELD(TEXT, profile_booking, public_id), FIELD(ENUM, profile_booking, state, .names = state_names),
	FIELD(INT, profile_booking, seats),      FIELD(TIME, profile_booking, starts),
	FIELD(TIME, profile_booking, ends),      FIELD(MONEY, profile_booking, price_minor),
	FIELD(BOOL, profile_booking, open),      FIELD(TEXT, profile_booking, name),
	FIELD(TEXT, profile_booking, currency),  FIELD(TEXT, profile_booking, service),
	FIELD(TEXT, profile_booking, slug),      FIELD(TEXT, profile_booking, studio),
	FIELD(TEXT, profile_booking, zone),      FIELD(TEXT, profile_booking, language),
};
static const struct shape booking_shape = SHAPE(profile_booking, booking_fields);

static const struct field record_fields[] = {
	FIELD(TEXT, profile_record, public_id),    FIELD(TEXT, profile_record, studio),
	FIELD(TEXT, profile_record, service),      FIELD(ENUM, profile_record, state, .names = state_names),
	FIELD(TIME, profile_record, starts),       FIELD(TIME, profile_record, ends),
	FIELD(TEXT, profile_record, zone),         FIELD(INT, profile_record, seats),
	FIELD(TEXT, profile_record, name),         FIELD(TEXT, profile_record, email),
	FIELD(TEXT, profile_record, phone),        FIELD(TEXT, profile_record, note),
	FIELD(TEXT, profile_record, answers),      FIELD(TEXT, profile_record, language),
	FIELD(MONEY, profile_record, price_minor), FIELD(TEXT, profile_record, currency),
	FIELD(TIME, profile_record, created),
};
const struct shape profile_record_shape = SHAPE(profile_record, record_fields);

static const struct field message_fields[] = {
	FIELD(TEXT, profile_message, studio), FIELD(TEXT, profile_message, public_id),
	FIELD(TEXT, profile_message, kind),   FIELD(TEXT, profile_message, channel),
	FIELD(TEXT, profile_message, state),  FIELD(TEXT, profile_message, recipient),
	FIELD(TIME, profile_message, at),
};
const struct shape profile_message_shape = SHAPE(profile_message, message_fields);

enum err
profile_find(struct db *db, struct arena *a, int64_t account, struct profile *out)
{
	return db_one(db, a, &q_find, db_args(db_int(account)), &profile_shape, out);
}

enum err
profile_save(struct db *db, int64_t account, const struct profile *p)
{
	return db_run(db, &q_save,
		      db_args(db_int(account), db_text(p->first_name), db_text(p->last_name),
			      db_text(p->phone), db_text(p->language), db_text(p->zone),
			      db_text(p->tax_number)));
}

enum err
profile_ahead(struct db *db, struct arena *a, int64_t account, int64_t now, struct list *out)
{
	return db_all(db, a, &q_ahead, db_args(db_int(account), db_time(now)), &booking_shape, out);
}

enum err
profile_behind(struct db *db, struct arena *a, int64_t account, int64_t now,
	       const struct profile_place *after, struct list *out)
{
	return db_all(db, a, &q_behind,
		      db_args(db_int(account), db_time(now), db_time(after->starts), db_int(after->id),
			      db_int(after->most)),
		      &booking_shape, out);
}

enum err
profile_records(struct db *db, struct arena *a, int64_t account, struct list *out)
{
	return db_all(db, a, &q_record, db_args(db_int(account)), &profile_record_shape, out);
}

enum err
profile_messages(struct db *db, struct arena *a, int64_t account, struct list *out)
{
	return db_all(db, a, &q_messages, db_args(db_int(account)), &profile_message_shape, out);
}

enum err
profile_erase(struct db *db, int64_t account, int64_t now)
{
	return db_do(db, &q_erase, db_args(db_int(account), db_time(now)));
}
