/* Sizes are computed so that rounding never leaves a copy short of a pixel: the
 * plans' widths are multiples of their proportion, and shrunk sizes round up. */
#include "apps/image/frame.h"

#include <string.h>

#define CHANNELS 3

/* The widest cut of the kind's proportion. */
static int64_t
cut_width(const struct picture_plan *plan, int64_t width, int64_t height)
{
	int64_t most = height * plan->across / plan->down;

	return width < most ? width : most;
}

/* Is it turned by a quarter? */
static bool
is_lying(int orientation)
{
	return orientation >= 5;
}

struct size
frame_fit(enum picture_kind kind, int64_t width, int64_t height, int orientation)
{
	const struct picture_plan *plan = &picture_plans[kind];
	int64_t cut, widest = 0;

	if (width < 1 || height < 1)
		refuse(PICTURE_DAMAGED);
	if (width > PICTURE_SIDE_MAX || height > PICTURE_SIDE_MAX || width * height > PICTURE_PIXELS_MAX)
		refuse(PICTURE_LARGE);
	cut = is_lying(orientation) ? cut_width(plan, height, width) : cut_width(plan, width, height);
	for (size_t i = 0; i < PICTURE_SIZES && plan->widths[i] <= cut; i++)
		widest = plan->widths[i];
	if (widest == 0)
		refuse(PICTURE_SMALL);
	return (struct size){ (int32_t)((width * widest + cut - 1) / cut),
			      (int32_t)((height * widest + cut - 1) / cut) };
}

struct raster
frame_turn(struct arena *a, struct raster in, int orientation)
{
	/* Where a pixel of the upright picture comes from: columns or rows counted
	 * backwards, and columns and rows exchanged. */
	static const struct {
		bool back_x, back_y, swap;
	} turns[9] = {
		[2] = { true, false, false }, [3] = { true, true, false }, [4] = { false, true, false },
		[5] = { false, false, true }, [6] = { false, true, true }, [7] = { true, true, true },
		[8] = { true, false, true }
	};
	struct raster out = in;

	if (orientation <= 1 || orientation > 8)
		return in;
	if (turns[orientation].swap)
		out = (struct raster){ in.height, in.width, NULL };
	out.rgb = arena_alloc(a, (size_t)out.width * (size_t)out.height, CHANNELS);
	for (int32_t y = 0; y < out.height; y++)
		for (int32_t x = 0; x < out.width; x++) {
			int32_t from_x = turns[orientation].swap ? y : x;
			int32_t from_y = turns[orientation].swap ? x : y;

			if (turns[orientation].back_x)
				from_x = in.width - 1 - from_x;
			if (turns[orientation].back_y)
				from_y = in.height - 1 - from_y;
			memcpy(out.rgb + ((size_t)y * (size_t)out.width + (size_t)x) * CHANNELS,
			       in.rgb + ((size_t)from_y * (size_t)in.width + (size_t)from_x) * CHANNELS,
			       CHANNELS);
		}
	return out;
}

struct raster
frame_cut(struct arena *a, struct raster in, enum picture_kind kind)
{
	const struct picture_plan *plan = &picture_plans[kind];
	int32_t width = (int32_t)cut_width(plan, in.width, in.height);
	struct raster out = { width, width * plan->down / plan->across, NULL };
	int32_t left = (in.width - out.width) / 2, above = (in.height - out.height) / 3;

	out.rgb = arena_alloc(a, (size_t)out.width * (size_t)out.height, CHANNELS);
	for (int32_t y = 0; y < out.height; y++)
		memcpy(out.rgb + (size_t)y * (size_t)out.width * CHANNELS,
		       in.rgb + ((size_t)(above + y) * (size_t)in.width + (size_t)left) * CHANNELS,
		       (size_t)out.width * CHANNELS);
	return out;
}
