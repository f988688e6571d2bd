/* Where pictures are kept: a folder of this machine, which nginx hands out, or a
 * bucket (clients/s3.h). A name's content never changes, so putting it again
 * does no harm. */
#ifndef HORA_CLIENTS_MEDIA_H
#define HORA_CLIENTS_MEDIA_H

#include "clients/s3.h"

struct media_place {
	const char *url; /* file:/FOLDER, or a bucket's address */
	const char *region, *id, *secret, *authorities;
};

/* ERR_INVALID: the place is neither; *why says so. Lives in the arena. */
struct media;
MUST_CHECK enum err media_open(struct arena *, const struct media_place *, struct media **out,
			       const char **why);

/* Keeps an object; done, it is there whole. Errors as in clients/s3.h; a folder's
 * are ERR_BUSY. */
MUST_CHECK enum err media_put(struct media *, struct arena *, const struct s3_object *, int64_t now,
			      const char **why);

/* Lets one go; that it is not there is as good. */
MUST_CHECK enum err media_delete(struct media *, struct arena *, const char *name, int64_t now,
				 const char **why);

#endif
