/* Names, e-mail addresses and phone numbers as typed, brought to one form. */
#include "domain/contact.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

#define NAME_MAX 80
#define EMAIL_BYTES_MAX 254
#define EMAIL_LOCAL_MAX 64
#define LABEL_MAX 63
#define PHONE_DIGITS_MIN 7
#define PHONE_DIGITS_MAX 15

/* How numbers are written inside a country, for those typed without +. */
static const struct country {
	const char *code;
	const char *trunk;  /* dialled first inside the country, dropped outside */
	size_t least, most; /* digits without it */
} countries[] = {
	{ "1", "1", 10, 10 }, { "30", "", 10, 10 }, { "31", "0", 9, 9 },   { "32", "0", 8, 9 },
	{ "33", "0", 9, 9 },  { "34", "", 9, 9 },   { "351", "", 9, 9 },   { "352", "", 6, 9 },
	{ "353", "0", 7, 9 }, { "39", "", 6, 11 },  { "41", "0", 9, 9 },   { "43", "0", 7, 13 },
	{ "44", "0", 9, 10 }, { "45", "", 8, 8 },   { "46", "0", 7, 9 },   { "47", "", 8, 8 },
	{ "48", "", 9, 9 },   { "49", "0", 6, 13 }, { "55", "0", 10, 11 }, { "61", "0", 9, 9 },
	{ "64", "0", 8, 10 }, { "65", "", 8, 8 },   { "66", "0", 8, 9 },   { "81", "0", 9, 10 },
	{ "82", "0", 8, 10 }, { "852", "", 8, 8 },  { "853", "", 8, 8 },   { "886", "0", 8, 9 },
};

static bool
is_space(uint32_t point)
{
	return point == ' ' || point == 0xa0 || point == 0x3000 || (point >= 0x2000 && point <= 0x200a);
}

static bool
turns_direction(uint32_t point)
{
	return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

enum err
contact_name(struct arena *a, const char *text, const char **name, const char **why)
{
	size_t len = text == NULL ? 0 : strlen(text), out = 0, count = 0;
	char *clean = arena_alloc(a, len + 1, 1);
	bool gap = false;

	if (len > 0 && !utf8_valid(text, len)) {
		*why = N_("Type this again: it holds characters that cannot be kept.");
		return ERR_INVALID;
	}
	while (len > 0) {
		uint32_t point;
		size_t step = utf8_read(text, len, &point);

		if (text_is_control(point) || turns_direction(point)) {
			*why = N_("Type the name without control characters.");
			return ERR_INVALID;
		}
		if (is_space(point)) {
			gap = out > 0;
		} else {
			if (gap)
				clean[out++] = ' ';
			count += gap ? 2 : 1;
			gap = false;
			memcpy(clean + out, text, step);
			out += step;
		}
		text += step;
		len -= step;
	}
	if (count == 0 || count > NAME_MAX) {
		*why = count == 0 ? N_("Enter a name.") : N_("Shorten the name to 80 characters.");
		return ERR_INVALID;
	}
	*name = clean;
	return OK;
}

/* Without the white space around it. */
static char *
trim(struct arena *a, const char *text)
{
	size_t len;

	while (*text == ' ' || *text == '\t')
		text++;
	for (len = strlen(text); len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t');)
		len--;
	return arena_copy(a, text, len);
}

static void
lower(char *text)
{
	for (; *text != '\0'; text++)
		if (*text >= 'A' && *text <= 'Z')
			*text = (char)(*text - 'A' + 'a');
}

/* A dot-string of RFC 5321: atoms of letters, digits and some signs. */
static bool
is_local_part(const char *text, size_t len)
{
	if (len == 0 || len > EMAIL_LOCAL_MAX || text[0] == '.' || text[len - 1] == '.')
		return false;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == '.' && text[i + 1] == '.')
			return false;
		if (c <= ' ' || c == 0x7f || strchr("\"(),:;<>@[\\]", c) != NULL)
			return false;
	}
	return true;
}

