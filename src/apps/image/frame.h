/* The geometry of a picture: what size to decode it to, turning it upright,
 * cutting it to its kind's proportion. */
#ifndef HORA_APPS_IMAGE_FRAME_H
#define HORA_APPS_IMAGE_FRAME_H

#include "apps/image/image.h"

struct size {
	int32_t width, height;
};

/* The size to shrink a picture of that size and orientation to, as it lies in the
 * file: no smaller than its widest copy needs. Refuses what is too large or too
 * small. */
struct size frame_fit(enum picture_kind, int64_t width, int64_t height, int orientation);

/* The picture upright (EXIF 4.6.4). */
struct raster frame_turn(struct arena *, struct raster, int orientation);

/* Cut to the kind's proportion: as much left as right, and of what is cut off
 * above and below a third above, where faces are. */
struct raster frame_cut(struct arena *, struct raster, enum picture_kind);

#endif
