/* Reading .mo files. Offsets and lengths are checked once, at the start: each
 * text must lie in the file and end in a NUL, and the originals must be sorted,
 * since they are searched by halves. */
#include "view/catalogue.h"

#include <string.h>

#include "base/text.h"
#include "view/plural.h"

#define MAGIC 0x950412deu
#define CONTEXT_END '\4'

struct catalogue {
	const unsigned char *bytes;
	size_t len;
	uint32_t (*number)(const unsigned char *); /* reads in the file's byte order */
	uint32_t count;
	uint32_t originals; /* offsets of the two tables */
	uint32_t translations;
	struct plural *plural;
};

static uint32_t
read_little(const unsigned char *b)
{
	return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static uint32_t
read_big(const unsigned char *b)
{
	return (uint32_t)b[3] | (uint32_t)b[2] << 8 | (uint32_t)b[1] << 16 | (uint32_t)b[0] << 24;
}

/* A table's i-th text and its length, NULs between plural forms included. */
static const char *
text_at(const struct catalogue *c, uint32_t table, uint32_t i, size_t *len)
{
	const unsigned char *row = c->bytes + table + (size_t)i * 8;

	*len = c->number(row);
	return (const char *)c->bytes + c->number(row + 4);
}

static bool
table_fits(const struct catalogue *c, uint32_t table)
{
	return table <= c->len && c->count <= (c->len - table) / 8;
}

static bool
texts_fit(const struct catalogue *c, uint32_t table)
{
	for (uint32_t i = 0; i < c->count; i++) {
		const unsigned char *row = c->bytes + table + (size_t)i * 8;
		uint32_t len = c->number(row), offset = c->number(row + 4);

		if (offset >= c->len || len >= c->len - offset || c->bytes[offset + len] != '\0')
			return false;
	}
	return true;
}

/* Each original less than the next; and text all of it, NULs aside. */
static bool
texts_are_sound(const struct catalogue *c)
{
	const char *text, *before = NULL;
	size_t len;

	for (uint32_t i = 0; i < c->count; i++) {
		text = text_at(c, c->originals, i, &len);
		if (before != NULL && strcmp(before, text) >= 0)
			return false;
		before = text;
		text = text_at(c, c->translations, i, &len);
		for (size_t at = 0; at < len; at += strlen(text + at) + 1)
			if (!utf8_valid(text + at, strlen(text + at)))
				return false;
	}
	return true;
}

/* The header is the translation of the empty text; one of its lines holds the
 * plural rule. */
static enum err
read_plural(struct catalogue *c, struct arena *a)
{
	static const char field[] = "Plural-Forms:";
	const char *line = catalogue_text(c, NULL, "", 0);

	for (; line != NULL && *line != '\0'; line += strspn(line, "\n")) {
		size_t len = strcspn(line, "\n");

		if (strncmp(line, field, sizeof field - 1) == 0)
			return plural_read(a, line + sizeof field - 1, len - (sizeof field - 1), &c->plural);
		line += len;
	}
	return OK;
}

static const char *
complaint(struct catalogue *c, struct arena *a)
{
	if (c->len < 28 || (read_little(c->bytes) != MAGIC && read_big(c->bytes) != MAGIC))
		return "not a .mo file";
	c->number = read_little(c->bytes) == MAGIC ? read_little : read_big;
	if (c->number(c->bytes + 4) >> 16 > 1)
		return "a .mo file of an unknown revision";
	c->count = c->number(c->bytes + 8);
	c->originals = c->number(c->bytes + 12);
	c->translations = c->number(c->bytes + 16);
	if (!table_fits(c, c->originals) || !table_fits(c, c->translations) || !texts_fit(c, c->originals)
	    || !texts_fit(c, c->translations))
		return "a damaged .mo file: texts lie outside of it";
	if (!texts_are_sound(c))
		return "a damaged .mo file: texts are not sorted, or not UTF-8";
	if (read_plural(c, a) != OK)
		return "its Plural-Forms cannot be understood";
	return NULL;
}

enum err
catalogue_read(struct arena *a, const void *bytes, size_t len, struct catalogue **out, const char **why)
{
	struct catalogue *c = arena_make(a, struct catalogue);
	const char *wrong;

	c->bytes = bytes;
	c->len = len;
	if ((wrong = complaint(c, a)) != NULL) {
		*why = wrong;
		return ERR_INVALID;
	}
	*out = c;
	return OK;
}

/* Compares an original with a context and a text as gettext joins them. */
static int
compare(const char *original, const char *context, const char *text)
{
	size_t len = context == NULL ? 0 : strlen(context);
	int order;

	if (context == NULL)
		return strcmp(original, text);
	if ((order = strncmp(original, context, len)) != 0)
		return order;
	if (original[len] != CONTEXT_END)
		return (unsigned char)original[len] < CONTEXT_END ? -1 : 1;
	return strcmp(original + len + 1, text);
}

const char *
catalogue_text(const struct catalogue *c, const char *context, const char *text, unsigned form)
{
	uint32_t low = 0, high = c == NULL ? 0 : c->count;
	size_t len;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = compare(text_at(c, c->originals, middle, &len), context, text);

		if (order == 0) {
			const char *found = text_at(c, c->translations, middle, &len), *end = found + len;

			while (form-- > 0)
				if ((found += strlen(found) + 1) > end)
					return NULL;
			return *found == '\0' ? NULL : found;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

unsigned
catalogue_forms(const struct catalogue *c)
{
	return plural_forms(c == NULL ? NULL : c->plural);
}

unsigned
catalogue_form(const struct catalogue *c, uint64_t number)
{
	return plural_form(c == NULL ? NULL : c->plural, number);
}
