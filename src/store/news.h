/* What has changed, as open pages are told: ids and versions, across studios.
 * And what the clock alone changes: holds that run out, days that are over. */
#ifndef HORA_STORE_NEWS_H
#define HORA_STORE_NEWS_H

#include "base/shape.h"
#include "db/db.h"

/* A resource whose calendar is at a version. */
struct resource_news {
	const char *slug; /* of its studio */
	int64_t id, version;
};

struct booking_news {
	const char *public_id;
	int64_t version;
};

/* Of the bookings' resources and of others, by studio: struct resource_news. */
MUST_CHECK enum err news_resources(struct db *, struct arena *, struct db_arg bookings, struct db_arg others,
				   struct list *out);

/* Of the bookings: struct booking_news. */
MUST_CHECK enum err news_bookings(struct db *, struct arena *, struct db_arg bookings, struct list *out);

/* A booking that the clock has caught up with. */
struct lapsed {
	const char *public_id;
};

/* Held, or waiting for payment or approval, beyond their time: struct lapsed. */
MUST_CHECK enum err news_overdue(struct db *, struct arena *, int64_t now, struct list *out);

/* Confirmed, and over between those instants: struct lapsed. */
MUST_CHECK enum err news_unfinished(struct db *, struct arena *, int64_t after, int64_t before,
				    struct list *out);

#endif
