/* Rows of news. */
#include "store/news.h"

#include "store/news.q.h"

static const struct field resource_fields[] = {
	FIELD(TEXT, resource_news, slug),
	FIELD(INT, resource_news, id),
	FIELD(INT, resource_news, version),
};
static const struct shape resource_shape = SHAPE(resource_news, resource_fields);

static const struct field booking_fields[] = {
	FIELD(TEXT, booking_news, public_id),
	FIELD(INT, booking_news, version),
};
static const struct shape booking_shape = SHAPE(booking_news, booking_fields);

static const struct field lapsed_fields[] = { FIELD(TEXT, lapsed, public_id) };
static const struct shape lapsed_shape = SHAPE(lapsed, lapsed_fields);

enum err
news_resources(struct db *db, struct arena *a, struct db_arg bookings, struct db_arg others, struct list *out)
{
	return db_all(db, a, &q_resources, db_args(bookings, others), &resource_shape, out);
}

enum err
news_bookings(struct db *db, struct arena *a, struct db_arg bookings, struct list *out)
{
	return db_all(db, a, &q_bookings, db_args(bookings), &booking_shape, out);
}

enum err
news_overdue(struct db *db, struct arena *a, int64_t now, struct list *out)
{
	return db_all(db, a, &q_overdue, db_args(db_time(now)), &lapsed_shape, out);
}

enum err
news_unfinished(struct db *db, struct arena *a, int64_t after, int64_t before, struct list *out)
{
	return db_all(db, a, &q_unfinished, db_args(db_time(before), db_time(after)), &lapsed_shape, out);
}
