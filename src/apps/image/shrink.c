/* In either direction the source's pixels are cut into as many shares as the
 * result has pixels, and each of the result's takes as many shares as the source
 * has pixels: then every share is a whole number. */
#include "apps/image/shrink.h"

#include <string.h>

#define CHANNELS 3

struct shrink
shrink_new(struct arena *a, int32_t width, int32_t height, int32_t to_width, int32_t to_height)
{
	size_t values = (size_t)to_width * CHANNELS;

	return (struct shrink){ .width = width,
				.height = height,
				.out = { to_width, to_height, arena_alloc(a, values, (size_t)to_height) },
				.line = arena_alloc(a, values, sizeof(uint32_t)),
				.sums = arena_alloc(a, values, sizeof(uint64_t)),
				.room = height };
}

static void
add_pixel(uint32_t *sums, const unsigned char *rgb, uint32_t share)
{
	for (int c = 0; c < CHANNELS; c++)
		sums[c] += rgb[c] * share;
}

static void
sum_line(struct shrink *s, const unsigned char *rgb)
{
	uint32_t *to = s->line, share = (uint32_t)s->out.width, full = (uint32_t)s->width, room = full;

	memset(s->line, 0, (size_t)s->out.width * CHANNELS * sizeof *s->line);
	for (int32_t x = 0; x < s->width; x++, rgb += CHANNELS) {
		uint32_t here = share < room ? share : room;

		add_pixel(to, rgb, here);
		room -= here;
		if (room > 0)
			continue;
		to += CHANNELS;
		room = full;
		if (here < share) {
			add_pixel(to, rgb, share - here);
			room -= share - here;
		}
	}
}

static void
add_line(struct shrink *s, int32_t share)
{
	size_t values = (size_t)s->out.width * CHANNELS;

	for (size_t i = 0; i < values; i++)
		s->sums[i] += (uint64_t)s->line[i] * (uint32_t)share;
}

static void
finish_row(struct shrink *s)
{
	size_t values = (size_t)s->out.width * CHANNELS;
	unsigned char *out = s->out.rgb + (size_t)s->row * values;
	uint64_t area = (uint64_t)s->width * (uint64_t)s->height;

	for (size_t i = 0; i < values; i++)
		out[i] = (unsigned char)((s->sums[i] + area / 2) / area);
	memset(s->sums, 0, values * sizeof *s->sums);
	s->row++;
	s->room = s->height;
}

void
shrink_row(struct shrink *s, const unsigned char *rgb)
{
	int32_t share = s->out.height, here = share < s->room ? share : s->room;

	if (s->row == s->out.height)
		return;
	sum_line(s, rgb);
	add_line(s, here);
	s->room -= here;
	if (s->room > 0)
		return;
	finish_row(s);
	if (here < share && s->row < s->out.height) {
		add_line(s, share - here);
		s->room -= share - here;
	}
}

struct raster
shrink_raster(struct arena *a, struct raster in, int32_t width, int32_t height)
{
	struct shrink s = shrink_new(a, in.width, in.height, width, height);

	for (int32_t y = 0; y < in.height; y++)
		shrink_row(&s, in.rgb + (size_t)y * (size_t)in.width * CHANNELS);
	return s.out;
}
