/* Bookings, written and read. The rules are the domain's; these rows and
 * functions only keep what was decided. */
#ifndef HORA_STORE_BOOKING_H
#define HORA_STORE_BOOKING_H

#include "base/shape.h"
#include "db/db.h"

#define TOKEN_BYTES 16  /* random bytes of a manage link's token */
#define TOKEN_LENGTH 22 /* its characters (base64url) */

/* All that is written when a booking is made. Times are Unix seconds. */
struct entry {
	int64_t studio, service;
	int64_t occasion; /* to take seats in; 0 = make one */
	int64_t starts, ends;
	int64_t capacity, seats;
	const int64_t *resources; /* with what each blocks, buffers included; ascending ids */
	const int64_t *blocked_from, *blocked_to;
	size_t resource_count;
	const char *state;       /* "confirmed", … */
	const char *claim_state; /* the same, or "overbook" */
	int64_t hold_until;      /* TIME_NONE when not held */
	const char *public_id, *token;
	const char *name, *email, *email_key, *phone; /* NULL where not given */
	const char *note;
	const char *answers; /* JSON */
	const char *language;
	int64_t price_minor;
	const char *currency;
	int64_t tax_permille;
	int64_t terms_version; /* 0 = none */
	const char *source;
	const char *idempotency_scope, *idempotency_key; /* "" without */
	const char *visit; /* public id of the visit it belongs to; NULL = none */
	const char *jobs;  /* JSON: [{"lane", "kind", "key", "due_at"}] */
};

/* What an idempotency key stands for. */
struct earlier {
	int64_t made; /* the booking made under it; 0 = this is the first */
	bool same;    /* the request said the same then */
};

/* A step to another state, decided on the version seen. */
struct state_change {
	int64_t studio, booking, seen;
	const char *state;
};

/* Another occasion for a booking, decided on the version seen. Fields as in
 * struct entry. */
struct relocation {
	int64_t studio, booking, seen, service;
	int64_t occasion; /* to take seats in; 0 = make one */
	int64_t starts, ends, capacity;
	const int64_t *resources, *blocked_from, *blocked_to;
	size_t resource_count;
	bool overbook;
};

/* A claim of a booking, as read. */
struct held_claim {
	int64_t occasion_id, resource_id, starts, ends;
};

/* What bookings occupy, whether or not it still blocks. */
struct held {
	int64_t occasion;      /* of one of them */
	int64_t from, to;      /* the outermost of what its claims block */
	struct list resources; /* int64_t ids, ascending; of several bookings one may come twice */
	struct list claims;    /* struct held_claim */
};

struct booking_name {
	const char *public_id;
	const char *visit; /* public id; NULL = none */
	int64_t version;
};

/* A booking as its holder sees it; see usecase/card.h. */
struct card_row {
	int64_t id, studio_id, occasion_id, service_id;
	const char *public_id;
	int state;
	int64_t seats, taken; /* its own; those of all in its occasion */
	int64_t starts, ends;
	const char *name, *email, *phone, *note, *answers, *language;
	int64_t price_minor;
	const char *currency;
	int64_t version, created_at, manage_until;
	const char *staff, *rooms; /* a line each: slug, space, name */
	const char *companions;    /* public ids of all of its visit, itself too; "" = none */
};

/* Locks resources in order, and the customer when customer_key is not "". In
 * the transaction; ends stale holds of the resources. */
MUST_CHECK enum err booking_lock(struct db *, int64_t studio, const int64_t *resources, size_t count,
				 const char *customer_key);

/* Takes an idempotency key in the transaction, waiting for a twin. */
MUST_CHECK enum err booking_idempotency(struct db *, struct arena *, const struct entry *, const char *print,
					struct earlier *out);

/* Writes a booking. ERR_CONFLICT when the time or the seats are gone. */
MUST_CHECK enum err booking_put(struct db *, struct arena *, const struct entry *, int64_t *id);

/* A step to another state; *version is the new one. ERR_CONFLICT: not at the
 * version seen any more. */
MUST_CHECK enum err booking_step(struct db *, struct arena *, const struct state_change *, int64_t *version);

/* Moves a booking to another occasion under the locks of all resources, old and
 * new; *version is the new one. ERR_CONFLICT: as booking_put and booking_step. */
MUST_CHECK enum err booking_relocate(struct db *, struct arena *, const struct relocation *,
				     int64_t *version);

/* What bookings occupy together. */
MUST_CHECK enum err booking_held(struct db *, struct arena *, int64_t studio, const int64_t *bookings,
				 size_t count, struct held *out);

/* Open future bookings of the customer with this address or number. */
MUST_CHECK enum err booking_open_count(struct db *, struct arena *, const struct entry *, int64_t now,
				       int64_t *out);

/* The booking whose manage token this is, while the link works. */
MUST_CHECK enum err booking_by_token(struct db *, struct arena *, const char *token, int64_t now,
				     const char **public_id);

/* A booking by public id, while its manage link works. */
MUST_CHECK enum err booking_card(struct db *, struct arena *, const char *public_id, int64_t now,
				 struct card_row *out);

/* The same of several, by start: struct card_row. */
MUST_CHECK enum err booking_cards(struct db *, struct arena *, const char *const *public_ids, size_t count,
				  int64_t now, struct list *out);

/* The name of a booking by key. */
MUST_CHECK enum err booking_public(struct db *, struct arena *, int64_t studio, int64_t id,
				   struct booking_name *out);

#endif
