/* Messages to customers: what they need, the record of each attempt, and the
 * studios' wishes. A message has one row per booking, kind, channel and time,
 * so that it goes out at most once. */
#ifndef HORA_STORE_NOTICE_H
#define HORA_STORE_NOTICE_H

#include "base/shape.h"
#include "db/db.h"
#include "domain/notice.h"
#include "domain/reminder.h"

/* Which message. */
struct notice_key {
	int64_t studio, booking;
	enum notice kind;
	int64_t due_at;      /* for when it was planned */
	const char *channel; /* "mail", "sms", "line" */
};

enum notice_state {
	NOTICE_UNTRIED, /* there is no row yet */
	NOTICE_SENDING,
	NOTICE_WAITING,
	NOTICE_SENT,
	NOTICE_UNCERTAIN,
	NOTICE_FAILED,
	NOTICE_SKIPPED,
	NOTICE_STATE__MAX
};
extern const char *const notice_state_names[];

/* All that a message may say. */
struct letter {
	int64_t id, studio_id, customer_id;
	const char *public_id;
	int state; /* enum booking_state */
	int64_t version, seats;
	const char *name, *email, *phone, *language; /* of the booking; email, phone may be NULL */
	int64_t price_minor;
	const char *currency;
	int64_t created_at, starts, ends;
	const char *service;
	int64_t duration_min;
	const char *staff, *rooms; /* names, joined by ", "; "" when none */
	const char *slug, *studio, *zone, *studio_language, *address, *map_url, *studio_email, *studio_phone;
	const char *accent;
	int64_t cancel_until;               /* minutes */
	const char *sender_name, *reply_to; /* the studio's wish, or NULL */
	int64_t quiet_from, quiet_to;       /* struct quiet's */
	const char *subject, *body;         /* the studio's own words, or NULL */
	const char *step_reason;            /* why the booking came into its state; "" = not said */
	bool opted_out;
	bool led;    /* an earlier booking of the same visit stands before it */
	bool outrun; /* a later message of the same kind waits, and says the same */
	int earlier; /* enum notice_state of this very message */
};

/* The studio's wishes, for rulebooks: struct reminder, and quiet hours. */
MUST_CHECK enum err notice_reminders(struct db *, struct arena *, int64_t studio, struct list *out);
MUST_CHECK enum err notice_quiet(struct db *, struct arena *, int64_t studio, struct quiet *out);

/* Keeps the booking from changing until the open transaction ends, and reads what
 * a message needs. */
MUST_CHECK enum err notice_open(struct db *, struct arena *, const struct notice_key *, struct letter *out);

/* A booking that a message tells of. */
struct companion {
	const char *public_id;
	int64_t version, seats, price_minor;
	const char *currency;
	int64_t starts, ends;
	const char *service, *staff;
};

/* Those of its visit that the message tells of, itself too, by start: struct companion.
 * None where the booking stands alone. */
MUST_CHECK enum err notice_companions(struct db *, struct arena *, const struct notice_key *,
				      struct list *out);

/* Puts an attempt on record. ERR_NOT_FOUND: somebody else sends, or has sent, it. */
MUST_CHECK enum err notice_begin(struct db *, struct arena *, const struct notice_key *,
				 const char *recipient, int64_t *id);

/* How the attempt ended: NOTICE_SENT, or another state with the reason. */
MUST_CHECK enum err notice_end(struct db *, int64_t studio, int64_t id, enum notice_state,
			       const char *reason);

/* Records that the message is not sent, and why. */
MUST_CHECK enum err notice_skip(struct db *, const struct notice_key *, const char *reason);

/* Records that nobody knows whether the attempt on record went out. */
MUST_CHECK enum err notice_doubt(struct db *, const struct notice_key *, const char *reason);

/* Makes the token a manage link of the booking until then, in place of the one
 * that an earlier attempt carried. */
MUST_CHECK enum err notice_link(struct db *, const struct notice_key *, int64_t notice, const char *token,
				int64_t until);

struct notice_row {
	int64_t id; /* 0: planned, no attempt yet */
	const char *kind, *channel;
	int64_t due_at;
	const char *state; /* a notice_state_names, or "planned" */
	const char *reason, *recipient;
	int64_t ended_at; /* or TIME_NONE */
};

/* The messages of a booking, sent and planned, by due time: struct notice_row. */
MUST_CHECK enum err notice_list(struct db *, struct arena *, int64_t studio, int64_t booking,
				struct list *out);

/* Sends a message that ended once more. *done false: there is no such one. */
MUST_CHECK enum err notice_resend(struct db *, struct arena *, int64_t studio, int64_t id, bool *done);

/* Who follows the link of a message does (not) want optional ones on its channel.
 * *done false: no such link. */
MUST_CHECK enum err notice_opt_out(struct db *, struct arena *, const char *token, bool wanted, bool *done);

/* Forgets links that no longer work. */
MUST_CHECK enum err notice_purge_links(struct db *, int64_t now);

#endif
