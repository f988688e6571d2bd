/* multipart/form-data (RFC 7578, RFC 2046 5.1), read as it comes: the fields of a
 * form into pairs, the bytes of its one file to wherever they shall go. Strict:
 * what browsers send is taken, and nothing that could be read in two ways. */
#ifndef HORA_WEB_MULTIPART_H
#define HORA_WEB_MULTIPART_H

#include "web/pair.h"
#include "web/request.h"

#define MULTIPART_FIELDS 20
#define MULTIPART_FIELD_BYTES 4096 /* of one field's value */

/* Where a file's bytes go. An error ends the reading with that error. */
struct sink {
	enum err (*write)(void *to, const char *bytes, size_t len);
	void *to;
};

struct multipart {
	struct pairs fields;   /* in the order they came */
	const char *file_name; /* of the file's field; NULL = no file was sent. What the sender calls
	                          the file itself is not kept. */
	size_t file_len;
};

/* The boundary that a Content-Type names, quoted or not; NULL when it is another
 * type, or the boundary is none (RFC 2046 5.1.1: 1 to 70 of A-Z a-z 0-9 and
 * ' ( ) + _ , - . / : = ?; those with a space are not taken). */
const char *multipart_boundary(struct arena *, const char *content_type);

/* Reads all there is of source. ERR_INVALID: it is not well formed, has more
 * fields than allowed, or a second file. */
MUST_CHECK enum err multipart_read(struct arena *, struct source, const char *boundary, struct sink,
				   struct multipart *out);

#endif
