/* AWS Signature Version 4: how S3, what speaks like it, and other services of
 * Amazon's want their requests signed. ("Authenticating Requests", Amazon S3 API
 * reference; its examples are our tests.) */
#ifndef HORA_CRYPTO_SIGV4_H
#define HORA_CRYPTO_SIGV4_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define SIGV4_UNSIGNED "UNSIGNED-PAYLOAD" /* the digest of a body that is not known */
#define SIGV4_PAIRS 24                    /* most headers, most parts of a query */

struct sigv4_key {
	const char *id, *secret;
	const char *region, *service; /* "eu-west-1", "s3" */
};

struct sigv4_pair {
	const char *name, *value; /* as they are, nothing escaped */
};

/* A request to be signed. What is signed of its headers must be sent just so. */
struct sigv4_call {
	const char *method;
	const char *path;                         /* "/bucket/name", nothing escaped */
	const char *digest;                       /* of the body: SHA-256 in hexadecimal, or SIGV4_UNSIGNED */
	struct sigv4_pair query[SIGV4_PAIRS + 1]; /* ended by a pair without a name */
	struct sigv4_pair headers[SIGV4_PAIRS + 1]; /* likewise; in lower case, "host" among them */
};

/* The moment as x-amz-date has it: "20130524T000000Z". */
char *sigv4_date(struct arena *, int64_t now);

/* Path and query, escaped as they are signed: what the request's address ends with. */
char *sigv4_target(struct arena *, const struct sigv4_call *);

/* The value of the Authorization header. now must be what x-amz-date or date say. */
char *sigv4_authorize(struct arena *, const struct sigv4_key *, const struct sigv4_call *, int64_t now);

/* Path and query that need no header but the host for that many seconds (at most
 * 604,800): a link to hand out. */
char *sigv4_presign(struct arena *, const struct sigv4_key *, const struct sigv4_call *, int64_t now,
		    int64_t seconds);

#endif
