/* hora-image: makes the copies of one picture and ends. Reads the line "portrait"
 * or "scene" and then the picture from standard input to its end; answers on
 * standard output as domain/picture.h says. It is given pictures of
 * strangers, so it confines itself before it reads them. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/image/confine.h"
#include "apps/image/frame.h"
#include "apps/image/shrink.h"
#include "base/text.h"

#define KIND_BYTES 16 /* more than the first line has */

static void
write_all(const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len > 0) {
		ssize_t n = write(STDOUT_FILENO, at, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(1);
		at += n;
		len -= (size_t)n;
	}
}

void
refuse(enum picture_fault fault)
{
	char line[64];
	int len = snprintf(line, sizeof line, "refused %s\n", picture_fault_names[fault]);

	write_all(line, (size_t)len);
	_exit(0);
}

static struct input
read_all(struct arena *a)
{
	size_t most = PICTURE_BYTES_MAX + KIND_BYTES, len = 0;
	unsigned char *bytes = arena_alloc(a, most + 1, 1);
	ssize_t n;

	while (len <= most && (n = read(STDIN_FILENO, bytes + len, most + 1 - len)) != 0) {
		if (n < 0 && errno != EINTR)
			_exit(1);
		len += n > 0 ? (size_t)n : 0;
	}
	if (len > most)
		refuse(PICTURE_LARGE);
	return (struct input){ bytes, len };
}

/* Takes the first line off. False: it is none of ours. */
static bool
take_kind(struct input *in, enum picture_kind *kind)
{
	for (*kind = 0; *kind < PICTURE_KIND__MAX; (*kind)++) {
		size_t len = strlen(picture_kind_names[*kind]);

		if (in->len > len && memcmp(in->bytes, picture_kind_names[*kind], len) == 0
		    && in->bytes[len] == '\n') {
			*in = (struct input){ in->bytes + len + 1, in->len - len - 1 };
			return true;
		}
	}
	return false;
}

/* What it is, by how it begins; what it was called counts for nothing. */
static struct raster
decode(struct arena *a, struct input in, enum picture_kind kind, struct traits *traits)
{
	if (in.len > PICTURE_BYTES_MAX)
		refuse(PICTURE_LARGE);
	if (in.len > 3 && memcmp(in.bytes, "\xff\xd8\xff", 3) == 0)
		return decode_jpeg(a, in, kind, traits);
	if (in.len > 8 && memcmp(in.bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
		return decode_png(a, in, kind, traits);
	if (in.len > 15 && memcmp(in.bytes, "RIFF", 4) == 0 && memcmp(in.bytes + 8, "WEBPVP8", 7) == 0)
		return decode_webp(a, in, kind, traits);
	refuse(PICTURE_UNKNOWN);
}

static void
answer(int32_t width, enum picture_format format, struct input copy)
{
	char line[64];
	int len = snprintf(line, sizeof line, "copy %d %s %zu\n", (int)width, picture_format_names[format],
			   copy.len);

	write_all(line, (size_t)len);
	write_all(copy.bytes, copy.len);
}

static void
make_copies(struct arena *a, struct raster raster, enum picture_kind kind)
{
	const struct picture_plan *plan = &picture_plans[kind];

	for (size_t i = 0; i < PICTURE_SIZES && plan->widths[i] <= raster.width; i++) {
		int32_t width = plan->widths[i];
		struct raster copy = shrink_raster(a, raster, width, width / plan->across * plan->down);

		answer(width, PICTURE_WEBP, encode_webp(copy));
		answer(width, PICTURE_JPEG, encode_jpeg(copy));
	}
	write_all("end\n", 4);
}

int
main(int argc, char **argv)
{
	struct traits traits = { .orientation = 1 };
	enum picture_kind kind;
	struct raster raster;
	struct arena *a;
	struct input in;
	void *screen;

	if (argc != 1) {
		fprintf(stderr,
			"%s makes the copies of one picture: the line portrait or scene, then the picture,\n"
			"on standard input. hora-worker starts it.\n",
			argv[0]);
		return argc == 2 && text_equal(argv[1], "--help") ? 0 : 2;
	}
	screen = colour_open();
	if (!confine()) {
		fputs("hora-image: cannot confine itself\n", stderr);
		return 1;
	}
	a = arena_new();
	in = read_all(a);
	if (!take_kind(&in, &kind))
		return 2;
	raster = decode(a, in, kind, &traits);
	colour_convert(&raster, traits.profile, screen);
	raster = frame_cut(a, frame_turn(a, raster, traits.orientation), kind);
	make_copies(a, raster, kind);
	/* All goes with the process; the decoders' own memory too. */
	_exit(0);
}
