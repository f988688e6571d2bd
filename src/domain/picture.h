/* Pictures that people send us: which copies are made of one, how these are
 * named, and what the program that makes them answers. */
#ifndef HORA_DOMAIN_PICTURE_H
#define HORA_DOMAIN_PICTURE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/shape.h"

#define PICTURE_BYTES_MAX ((size_t)10 << 20) /* of what is sent */
#define PICTURE_SIDE_MAX 16384               /* pixels, before anything is decoded */
#define PICTURE_PIXELS_MAX INT64_C(50000000) /* likewise */
#define PICTURE_SIZES 3
#define PICTURE_COPIES (2 * PICTURE_SIZES)
#define PICTURE_COPY_BYTES_MAX ((size_t)2 << 20) /* of one copy */
#define PICTURE_REPLY_BYTES_MAX (PICTURE_COPIES * (PICTURE_COPY_BYTES_MAX + 64))

/* What a picture shows decides how it is cut. */
enum picture_kind {
	PICTURE_PORTRAIT, /* a person: square */
	PICTURE_SCENE,    /* a studio, a service: three to two */
	PICTURE_KIND__MAX
};

enum picture_format { PICTURE_WEBP, PICTURE_JPEG, PICTURE_FORMAT__MAX };

/* Why nothing is made of it. */
enum picture_fault {
	PICTURE_FINE,
	PICTURE_UNKNOWN, /* not a JPEG, PNG or WebP */
	PICTURE_DAMAGED, /* ends too soon, or cannot be decoded */
	PICTURE_SMALL,   /* smaller than the smallest copy */
	PICTURE_LARGE,   /* more bytes, pixels or memory than we give it */
	PICTURE_MOVING,  /* an animation */
	PICTURE_FAULT__MAX
};

/* How a kind is cut: the copies' widths, narrowest first, and their proportion. */
struct picture_plan {
	int32_t widths[PICTURE_SIZES];
	int32_t across, down;
};

extern const struct picture_plan picture_plans[PICTURE_KIND__MAX];
extern const char *const picture_kind_names[];   /* by kind, NULL-terminated, as in the database */
extern const char *const picture_format_names[]; /* "webp", "jpg": also the files' endings */
extern const char *const picture_fault_names[];

/* A sentence for the person, untranslated; static text. */
const char *picture_fault_why(enum picture_fault);

/* One copy, as it came from the program that made it. */
struct picture_copy {
	int32_t width, height;
	enum picture_format format;
	const void *bytes;
	size_t len;
};

struct picture_reply {
	enum picture_fault fault;
	size_t count; /* copies, by width and then by format */
	struct picture_copy copies[PICTURE_COPIES];
};

/* Reads what hora-image answers: either the line "refused FAULT", or for each copy
 * the line "copy WIDTH FORMAT LENGTH" and its bytes, then the line "end".
 * The decoders it contains are not trusted, so what it says is held to the plan
 * and each copy to its format's first bytes. ERR_UPSTREAM: anything else. The
 * copies point into bytes. */
MUST_CHECK enum err picture_read(const void *bytes, size_t len, enum picture_kind, struct picture_reply *out);

/* A copy's name below /media/, made of the digest of all copies (64 digits):
 * "ab/ab12…-384.webp". What a name shows never changes. */
char *picture_name(struct arena *, const char *digest, int32_t width, enum picture_format);

/* What a page says of a picture: the addresses for srcset, and the size in which
 * the standard one is laid out. */
struct picture_show {
	const char *webp, *jpeg; /* srcset of either format */
	const char *src;         /* for whoever knows no srcset */
	int64_t width, height;
};

extern const struct shape picture_show_shape;

/* Of a picture whose widest copy is that wide; NULL when digest is. */
const struct picture_show *picture_show(struct arena *, enum picture_kind, const char *digest,
					int64_t widest);

#endif
