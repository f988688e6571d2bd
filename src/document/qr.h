/* QR codes (ISO/IEC 18004) as an SVG path, for pages and mails. */
#ifndef HORA_DOCUMENT_QR_H
#define HORA_DOCUMENT_QR_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define QR_BYTES_MAX 300 /* of text; a code larger than that reads badly from a phone */

/* A code in units of one module, the quiet zone of four included. */
struct qr {
	int64_t size;     /* width and height */
	const char *path; /* the dark modules: the d of an SVG <path> */
};

/* Draws a text, with error correction level M. The path lives in the arena.
 * ERR_INVALID: the text is empty or longer than QR_BYTES_MAX. */
MUST_CHECK enum err qr_draw(struct arena *, const char *text, struct qr *out);

#endif
