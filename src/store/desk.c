/* Rows of bookings for the studio's own people. A page is found by its ids
 * first, then read: what a line shows is gathered for no row that is not shown. */
#include "store/desk.h"

#include "domain/state.h"
#include "store/desk.q.h"

static const struct field line_fields[] = {
	FIELD(TEXT, desk_line, public_id),  FIELD(ENUM, desk_line, state, .names = state_names),
	FIELD(INT, desk_line, seats),       FIELD(TEXT, desk_line, name),
	FIELD(TEXT, desk_line, email),      FIELD(TEXT, desk_line, phone),
	FIELD(BOOL, desk_line, noted),      FIELD(MONEY, desk_line, price_minor),
	FIELD(TEXT, desk_line, currency),   FIELD(INT, desk_line, version),
	FIELD(TIME, desk_line, created_at), FIELD(TIME, desk_line, starts),
	FIELD(TIME, desk_line, ends),       FIELD(TEXT, desk_line, service),
	FIELD(TEXT, desk_line, staff),      FIELD(TEXT, desk_line, rooms),
};
const struct shape desk_line_shape = SHAPE(desk_line, line_fields);

/* The card's columns, by the names store/booking.sql gives them too. */
#define CARD(kind, member, ...) FIELD_AS(kind, desk_row, card.member, #member, __VA_ARGS__)
static const struct field row_fields[] = {
	CARD(INT, id),
	CARD(INT, studio_id),
	CARD(INT, occasion_id),
	CARD(INT, service_id),
	CARD(TEXT, public_id),
	CARD(ENUM, state, .names = state_names),
	CARD(INT, seats),
	CARD(INT, taken),
	CARD(TIME, starts),
	CARD(TIME, ends),
	CARD(TEXT, name),
	CARD(TEXT, email),
	CARD(TEXT, phone),
	CARD(TEXT, note),
	CARD(TEXT, answers),
	CARD(TEXT, language),
	CARD(MONEY, price_minor),
	CARD(TEXT, currency),
	CARD(INT, version),
	CARD(TIME, created_at),
	CARD(TIME, manage_until),
	CARD(TEXT, staff),
	CARD(TEXT, rooms),
	FIELD(INT, desk_row, tax_permille),
	FIELD(INT, desk_row, terms_version),
	FIELD(TEXT, desk_row, source),
	FIELD(TEXT, desk_row, service),
};
static const struct shape row_shape = SHAPE(desk_row, row_fields);

static const struct field step_fields[] = {
	FIELD(TIME, desk_step, at),
	FIELD(ENUM, desk_step, from_state, .names = state_names),
	FIELD(ENUM, desk_step, to_state, .names = state_names),
	FIELD(TIME, desk_step, moved_from),
	FIELD(TEXT, desk_step, actor),
	FIELD(TEXT, desk_step, reason),
	FIELD(TEXT, desk_step, member),
};
static const struct shape step_shape = SHAPE(desk_step, step_fields);

static const struct field id_field[] = { { .name = "id", .kind = KIND_INT } };
static const struct shape id_shape = { "id", sizeof(int64_t), id_field, 1 };
static const struct field count_field[] = { { .name = "count", .kind = KIND_INT } };
static const struct shape count_shape = { "count", sizeof(int64_t), count_field, 1 };

static struct db_arg
maybe(const int64_t *id)
{
	return id == NULL ? db_null(DB_INT) : db_int(*id);
}

/* What all orders are asked by, after the time and the place in it. */
#define WANTED(q) \
	db_text((q)->after), db_text((q)->state), \
	    (q)->service == 0 ? db_null(DB_INT) : db_int((q)->service), maybe((q)->serves), \
	    db_text((q)->words), db_text((q)->pattern), db_text((q)->digits), db_int((q)->limit)

static enum err
find(struct db *db, struct arena *a, const struct desk_query *q, struct list *ids)
{
	static const struct statement *const by_start[] = {
		[DESK_SOONEST] = &q_soonest, [DESK_LATEST] = &q_latest
	};

	if (q->order == DESK_NEWEST)
		return db_all(db, a, &q_newest, db_args(db_int(q->studio), WANTED(q)), &id_shape, ids);
	return db_all(db, a, by_start[q->order],
		      db_args(db_int(q->studio), db_time(q->from), db_time(q->to), WANTED(q)), &id_shape,
		      ids);
}

enum err
desk_lines(struct db *db, struct arena *a, const struct desk_query *q, struct list *out)
{
	struct list ids;
	enum err e;

	if ((e = find(db, a, q, &ids)) != OK)
		return e;
	return db_all(db, a, &q_lines, db_args(db_int(q->studio), db_ints(ids.items, ids.count)),
		      &desk_line_shape, out);
}

enum err
desk_waiting(struct db *db, struct arena *a, int64_t studio, int64_t from, const int64_t *serves,
	     int64_t *out)
{
	return db_call(db, a, &q_waiting, db_args(db_int(studio), db_time(from), maybe(serves)), &count_shape,
		       out);
}

enum err
desk_booking(struct db *db, struct arena *a, int64_t studio, const char *public_id, const int64_t *serves,
	     struct desk_row *out)
{
	return db_one(db, a, &q_booking, db_args(db_int(studio), db_text(public_id), maybe(serves)),
		      &row_shape, out);
}

enum err
desk_history(struct db *db, struct arena *a, int64_t studio, const char *public_id, struct list *out)
{
	return db_all(db, a, &q_history, db_args(db_int(studio), db_text(public_id)), &step_shape, out);
}
