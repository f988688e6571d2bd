/* Percent encoding and urlencoded pairs: the one place where text from outside
 * is decoded, once. */
#include "web/pair.h"

#include <string.h>

#include "base/text.h"

const char *
pairs_get(const struct pairs *pairs, const char *name)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (text_equal(pairs->items[i].name, name))
			return pairs->items[i].value;
	return NULL;
}

size_t
pairs_times(const struct pairs *pairs, const char *name)
{
	size_t times = 0;

	for (size_t i = 0; i < pairs->count; i++)
		times += text_equal(pairs->items[i].name, name);
	return times;
}

static int
digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

char *
percent_read(struct arena *a, const char *text, size_t len, bool plus)
{
	char *decoded = arena_alloc(a, len + 1, 1), *out = decoded;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '+' && plus) {
			*out++ = ' ';
		} else if (text[i] == '%') {
			int high = i + 2 < len ? digit_value(text[i + 1]) : -1;
			int low = high < 0 ? -1 : digit_value(text[i + 2]);

			if (low < 0)
				return NULL;
			*out++ = (char)(high << 4 | low);
			i += 2;
		} else {
			*out++ = text[i];
		}
	}
	return utf8_valid(decoded, (size_t)(out - decoded)) ? decoded : NULL;
}

char *
percent_write(struct arena *a, const char *text)
{
	static const char digits[] = "0123456789ABCDEF";
	char *encoded = arena_alloc(a, strlen(text) * 3 + 1, 1), *out = encoded;

	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
		    || strchr("-._~", c) != NULL) {
			*out++ = *text;
		} else {
			*out++ = '%';
			*out++ = digits[c >> 4];
			*out++ = digits[c & 15];
		}
	}
	return encoded;
}

static bool
read_pair(struct arena *a, const char *text, size_t len, struct pair *out)
{
	const char *equals = memchr(text, '=', len);
	size_t name_len = equals == NULL ? len : (size_t)(equals - text);
	size_t value_len = equals == NULL ? 0 : len - name_len - 1;
	char *name = percent_read(a, text, name_len, true);
	char *value = percent_read(a, text + (len - value_len), value_len, true);

	if (name == NULL || value == NULL)
		return false;
	*out = (struct pair){ name, value };
	return true;
}

enum err
pairs_read(struct arena *a, const char *text, size_t len, struct pairs *out)
{
	struct pairs read = { arena_alloc(a, PAIRS_MAX, sizeof *read.items), 0 };
	const char *end = text + len;

	while (text < end) {
		const char *stop = memchr(text, '&', (size_t)(end - text));
		size_t piece = (size_t)((stop == NULL ? end : stop) - text);

		if (piece > 0) {
			if (read.count == PAIRS_MAX || !read_pair(a, text, piece, &read.items[read.count]))
				return ERR_INVALID;
			read.count++;
		}
		text += piece + 1;
	}
	*out = read;
	return OK;
}