/* Two labels at least, each 1 to 63 bytes of letters, digits and hyphens. */
static bool
is_domain(const char *text)
{
	size_t dots = 0, label = 0;

	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '.') {
			if (label == 0 || label > LABEL_MAX || text[-1] == '-')
				return false;
			dots++;
			label = 0;
			continue;
		}
		if (c < 0x80 && !(c == '-' && label > 0) && !(c >= '0' && c <= '9')
		    && !(c >= 'a' && c <= 'z'))
			return false;
		label++;
	}
	return dots > 0 && label > 1 && label <= LABEL_MAX && text[-1] != '-';
}

/* Nothing that could not be seen, nor turn what is shown after it. */
static bool
is_visible(const char *text, size_t len)
{
	while (len > 0) {
		uint32_t point;
		size_t step = utf8_read(text, len, &point);

		if (step == 0 || text_is_control(point) || turns_direction(point) || is_space(point))
			return false;
		text += step;
		len -= step;
	}
	return true;
}

enum err
contact_email(struct arena *a, const char *text, const char **address, const char **key, const char **why)
{
	char *whole = trim(a, text == NULL ? "" : text), *at, *folded;
	size_t len = strlen(whole);

	*why = N_("Enter an e-mail address like name@example.org.");
	if (len == 0 || len > EMAIL_BYTES_MAX || !is_visible(whole, len)
	    || (at = strrchr(whole, '@')) == NULL)
		return ERR_INVALID;
	lower(at);
	if (!is_local_part(whole, (size_t)(at - whole)) || !is_domain(at + 1))
		return ERR_INVALID;
	folded = arena_dup(a, whole);
	lower(folded);
	*address = whole;
	*key = folded;
	return OK;
}

/* Keeps the digits. False when something stands there that no number has. */
static bool
take_digits(const char *text, char *digits, size_t room)
{
	size_t count = 0;

	for (; *text != '\0'; text++) {
		if (*text >= '0' && *text <= '9') {
			if (count + 1 == room)
				return false;
			digits[count++] = *text;
		} else if (strchr(" .-/()", *text) == NULL) {
			return false;
		}
	}
	digits[count] = '\0';
	return true;
}

/* A number of the studio's own country. */
static const char *
national_number(struct arena *a, const char *digits, const char *code)
{
	for (size_t i = 0; i < sizeof countries / sizeof *countries; i++) {
		const struct country *c = &countries[i];
		size_t trunk = strlen(c->trunk), len;

		if (!text_equal(c->code, code))
			continue;
		if (trunk > 0 && text_starts(digits, c->trunk))
			digits += trunk;
		len = strlen(digits);
		return len >= c->least && len <= c->most ? arena_text(a, "+%s%s", code, digits) : NULL;
	}
	return NULL;
}

enum err
contact_phone(struct arena *a, const char *text, const char *calling_code, const char **number,
	      const char **why)
{
	char *typed = trim(a, text == NULL ? "" : text);
	bool plus = typed[0] == '+';
	char digits[2 * PHONE_DIGITS_MAX];
	const char *found = NULL;

	*why = N_("Enter a phone number with its country code, like +351 912 345 678.");
	if (!take_digits(typed + plus, digits, sizeof digits))
		return ERR_INVALID;
	if (plus)
		found = arena_text(a, "+%s", digits);
	else if (text_starts(digits, "00"))
		found = arena_text(a, "+%s", digits + 2);
	else
		found = national_number(a, digits, calling_code);
	if (found == NULL || found[1] == '0' || strlen(found) - 1 < PHONE_DIGITS_MIN
	    || strlen(found) - 1 > PHONE_DIGITS_MAX)
		return ERR_INVALID;
	*number = found;
	return OK;
}

/* Does it begin with a Chinese character (Unicode: CJK Unified Ideographs and
 * their extensions)? */
static bool
is_han(const char *name)
{
	uint32_t point;

	return utf8_read(name, strlen(name), &point) > 0
	       && ((point >= 0x3400 && point <= 0x9fff) || (point >= 0x20000 && point <= 0x323af));
}

const char *
contact_whole_name(struct arena *a, const char *first, const char *last)
{
	if (text_is_empty(first))
		return text_is_empty(last) ? "" : last;
	if (text_is_empty(last))
		return first;
	if (is_han(first) && is_han(last))
		return arena_text(a, "%s%s", last, first);
	return arena_text(a, "%s %s", first, last);
}
