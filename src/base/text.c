/* UTF-8 as RFC 3629 has it, and the few things done with C strings. The
 * decoder is the one place that knows the byte patterns; everything else walks
 * with it. */
#include "base/text.h"

#include <string.h>
#include <strings.h>

/* One row per sequence length: the lead byte's fixed bits, and the smallest
 * code point that needs that many bytes (anything below is overlong). */
static const struct form {
	unsigned char mask, lead;
	uint32_t least;
} forms[] = {
	{ 0x80, 0x00, 0x0 },
	{ 0xe0, 0xc0, 0x80 },
	{ 0xf0, 0xe0, 0x800 },
	{ 0xf8, 0xf0, 0x10000 },
};

#define FORMS (sizeof forms / sizeof *forms)

static bool
is_scalar(uint32_t point)
{
	return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
}

size_t
utf8_read(const char *text, size_t len, uint32_t *point)
{
	const unsigned char *byte = (const unsigned char *)text;
	size_t n = 0;
	uint32_t value;

	if (len == 0)
		return 0;
	while (n < FORMS && (byte[0] & forms[n].mask) != forms[n].lead)
		n++;
	if (n == FORMS || n >= len)
		return 0;
	value = byte[0] & (unsigned char)~forms[n].mask;
	for (size_t i = 1; i <= n; i++) {
		if ((byte[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (byte[i] & 0x3f);
	}
	if (value < forms[n].least || !is_scalar(value))
		return 0;
	*point = value;
	return n + 1;
}

size_t
utf8_write(char out[4], uint32_t point)
{
	size_t n = FORMS - 1;

	while (point < forms[n].least)
		n--;
	for (size_t i = n; i > 0; i--) {
		out[i] = (char)(0x80 | (point & 0x3f));
		point >>= 6;
	}
	out[0] = (char)(forms[n].lead | point);
	return n + 1;
}

bool
utf8_valid(const char *text, size_t len)
{
	uint32_t point;

	for (size_t at = 0, step; at < len; at += step) {
		step = 1;
		if (text[at] > 0) /* ASCII, as most of it is */
			continue;
		step = utf8_read(text + at, len - at, &point);
		if (step == 0 || point == 0)
			return false;
	}
	return true;
}

size_t
utf8_length(const char *text, size_t len)
{
	size_t points = 0;

	for (size_t i = 0; i < len; i++)
		points += (text[i] & 0xc0) != 0x80;
	return points;
}

bool
text_is_control(uint32_t point)
{
	return point < 0x20 || (point >= 0x7f && point <= 0x9f);
}

bool
text_equal(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool
text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
text_is_empty(const char *text)
{
	return text == NULL || *text == '\0';
}

static bool
is_space(uint32_t point)
{
	return point == ' ' || (point >= '\t' && point <= '\r') || point == 0xa0 || point == 0x3000
	       || (point >= 0x2000 && point <= 0x200a);
}

void
text_trim(const char **text, size_t *len)
{
	size_t first = 0, end = 0, step;
	uint32_t point;

	for (size_t at = 0; at < *len; at += step) {
		step = utf8_read(*text + at, *len - at, &point);
		if (step > 0 && is_space(point))
			continue;
		if (step == 0)
			step = 1;
		if (end == 0)
			first = at;
		end = at + step;
	}
	if (first > 0)
		*text += first;
	*len = end - first;
}

static unsigned char
fold(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool
text_equal_fold(const char *a, const char *b)
{
	while (*a != '\0' && fold(*a) == fold(*b)) {
		a++;
		b++;
	}
	return *a == *b;
}

bool
text_integer(const char *text, size_t len, int64_t *out)
{
	bool negative = len > 0 && text[0] == '-';
	int64_t value = 0;
	size_t at = negative ? 1 : 0;

	if (at == len)
		return false;
	for (; at < len; at++) {
		int digit = text[at] - '0';

		if (digit < 0 || digit > 9)
			return false;
		/* Counted downwards: INT64_MIN has no positive twin. */
		if (__builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, digit, &value))
			return false;
	}
	if (!negative && value == INT64_MIN)
		return false;
	*out = negative ? value : -value;
	return true;
}
