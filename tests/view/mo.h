/* Builds .mo files in memory, sound ones and others. */
#ifndef HORA_TESTS_VIEW_MO_H
#define HORA_TESTS_VIEW_MO_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* An original and its translation, with their lengths, since plural forms are
 * joined by NULs. */
struct mo_text {
	const char *original;
	size_t original_len;
	const char *translation;
	size_t translation_len;
};

#define MO_TEXT(original, translation) \
	{ \
		original, sizeof original - 1, translation, sizeof translation - 1 \
	}

/* Writes a number in the file's byte order. */
static inline void
mo_number(unsigned char *at, uint32_t number, bool big)
{
	for (int i = 0; i < 4; i++)
		at[big ? 3 - i : i] = (unsigned char)(number >> 8 * i);
}

/* Builds a file of texts, which the caller has sorted. */
static inline unsigned char *
mo_build(struct arena *a, const struct mo_text *texts, size_t count, bool big, size_t *len)
{
	unsigned char *bytes = arena_alloc(a, 1 << 16, 1);
	const uint32_t header[7] = { 0x950412de, 0, (uint32_t)count, 28, 28 + 8 * (uint32_t)count, 0, 0 };
	uint32_t end = 28 + 16 * (uint32_t)count;

	for (size_t i = 0; i < 7; i++)
		mo_number(bytes + 4 * i, header[i], big);
	for (size_t i = 0; i < 2 * count; i++) {
		const struct mo_text *text = &texts[i % count];
		const char *from = i < count ? text->original : text->translation;
		size_t size = i < count ? text->original_len : text->translation_len;

		mo_number(bytes + 28 + 8 * i, (uint32_t)size, big);
		mo_number(bytes + 28 + 8 * i + 4, end, big);
		memcpy(bytes + end, from, size + 1);
		end += (uint32_t)size + 1;
	}
	*len = end;
	return bytes;
}

#endif
