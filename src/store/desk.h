/* Bookings as the studio's own people look at them: lists, and one with its
 * history. Every statement is bound to the studio. */
#ifndef HORA_STORE_DESK_H
#define HORA_STORE_DESK_H

#include "base/shape.h"
#include "db/db.h"
#include "store/booking.h"

enum desk_order {
	DESK_SOONEST, /* by start, earliest first */
	DESK_LATEST,  /* by start, latest first */
	DESK_NEWEST,  /* last made first, whenever they are */
	DESK_ORDER__MAX
};

/* Which bookings, and which page of them. */
struct desk_query {
	int64_t studio;
	enum desk_order order;
	int64_t from, to;      /* starts between, to exclusive; not for DESK_NEWEST */
	const char *after;     /* public id of the booking that the page before ended with; NULL: the first
	                         page. By start, `from` (DESK_SOONEST) is then that booking's own start,
	                         `to` (DESK_LATEST) a second after it. */
	const char *state;     /* name; NULL = any */
	int64_t service;       /* 0 = any */
	const int64_t *serves; /* the resource that serves; NULL = any */
	const char *words;     /* NULL = any; else in name or e-mail address, or the public id */
	const char *pattern;   /* of words, for LIKE */
	const char *digits;    /* of a phone number, for LIKE; NULL = no number is meant */
	int64_t limit;
};

/* A booking as a list shows it. */
struct desk_line {
	const char *public_id;
	int state; /* enum booking_state */
	int64_t seats;
	const char *name, *email, *phone; /* email, phone may be NULL */
	bool noted;                       /* the customer wrote a note */
	int64_t price_minor;
	const char *currency;
	int64_t version, created_at, starts, ends;
	const char *service, *staff, *rooms; /* names, joined by ", "; "" when none */
};
extern const struct shape desk_line_shape;

/* All of one booking. */
struct desk_row {
	struct card_row card;
	int64_t tax_permille;
	int64_t terms_version; /* 0 = the studio had none */
	const char *source;    /* "web", "api", "desk", "line", "import" */
	const char *service;
};

/* A step that a booking took. */
struct desk_step {
	int64_t at;
	int from_state, to_state; /* enum booking_state; the same twice is a move */
	int64_t moved_from;       /* the start before a move, else TIME_NONE */
	const char *actor, *reason;
	const char *member; /* the actor's name when they are of the studio, else "" */
};

/* A page of bookings: struct desk_line, at most limit. */
MUST_CHECK enum err desk_lines(struct db *, struct arena *, const struct desk_query *, struct list *out);

/* How many bookings from a moment on wait for the studio; of those a resource
 * serves when one is named. */
MUST_CHECK enum err desk_waiting(struct db *, struct arena *, int64_t studio, int64_t from,
				 const int64_t *serves, int64_t *out);

/* One booking of the studio; of those a resource serves when one is named. */
MUST_CHECK enum err desk_booking(struct db *, struct arena *, int64_t studio, const char *public_id,
				 const int64_t *serves, struct desk_row *out);

/* Its steps, first to last: struct desk_step. */
MUST_CHECK enum err desk_history(struct db *, struct arena *, int64_t studio, const char *public_id,
				 struct list *out);

#endif
