/* Rows of messages: what goes into them, and what became of them. */
#include "store/notice.h"

#include <string.h>

#include "store/notice.q.h"

const char *const notice_state_names[] = {
	[NOTICE_UNTRIED] = "untried", [NOTICE_SENDING] = "sending",     [NOTICE_WAITING] = "waiting",
	[NOTICE_SENT] = "sent",       [NOTICE_UNCERTAIN] = "uncertain", [NOTICE_FAILED] = "failed",
	[NOTICE_SKIPPED] = "skipped", [NOTICE_STATE__MAX] = NULL,
};

static const struct field reminder_fields[] = { FIELD(INT, reminder, days), FIELD(INT, reminder, minutes) };
static const struct shape reminder_shape = SHAPE(reminder, reminder_fields);

static const struct field quiet_fields[] = { FIELD(INT, quiet, from), FIELD(INT, quiet, to) };
static const struct shape quiet_shape = SHAPE(quiet, quiet_fields);

static const struct field letter_fields[] = {
	FIELD(INT, letter, id),
	FIELD(INT, letter, studio_id),
	FIELD(INT, letter, customer_id),
	FIELD(TEXT, letter, public_id),
	FIELD(ENUM, letter, state, .names = state_names),
	FIELD(INT, letter, version),
	FIELD(INT, letter, seats),
	FIELD(TEXT, letter, name),
	FIELD(TEXT, letter, email),
	FIELD(TEXT, letter, phone),
	FIELD(TEXT, letter, language),
	FIELD(MONEY, letter, price_minor),
	FIELD(TEXT, letter, currency),
	FIELD(TIME, letter, created_at),
	FIELD(TIME, letter, starts),
	FIELD(TIME, letter, ends),
	FIELD(TEXT, letter, service),
	FIELD(INT, letter, duration_min),
	FIELD(TEXT, letter, staff),
	FIELD(TEXT, letter, rooms),
	FIELD(TEXT, letter, slug),
	FIELD(TEXT, letter, studio),
	FIELD(TEXT, letter, zone),
	FIELD(TEXT, letter, studio_language),
	FIELD(TEXT, letter, address),
	FIELD(TEXT, letter, map_url),
	FIELD(TEXT, letter, studio_email),
	FIELD(TEXT, letter, studio_phone),
	FIELD(TEXT, letter, accent),
	FIELD(INT, letter, cancel_until),
	FIELD(TEXT, letter, sender_name),
	FIELD(TEXT, letter, reply_to),
	FIELD(INT, letter, quiet_from),
	FIELD(INT, letter, quiet_to),
	FIELD(TEXT, letter, subject),
	FIELD(TEXT, letter, body),
	FIELD(TEXT, letter, step_reason),
	FIELD(BOOL, letter, opted_out),
	FIELD(BOOL, letter, led),
	FIELD(BOOL, letter, outrun),
	FIELD(ENUM, letter, earlier, .names = notice_state_names),
};
static const struct shape letter_shape = SHAPE(letter, letter_fields);

static const struct field companion_fields[] = {
	FIELD(TEXT, companion, public_id), FIELD(INT, companion, version),
	FIELD(INT, companion, seats),      FIELD(MONEY, companion, price_minor),
	FIELD(TEXT, companion, currency),  FIELD(TIME, companion, starts),
	FIELD(TIME, companion, ends),      FIELD(TEXT, companion, service),
	FIELD(TEXT, companion, staff),
};
static const struct shape companion_shape = SHAPE(companion, companion_fields);

static const struct field row_fields[] = {
	FIELD(INT, notice_row, id),         FIELD(TEXT, notice_row, kind),
	FIELD(TEXT, notice_row, channel),   FIELD(TIME, notice_row, due_at),
	FIELD(TEXT, notice_row, state),     FIELD(TEXT, notice_row, reason),
	FIELD(TEXT, notice_row, recipient), FIELD(TIME, notice_row, ended_at),
};
static const struct shape row_shape = SHAPE(notice_row, row_fields);

static const struct field id_field[] = { { .name = "id", .kind = KIND_INT } };
static const struct shape id_shape = { "id", sizeof(int64_t), id_field, 1 };
static const struct field done_field[] = { { .name = "done", .kind = KIND_BOOL } };
static const struct shape done_shape = { "done", sizeof(bool), done_field, 1 };

/* The five parameters by which the statements know a message. */
#define KEY(k) \
	db_int((k)->studio), db_int((k)->booking), db_text(notice_names[(k)->kind]), db_time((k)->due_at), \
	    db_text((k)->channel)

enum err
notice_reminders(struct db *db, struct arena *a, int64_t studio, struct list *out)
{
	return db_all(db, a, &q_reminders, db_args(db_int(studio)), &reminder_shape, out);
}

enum err
notice_quiet(struct db *db, struct arena *a, int64_t studio, struct quiet *out)
{
	return db_call(db, a, &q_quiet, db_args(db_int(studio)), &quiet_shape, out);
}

enum err
notice_open(struct db *db, struct arena *a, const struct notice_key *k, struct letter *out)
{
	enum err e = db_do(db, &q_lock, db_args(db_int(k->studio), db_int(k->booking)));

	if (e != OK)
		return e;
	return db_one(db, a, &q_open, db_args(KEY(k)), &letter_shape, out);
}

enum err
notice_companions(struct db *db, struct arena *a, const struct notice_key *k, struct list *out)
{
	return db_all(db, a, &q_companions,
		      db_args(db_int(k->studio), db_int(k->booking), db_text(notice_names[k->kind])),
		      &companion_shape, out);
}

enum err
notice_begin(struct db *db, struct arena *a, const struct notice_key *k, const char *recipient, int64_t *id)
{
	return db_one(db, a, &q_begin, db_args(KEY(k), db_text(recipient)), &id_shape, id);
}

enum err
notice_end(struct db *db, int64_t studio, int64_t id, enum notice_state state, const char *reason)
{
	return db_run(
	    db, &q_end,
	    db_args(db_int(studio), db_int(id), db_text(notice_state_names[state]), db_text(reason)));
}

enum err
notice_skip(struct db *db, const struct notice_key *k, const char *reason)
{
	return db_do(db, &q_skip, db_args(KEY(k), db_text(reason)));
}

enum err
notice_doubt(struct db *db, const struct notice_key *k, const char *reason)
{
	return db_do(db, &q_doubt, db_args(KEY(k), db_text(reason)));
}

enum err
notice_link(struct db *db, const struct notice_key *k, int64_t notice, const char *token, int64_t until)
{
	return db_run(db, &q_link,
		      db_args(db_bytes(token, strlen(token)), db_int(k->studio), db_int(k->booking),
			      db_int(notice), db_time(until)));
}

enum err
notice_list(struct db *db, struct arena *a, int64_t studio, int64_t booking, struct list *out)
{
	return db_all(db, a, &q_of_booking, db_args(db_int(studio), db_int(booking)), &row_shape, out);
}

enum err
notice_resend(struct db *db, struct arena *a, int64_t studio, int64_t id, bool *done)
{
	return db_call(db, a, &q_resend, db_args(db_int(studio), db_int(id)), &done_shape, done);
}

enum err
notice_opt_out(struct db *db, struct arena *a, const char *token, bool wanted, bool *done)
{
	return db_call(db, a, &q_opt_out, db_args(db_bytes(token, strlen(token)), db_bool(wanted)),
		       &done_shape, done);
}

enum err
notice_purge_links(struct db *db, int64_t now)
{
	return db_do(db, &q_purge_links, db_args(db_time(now)));
}
