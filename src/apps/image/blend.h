/* What is see-through is seen on white: copies have no transparency. */
#ifndef HORA_APPS_IMAGE_BLEND_H
#define HORA_APPS_IMAGE_BLEND_H

#include <stddef.h>

/* Red, green, blue, opacity to red, green, blue; may be done in place. */
static inline void
blend_row(const unsigned char *rgba, unsigned char *rgb, size_t pixels)
{
	for (size_t x = 0; x < pixels; x++, rgba += 4, rgb += 3) {
		unsigned opacity = rgba[3];

		for (int c = 0; c < 3; c++)
			rgb[c] = (unsigned char)((rgba[c] * opacity + 255 * (255 - opacity) + 127) / 255);
	}
}

#endif
