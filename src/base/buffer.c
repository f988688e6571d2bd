/* The growing buffer. Its memory is the arena's; growth doubles, so the
 * blocks left behind are together no larger than the last one. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct buffer
buffer_new(struct arena *a, size_t limit)
{
	return (struct buffer){ .arena = a, .limit = limit };
}

static void
grow(struct buffer *b, size_t need)
{
	size_t room = b->room == 0 ? 256 : b->room;
	char *bytes;

	while (room < need)
		room *= 2;
	if (room > b->limit + 1)
		room = b->limit + 1;
	bytes = arena_alloc(b->arena, room, 1);
	if (b->len > 0)
		memcpy(bytes, b->bytes, b->len);
	b->bytes = bytes;
	b->room = room;
}

void
buffer_add(struct buffer *b, const void *bytes, size_t len)
{
	if (b->full || len > b->limit - b->len) {
		b->full = true;
		return;
	}
	if (len == 0)
		return;
	if (b->len + len + 1 > b->room)
		grow(b, b->len + len + 1);
	memcpy(b->bytes + b->len, bytes, len);
	b->len += len;
	b->bytes[b->len] = '\0';
}

void
buffer_text(struct buffer *b, const char *text)
{
	buffer_add(b, text, strlen(text));
}

void
buffer_char(struct buffer *b, char c)
{
	buffer_add(b, &c, 1);
}

void
buffer_number(struct buffer *b, int64_t number)
{
	char digits[24];
	char *end = digits + sizeof digits, *at = end;
	uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;

	do
		*--at = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (number < 0)
		*--at = '-';
	buffer_add(b, at, (size_t)(end - at));
}

void
buffer_format(struct buffer *b, const char *fmt, ...)
{
	char small[256];
	va_list args, again;
	int len;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(small, sizeof small, fmt, args);
	va_end(args);
	if (len >= 0 && (size_t)len < sizeof small) {
		buffer_add(b, small, (size_t)len);
	} else if (len >= 0) {
		char *large = arena_alloc(b->arena, (size_t)len + 1, 1);

		vsnprintf(large, (size_t)len + 1, fmt, again);
		buffer_add(b, large, (size_t)len);
	}
	va_end(again);
}

const char *
buffer_string(const struct buffer *b)
{
	return b->bytes == NULL ? "" : b->bytes;
}
