/* Booking: the one function every path goes through. */
#ifndef HORA_USECASE_BOOK_H
#define HORA_USECASE_BOOK_H

#include "base/complaint.h"
#include "usecase/agenda.h"

enum booking_source { SOURCE_WEB, SOURCE_API, SOURCE_DESK, SOURCE_LINE, SOURCE_IMPORT, SOURCE__MAX };
extern const char *const booking_source_names[];

/* What somebody wishes to book. All texts are as typed; book() checks and
 * normalises them. */
struct wish {
	struct agenda_query what; /* a service, or the services of a visit: booked all or not at all */
	int64_t start;
	int64_t seats; /* at least 1; of a visit, in each */
	const char *name;
	const char *email; /* e-mail or phone, or both */
	const char *phone;
	const char *note;           /* or NULL */
	const char *const *answers; /* by position of the services' questions; NULLs allowed */
	const char *yes_or_no;      /* the answers to such a question, one a line; NULL = any */
	int64_t terms_version;      /* agreed to; 0 = not */
	int source;                 /* enum booking_source */
	bool hold;                  /* held for 10 minutes, to be confirmed by a step */
	bool overbook;              /* by staff: take the start whatever stands against it */
	const char *visit;    /* what it is booked into besides others; NULL = nothing, or a new visit */
	bool silent;          /* the letter of another booking tells of it */
	int64_t letter_after; /* seconds its letter waits, for more to be booked into the visit */
	const char *idempotency_scope; /* who and where; "" without key */
	const char *idempotency_key;
	const char *idempotency_print; /* what the request said, to tell a repeat from a misuse */
};

struct booked {
	const char *public_id; /* of a visit, its first booking's */
	const char *token;     /* of the manage link; NULL when this is a repeat */
	const char *visit;     /* public id; NULL = the booking stands alone */
	int64_t version;
	const char *why;          /* why the start is refused: an untranslated sentence */
	bool repeated;            /* the same key made it before */
	struct list alternatives; /* struct opening; with ERR_CONFLICT: same staff and day first */
};

/* Books. ERR_INVALID: complaints say what and why, by field (name, email, phone,
 * note, answers/N, terms, seats, start). ERR_CONFLICT: the time was taken;
 * out->alternatives is set. ERR_TOO_LATE: not bookable now by rule (notice,
 * past); alternatives set too. ERR_DENIED: the customer has too many open
 * bookings. ERR_BUSY: try again. On OK the transaction is committed. */
MUST_CHECK enum err book(struct act *, const struct wish *, struct complaints *, struct booked *out);

/* Starts with so many seats near one that cannot be had, the same staff and day
 * first: struct opening. */
MUST_CHECK enum err book_alternatives(struct act *, const struct agenda_query *, int64_t start, int64_t seats,
				      struct list *out);

#endif
