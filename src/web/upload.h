/* A file that a form sends: streamed into the spool, never into memory. It lies
 * there until the request ends, unless it is kept for the worker. */
#ifndef HORA_WEB_UPLOAD_H
#define HORA_WEB_UPLOAD_H

#include "web/request.h"
#include "web/response.h"

/* Most bytes of a whole request. What its file has beyond the route's limit is
 * counted and not kept, so that the page can say so at the field. */
#define UPLOAD_REQUEST_BYTES ((size_t)32 << 20)

struct upload {
	const char *field; /* of the form */
	const char *name;  /* in the spool: chance's, never the sender's */
	size_t len;        /* of what was sent; more than `most` is counted, not kept */
};

/* Reads a form of an upload route: its fields into request.typed, its file, when
 * one was chosen, into request.upload. ERR_INVALID: with status 400, 411, 413 or 415.
 * ERR_INTERNAL: the spool takes nothing. */
MUST_CHECK enum err upload_read(struct request *, struct response *, struct source, const char *spool,
				size_t most);

/* Leaves the file to the worker: from now on it does not go with the request. */
void upload_keep(struct upload *);

#endif
