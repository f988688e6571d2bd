/* What the files of hora-image share: the bytes that were sent, the picture in
 * the making, and the one way to refuse.
 *
 * hora-image works on one picture and ends. Whatever is wrong with it is said at
 * once and ends the process (the decoders' error hooks must not return), so
 * nothing here has an error to hand on. */
#ifndef HORA_APPS_IMAGE_IMAGE_H
#define HORA_APPS_IMAGE_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "domain/picture.h"

struct input {
	const unsigned char *bytes;
	size_t len;
};

/* Rows of red, green, blue, a byte each. */
struct raster {
	int32_t width, height;
	unsigned char *rgb;
};

/* What is known of a picture besides its pixels. */
struct traits {
	int orientation;      /* 1 to 8, EXIF 4.6.4 */
	struct input profile; /* ICC; len 0 = none */
};

/* Says why nothing is made of the picture, and ends. */
_Noreturn void refuse(enum picture_fault);

/* Decoders: of a picture of their type, held to the limits before anything is
 * decoded, shrunk while it is read to what `kind` needs. */
struct raster decode_jpeg(struct arena *, struct input, enum picture_kind, struct traits *);
struct raster decode_png(struct arena *, struct input, enum picture_kind, struct traits *);
struct raster decode_webp(struct arena *, struct input, enum picture_kind, struct traits *);

/* Encoders: without metadata. The bytes live in the arena, or in the encoder. */
struct input encode_jpeg(struct raster);
struct input encode_webp(struct raster);

/* The screen's colours (sRGB). To be called before the process confines itself:
 * the library reads the clock's zone for a date in it. */
void *colour_open(void);

/* From the profile's colours to the screen's, in place. A profile that cannot be
 * used is as good as none. */
void colour_convert(struct raster *, struct input profile, void *screen);

#endif
