/* WebP by libwebp, which shrinks while it decodes. */
#include <string.h>

#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>

#include "apps/image/blend.h"
#include "apps/image/exif.h"
#include "apps/image/frame.h"

#define QUALITY 80

/* The content of a chunk of the container; none: len 0. */
static struct input
find_chunk(const WebPDemuxer *demux, const char *name)
{
	WebPChunkIterator chunk;
	struct input found = { NULL, 0 };

	if (WebPDemuxGetChunk(demux, name, 1, &chunk))
		found = (struct input){ chunk.chunk.bytes, chunk.chunk.size };
	WebPDemuxReleaseChunkIterator(&chunk);
	return found;
}

/* The chunks point into the input. */
static void
read_traits(struct input in, struct traits *traits)
{
	const WebPData data = { in.bytes, in.len };
	WebPDemuxer *demux = WebPDemux(&data);

	traits->orientation = 1;
	if (demux == NULL)
		return;
	traits->orientation = exif_orientation(find_chunk(demux, "EXIF"));
	traits->profile = find_chunk(demux, "ICCP");
	WebPDemuxDelete(demux);
}

static void
check(VP8StatusCode status)
{
	if (status != VP8_STATUS_OK)
		refuse(status == VP8_STATUS_OUT_OF_MEMORY ? PICTURE_LARGE : PICTURE_DAMAGED);
}

struct raster
decode_webp(struct arena *a, struct input in, enum picture_kind kind, struct traits *traits)
{
	WebPDecoderConfig config;
	struct raster out;
	struct size size;

	if (!WebPInitDecoderConfig(&config))
		refuse(PICTURE_DAMAGED);
	check(WebPGetFeatures(in.bytes, in.len, &config.input));
	if (config.input.has_animation)
		refuse(PICTURE_MOVING);
	read_traits(in, traits);
	size = frame_fit(kind, config.input.width, config.input.height, traits->orientation);
	config.options.use_scaling = 1;
	config.options.scaled_width = size.width;
	config.options.scaled_height = size.height;
	config.output.colorspace = MODE_RGBA;
	check(WebPDecode(in.bytes, in.len, &config));
	out = (struct raster){ size.width, size.height,
			       arena_alloc(a, (size_t)size.width * (size_t)size.height, 3) };
	for (int32_t y = 0; y < size.height; y++)
		blend_row(config.output.u.RGBA.rgba + (size_t)y * (size_t)config.output.u.RGBA.stride,
			  out.rgb + (size_t)y * (size_t)size.width * 3, (size_t)size.width);
	WebPFreeDecBuffer(&config.output);
	return out;
}

struct input
encode_webp(struct raster raster)
{
	struct input out = { NULL, 0 };
	uint8_t *bytes = NULL;

	out.len = WebPEncodeRGB(raster.rgb, raster.width, raster.height, raster.width * 3, QUALITY, &bytes);
	if (out.len == 0)
		refuse(PICTURE_LARGE);
	out.bytes = bytes;
	return out;
}
