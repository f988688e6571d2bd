/* Objects in a bucket of S3, or of what speaks like it: put, read, delete, each
 * signed (crypto/sigv4.h). */
#ifndef HORA_CLIENTS_S3_H
#define HORA_CLIENTS_S3_H

#include <stdint.h>

#include "clients/http.h"

struct s3_bucket {
	const char *url; /* https://BUCKET.s3.REGION.amazonaws.com, https://HOST[:PORT]/BUCKET */
	const char *region;
	const char *id, *secret;
	const char *authorities; /* file of certificates to trust; NULL = the system's */
};

struct s3_object {
	const char *name; /* "ab/ab12….webp": of no characters but A-Z a-z 0-9 - . _ / */
	const char *type;
	const char *bytes;
	size_t len;
};

/* A way to a bucket, wherever it is: its operator named it. Lives in the arena.
 * ERR_INVALID: the address is none; *why says so. */
struct s3;
MUST_CHECK enum err s3_open(struct arena *, const struct s3_bucket *, struct s3 **out, const char **why);

/* Each in at most half a minute. ERR_NOT_FOUND: no such object (reading alone;
 * what is gone already is deleted). ERR_BUSY: worth another try. ERR_UPSTREAM:
 * refused, and *why says with which status and code. */
MUST_CHECK enum err s3_put(struct s3 *, struct arena *, const struct s3_object *, int64_t now,
			   const char **why);
MUST_CHECK enum err s3_get(struct s3 *, struct arena *, const char *name, int64_t now,
			   struct http_answer *out, const char **why);
MUST_CHECK enum err s3_delete(struct s3 *, struct arena *, const char *name, int64_t now, const char **why);

#endif
