/* What an account says of its holder, and what they have booked, as rows. */
#ifndef HORA_STORE_PROFILE_H
#define HORA_STORE_PROFILE_H

#include "base/shape.h"
#include "db/db.h"

struct profile {
	const char *email; /* NULL = none */
	const char *first_name, *last_name;
	const char *phone, *language, *zone, *tax_number; /* NULL = none, but for language */
	int64_t created, verified;                        /* verified: TIME_NONE = not */
	bool password;                                    /* has one */
};

/* ERR_NOT_FOUND: erased. */
MUST_CHECK enum err profile_find(struct db *, struct arena *, int64_t account, struct profile *out);

/* Names, phone, language, zone and tax number. */
MUST_CHECK enum err profile_save(struct db *, int64_t account, const struct profile *);

/* A booking in the list of its holder's. */
struct profile_booking {
	int64_t id, version;
	const char *public_id;
	int state; /* enum booking_state */
	int64_t seats, starts, ends, price_minor;
	bool open; /* its page opens */
	const char *name, *currency, *service, *slug, *studio, *zone, *language;
};

/* struct profile_booking, those to come: the soonest first. */
MUST_CHECK enum err profile_ahead(struct db *, struct arena *, int64_t account, int64_t now,
				  struct list *out);

/* The others, the latest first: at most `most` that come after this place. */
struct profile_place {
	int64_t starts, id; /* DB_FOREVER, 0: from the first */
	int64_t most;
};
MUST_CHECK enum err profile_behind(struct db *, struct arena *, int64_t account, int64_t now,
				   const struct profile_place *, struct list *out);

/* For the copy of their data. */
struct profile_record {
	const char *public_id, *studio, *service;
	int state; /* enum booking_state */
	int64_t starts, ends, seats, price_minor, created;
	const char *zone, *name, *email, *phone, *note, *answers, *language, *currency;
};
struct profile_message {
	const char *studio, *public_id, *kind, *channel, *recipient, *state;
	int64_t at;
};
extern const struct shape profile_shape, profile_record_shape, profile_message_shape;

/* The latest 2,000 of each: struct profile_record, struct profile_message. */
MUST_CHECK enum err profile_records(struct db *, struct arena *, int64_t account, struct list *out);
MUST_CHECK enum err profile_messages(struct db *, struct arena *, int64_t account, struct list *out);

/* Removes what there is of the person, in the open transaction. ERR_CONFLICT: a
 * studio would be left without an owner. */
MUST_CHECK enum err profile_erase(struct db *, int64_t account, int64_t now);

#endif
