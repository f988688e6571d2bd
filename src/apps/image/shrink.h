/* Shrinking a picture row by row: each pixel of the result is the mean of the
 * area it stands for, in whole numbers. Only one row of the source is needed at
 * a time. */
#ifndef HORA_APPS_IMAGE_SHRINK_H
#define HORA_APPS_IMAGE_SHRINK_H

#include "apps/image/image.h"

struct shrink {
	int32_t width, height; /* of the source; at most 65,535 each */
	struct raster out;
	uint32_t *line;    /* sums of the source's row in hand */
	uint64_t *sums;    /* of the result's row in hand */
	int32_t room, row; /* source rows' shares it still takes; its number */
};

/* To a size that is nowhere larger than the source's. */
struct shrink shrink_new(struct arena *, int32_t width, int32_t height, int32_t to_width, int32_t to_height);

/* The source's next row: width * 3 bytes. After the last, .out is complete. */
void shrink_row(struct shrink *, const unsigned char *rgb);

/* A whole picture. */
struct raster shrink_raster(struct arena *, struct raster, int32_t width, int32_t height);

#endif
