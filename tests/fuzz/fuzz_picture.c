/* What hora-image answers, when a picture has taken it over; and the block of a
 * picture's metadata that is read. */
#include <string.h>

#include "apps/image/exif.h"
#include "base/text.h"
#include "domain/picture.h"
#include "tests/fuzz/fuzz.h"

static void
check_reply(const uint8_t *data, size_t size, enum picture_kind kind)
{
	struct picture_reply reply;
	const uint8_t *end = data;

	if (picture_read(data, size, kind, &reply) != OK)
		return;
	EXPECT(reply.fault < PICTURE_FAULT__MAX && reply.count <= PICTURE_COPIES);
	EXPECT((reply.fault == PICTURE_FINE) == (reply.count > 0));
	for (size_t i = 0; i < reply.count; i++) {
		const uint8_t *bytes = reply.copies[i].bytes;

		/* One behind the other, within what came. */
		EXPECT(bytes > end && reply.copies[i].len <= size - (size_t)(bytes - data));
		EXPECT(bytes[0] == 'R' || bytes[0] == 0xFF);
		end = bytes + reply.copies[i].len;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int orientation = exif_orientation((struct input){ data, size });

	EXPECT(orientation >= 1 && orientation <= 8);
	for (enum picture_kind kind = 0; kind < PICTURE_KIND__MAX; kind++)
		check_reply(data, size, kind);
	return 0;
}
