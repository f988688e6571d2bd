/* The one thing kept of a picture's metadata until it is applied: which way up
 * it is (Exif 2.32, 4.6.4 Orientation, in a TIFF 6.0 directory). */
#ifndef HORA_APPS_IMAGE_EXIF_H
#define HORA_APPS_IMAGE_EXIF_H

#include "apps/image/image.h"

/* 1 (upright) to 8, from a block that begins with its byte order ("II", "MM"), or
 * with "Exif" and two zeros before that; 1 for whatever cannot be read. */
int exif_orientation(struct input);

#endif
