/* What proves a right to a booking, and what names a request to book: manage
 * tokens as bearers of the API, Idempotency-Key. */
#ifndef HORA_APPS_BOOKING_LINK_H
#define HORA_APPS_BOOKING_LINK_H

#include "front/app.h"
#include "usecase/book.h"
#include "web/request.h"

/* A session or an API key as everywhere, and a manage token after "Bearer ": the
 * actor is the booking's holder. */
extern const struct identity link_identity;

/* True when the asker was identified as the holder of this booking. */
bool link_is_own(const struct request *, const char *public_id);

#define LINK_IDEMPOTENCY "Idempotency-Key" /* the header, as complaints call it */

/* The wish's idempotency, from the header Idempotency-Key, quoted as the draft
 * (draft-ietf-httpapi-idempotency-key-header-07) has it or bare: scope is the
 * client's address and the place asked, the print the body. False, with a
 * complaint, for a key that is empty, longer than 255 bytes or badly quoted. */
MUST_CHECK bool link_idempotency(const struct request *, struct wish *);

#endif
