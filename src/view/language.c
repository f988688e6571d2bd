/* Language tags and negotiation. Each of our languages has a primary subtag of
 * its own, so that RFC 4647 lookup (cut subtags off the end until one matches)
 * comes down to comparing that subtag. */
#include "view/language.h"

#include <stdbool.h>
#include <stddef.h>
#include <strings.h>

struct name {
	const char *tag;
	const char *primary;
	const char *catalogue;
	const char *own;
};

static const struct name names[] = {
	[LANGUAGE_EN] = { "en", "en", "en", "English" },
	[LANGUAGE_PT] = { "pt", "pt", "pt", "Português" },
	[LANGUAGE_ZH_TW] = { "zh-TW", "zh", "zh_TW", "繁體中文" },
};

_Static_assert(sizeof names / sizeof *names == LANGUAGE__MAX, "every language has its names");

const char *
language_tag(enum language language)
{
	return names[language].tag;
}

const char *
language_catalogue(enum language language)
{
	return names[language].catalogue;
}

const char *
language_name(enum language language)
{
	return names[language].own;
}

static bool
is_alphanumeric(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The length of a language range (letters, digits, hyphens) at text. */
static size_t
range_length(const char *text)
{
	size_t len = 0;

	while (is_alphanumeric(text[len]) || text[len] == '-')
		len++;
	return len;
}

/* The language of a range of len bytes; LANGUAGE__MAX when it is none of ours. */
static enum language
lookup(const char *range, size_t len)
{
	for (enum language i = 0; i < LANGUAGE__MAX; i++)
		if (len >= 2 && strncasecmp(range, names[i].primary, 2) == 0 && (len == 2 || range[2] == '-'))
			return i;
	return LANGUAGE__MAX;
}

enum err
language_find(const char *tag, enum language *out)
{
	enum language found;
	size_t len;

	if (tag == NULL)
		return ERR_NOT_FOUND;
	len = range_length(tag);
	if (tag[len] != '\0' || (found = lookup(tag, len)) == LANGUAGE__MAX)
		return ERR_NOT_FOUND;
	*out = found;
	return OK;
}

static const char *
skip_space(const char *at)
{
	while (*at == ' ' || *at == '\t')
		at++;
	return at;
}

/* Reads a weight, "0" to "1" with at most three decimals (RFC 9110 12.4.2), in
 * thousandths; -1 when malformed. *at moves behind it. */
static int
read_weight(const char **at)
{
	const char *text = *at;
	int weight, unit = 100;

	if (*text != '0' && *text != '1')
		return -1;
	weight = (*text++ - '0') * 1000;
	if (*text == '.')
		for (text++; *text >= '0' && *text <= '9' && unit > 0; unit /= 10)
			weight += (*text++ - '0') * unit;
	*at = text;
	return weight <= 1000 ? weight : -1;
}

/* One element of the header: a range and its weight. */
struct wish {
	const char *range;
	size_t len;
	int weight; /* thousandths; -1 = malformed */
};

/* Reads the element at text and returns where the next one begins, NULL at the
 * end of the header. */
static const char *
read_wish(const char *text, struct wish *out)
{
	text = skip_space(text);
	out->range = text;
	out->len = *text == '*' ? 1 : range_length(text);
	out->weight = out->len > 0 ? 1000 : -1;
	text = skip_space(text + out->len);
	if (*text == ';') {
		text = skip_space(text + 1);
		out->weight = -1;
		if ((text[0] == 'q' || text[0] == 'Q') && text[1] == '=') {
			text += 2;
			out->weight = read_weight(&text);
		}
		text = skip_space(text);
	}
	if (*text != ',' && *text != '\0')
		out->weight = -1;
	while (*text != ',' && *text != '\0')
		text++;
	return *text == ',' ? text + 1 : NULL;
}

/* What the header says of a language: its weight (-1: nothing) and at which of
 * its elements it came first. */
struct rank {
	int weight;
	int place;
};

/* Reads the header. Returns the weight of "*", -1 without one. */
static int
read_ranks(const char *accept, struct rank ranks[static LANGUAGE__MAX])
{
	int any = -1;

	for (int place = 0; accept != NULL; place++) {
		struct wish wish;
		enum language language;

		accept = read_wish(accept, &wish);
		language = lookup(wish.range, wish.len);
		if (wish.weight < 0)
			continue;
		if (wish.len == 1 && *wish.range == '*')
			any = wish.weight;
		else if (language != LANGUAGE__MAX && ranks[language].weight < 0)
			ranks[language] = (struct rank){ wish.weight, place };
		else if (language != LANGUAGE__MAX && ranks[language].weight < wish.weight)
			ranks[language].weight = wish.weight;
	}
	return any;
}

/* The best of the header: the greatest weight, the first of equals. "*" stands
 * for every language that is not named, the standard one before all. */
static enum language
best(const char *accept, enum language standard)
{
	struct rank ranks[LANGUAGE__MAX], most = { 0, 0 };
	enum language found = standard, unnamed = LANGUAGE__MAX;
	int any;

	for (enum language i = 0; i < LANGUAGE__MAX; i++)
		ranks[i] = (struct rank){ -1, 0 };
	any = read_ranks(accept, ranks);
	for (enum language i = 0; i < LANGUAGE__MAX; i++) {
		if (ranks[i].weight > most.weight
		    || (ranks[i].weight == most.weight && most.weight > 0 && ranks[i].place < most.place)) {
			most = ranks[i];
			found = i;
		}
		if (ranks[i].weight < 0 && (i == standard || unnamed == LANGUAGE__MAX))
			unnamed = i;
	}
	return any > most.weight && unnamed != LANGUAGE__MAX ? unnamed : found;
}

enum language
language_pick(const char *accept, const char *chosen, enum language standard)
{
	enum language language;

	if (language_find(chosen, &language) == OK)
		return language;
	return accept == NULL ? standard : best(accept, standard);
}
