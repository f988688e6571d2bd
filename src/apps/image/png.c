/* PNG by libpng. Chunks that the picture can do without are passed over unread,
 * so that nothing but the pixels can be a bomb, and those are counted first. */
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "apps/image/blend.h"
#include "apps/image/exif.h"
#include "apps/image/frame.h"
#include "apps/image/shrink.h"

#define CHUNK_BYTES (4 << 20) /* most of a chunk that is unpacked: a colour profile */

_Noreturn static void
fail(png_structp png, const char *why)
{
	(void)png;
	refuse(strstr(why, "emory") != NULL ? PICTURE_LARGE : PICTURE_DAMAGED);
}

static void
warn(png_structp png, const char *why)
{
	(void)png;
	(void)why;
}

static void
give(png_structp png, unsigned char *bytes, size_t len)
{
	struct input *in = png_get_io_ptr(png);

	if (len > in->len)
		refuse(PICTURE_DAMAGED);
	memcpy(bytes, in->bytes, len);
	in->bytes += len;
	in->len -= len;
}

static png_structp
open_png(struct input *in)
{
	static const unsigned char kept[] = "iCCP\0eXIf";
	png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, fail, warn);

	if (png == NULL)
		refuse(PICTURE_LARGE);
	png_set_read_fn(png, in, give);
	png_set_user_limits(png, PICTURE_SIDE_MAX, PICTURE_SIDE_MAX);
	png_set_chunk_malloc_max(png, CHUNK_BYTES);
	png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
	png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, kept, 2);
	return png;
}

static void
read_traits(png_structp png, png_infop info, struct traits *traits)
{
	unsigned char *block = NULL;
	unsigned int len = 0;
	char *name;
	int method;

	traits->orientation = 1;
	if (png_get_eXIf_1(png, info, &len, &block) != 0)
		traits->orientation = exif_orientation((struct input){ block, len });
	if (png_get_iCCP(png, info, &name, &method, &block, &len) != 0)
		traits->profile = (struct input){ block, len };
}

/* Every kind of PNG as red, green, blue, opacity. Returns its passes. */
static int
set_transforms(png_structp png, png_infop info)
{
	int passes;

	png_set_expand(png);
	png_set_scale_16(png);
	png_set_gray_to_rgb(png);
	png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
	passes = png_set_interlace_handling(png);
	png_read_update_info(png, info);
	return passes;
}

/* An interlaced picture comes in passes over all of it. */
static unsigned char *
read_passes(png_structp png, int passes, int32_t width, int32_t height)
{
	unsigned char *all = calloc((size_t)width * (size_t)height, 4);

	if (all == NULL)
		refuse(PICTURE_LARGE);
	for (int pass = 0; pass < passes; pass++)
		for (int32_t y = 0; y < height; y++)
			png_read_row(png, all + (size_t)y * (size_t)width * 4, NULL);
	return all;
}

struct raster
decode_png(struct arena *a, struct input in, enum picture_kind kind, struct traits *traits)
{
	png_structp png = open_png(&in);
	png_infop info = png_create_info_struct(png);
	int32_t width, height;
	struct shrink shrink;
	struct size size;
	unsigned char *row, *all = NULL;
	int passes;

	png_read_info(png, info);
	read_traits(png, info, traits);
	width = (int32_t)png_get_image_width(png, info);
	height = (int32_t)png_get_image_height(png, info);
	size = frame_fit(kind, width, height, traits->orientation);
	passes = set_transforms(png, info);
	shrink = shrink_new(a, width, height, size.width, size.height);
	row = arena_alloc(a, (size_t)width, 4);
	if (passes > 1)
		all = read_passes(png, passes, width, height);
	for (int32_t y = 0; y < height; y++) {
		if (all == NULL)
			png_read_row(png, row, NULL);
		blend_row(all == NULL ? row : all + (size_t)y * (size_t)width * 4, row, (size_t)width);
		shrink_row(&shrink, row);
	}
	free(all);
	return shrink.out;
}
