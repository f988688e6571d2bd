/* A directory of 12-byte entries; only one of them matters. Offsets are the
 * sender's, so each is held against the length before it is followed. */
#include "apps/image/exif.h"

#include <string.h>

#define ORIENTATION 0x0112
#define SHORT 3

struct block {
	struct input in;
	bool big; /* byte order */
};

static uint32_t
read_number(const struct block *b, size_t at, size_t bytes)
{
	uint32_t n = 0;

	for (size_t i = 0; i < bytes; i++)
		n = n << 8 | b->in.bytes[at + (b->big ? i : bytes - 1 - i)];
	return n;
}

int
exif_orientation(struct input in)
{
	struct block b;
	size_t at, count;

	if (in.len > 6 && memcmp(in.bytes, "Exif\0\0", 6) == 0)
		in = (struct input){ in.bytes + 6, in.len - 6 };
	b = (struct block){ .in = in, .big = in.len > 0 && in.bytes[0] == 'M' };
	if (in.len < 14 || (memcmp(in.bytes, "II*\0", 4) != 0 && memcmp(in.bytes, "MM\0*", 4) != 0))
		return 1;
	at = read_number(&b, 4, 4);
	if (at > in.len - 2)
		return 1;
	count = read_number(&b, at, 2);
	for (at += 2; count > 0 && in.len - at >= 12; count--, at += 12)
		if (read_number(&b, at, 2) == ORIENTATION && read_number(&b, at + 2, 2) == SHORT) {
			uint32_t value = read_number(&b, at + 8, 2);

			return value >= 1 && value <= 8 ? (int)value : 1;
		}
	return 1;
}
