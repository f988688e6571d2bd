/* A recursive descent through RFC 8259 that builds nothing. It runs before
 * json-c sees a byte, because json-c lets pass, replaces or saturates what we
 * refuse; what it counts tells afterwards whether json-c dropped anything. */
#include "base/json_syntax.h"

#include <stdint.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"

struct scan {
	const char *text;
	size_t len, at;
	size_t depth, values, most;
	const char *why;
};

static bool scan_value(struct scan *);

static bool
refuse(struct scan *s, const char *why)
{
	s->why = why;
	return false;
}

/* The next byte, or -1 at the end. */
static int
peek(const struct scan *s)
{
	return s->at < s->len ? (unsigned char)s->text[s->at] : -1;
}

static bool
take(struct scan *s, char c)
{
	if (peek(s) != c)
		return false;
	s->at++;
	return true;
}

static void
skip_space(struct scan *s)
{
	while (take(s, ' ') || take(s, '\t') || take(s, '\n') || take(s, '\r'))
		;
}

static bool
scan_word(struct scan *s, const char *word)
{
	size_t len = strlen(word);

	if (s->len - s->at < len || memcmp(s->text + s->at, word, len) != 0)
		return refuse(s, "A value is expected here.");
	s->at += len;
	return true;
}

static bool
scan_digits(struct scan *s)
{
	size_t from = s->at;

	while (peek(s) >= '0' && peek(s) <= '9')
		s->at++;
	return s->at > from;
}

static bool
scan_number(struct scan *s)
{
	size_t from = s->at;
	bool whole = true;

	take(s, '-');
	if (!take(s, '0') && !scan_digits(s))
		return refuse(s, "A digit is expected here.");
	if (take(s, '.')) {
		whole = false;
		if (!scan_digits(s))
			return refuse(s, "A digit is expected here.");
	}
	if (take(s, 'e') || take(s, 'E')) {
		whole = false;
		if (!take(s, '+'))
			take(s, '-');
		if (!scan_digits(s))
			return refuse(s, "A digit is expected here.");
	}
	if (whole && !text_integer(s->text + from, s->at - from, &(int64_t){ 0 }))
		return refuse(s, "This whole number is too large.");
	return true;
}

/* The four digits after \u. */
static bool
scan_unit(struct scan *s, uint32_t *unit)
{
	static const char digits[] = "0123456789abcdef";

	*unit = 0;
	for (int i = 0; i < 4; i++) {
		int c = peek(s);
		const char *digit = c <= 0 ? NULL : strchr(digits, c >= 'A' && c <= 'F' ? c | 0x20 : c);

		if (digit == NULL)
			return refuse(s, "Four hexadecimal digits are expected after \\u.");
		*unit = *unit << 4 | (uint32_t)(digit - digits);
		s->at++;
	}
	return true;
}

/* What follows a backslash. Escaped UTF-16 must be whole, as raw UTF-8 must. */
static bool
scan_escape(struct scan *s)
{
	static const char lone[] = "A surrogate stands alone.";
	uint32_t unit, low;
	int c = peek(s);

	if (c <= 0 || strchr("\"\\/bfnrtu", c) == NULL)
		return refuse(s, "JSON has no such escape.");
	s->at++;
	if (c != 'u')
		return true;
	if (!scan_unit(s, &unit))
		return false;
	if (unit == 0)
		return refuse(s, "U+0000 is not accepted.");
	if (unit < 0xd800 || unit > 0xdfff)
		return true;
	if (unit > 0xdbff || !take(s, '\\') || !take(s, 'u'))
		return refuse(s, lone);
	if (!scan_unit(s, &low))
		return false;
	return (low >= 0xdc00 && low <= 0xdfff) || refuse(s, lone);
}

static bool
scan_string(struct scan *s)
{
	uint32_t point;
	size_t step;

	if (!take(s, '"'))
		return refuse(s, "A double quote is expected here.");
	while (!take(s, '"')) {
		if (take(s, '\\')) {
			if (!scan_escape(s))
				return false;
			continue;
		}
		step = utf8_read(s->text + s->at, s->len - s->at, &point);
		if (s->at == s->len)
			return refuse(s, "The document ends within a string.");
		if (step == 0)
			return refuse(s, "This is not valid UTF-8.");
		if (point < 0x20)
			return refuse(s, "Control characters in strings must be escaped.");
		s->at += step;
	}
	return true;
}

static bool
scan_member(struct scan *s)
{
	skip_space(s);
	if (!scan_string(s))
		return false;
	skip_space(s);
	if (!take(s, ':'))
		return refuse(s, "A colon is expected here.");
	return scan_value(s);
}

/* The items of an array or object, after its opening bracket. */
static bool
scan_items(struct scan *s, bool (*scan_item)(struct scan *), char end)
{
	if (++s->depth > JSON_DEPTH)
		return refuse(s, "This is nested too deeply.");
	skip_space(s);
	if (!take(s, end)) {
		do {
			if (!scan_item(s))
				return false;
		} while (take(s, ','));
		if (!take(s, end))
			return refuse(s, "A comma or the closing bracket is expected here.");
	}
	s->depth--;
	return true;
}

/* One value with the white space around it. */
static bool
scan_value(struct scan *s)
{
	bool good;

	if (++s->values > s->most)
		return refuse(s, "There are too many values.");
	skip_space(s);
	if (take(s, '{'))
		good = scan_items(s, scan_member, '}');
	else if (take(s, '['))
		good = scan_items(s, scan_value, ']');
	else if (peek(s) == '"')
		good = scan_string(s);
	else if (peek(s) == '-' || (peek(s) >= '0' && peek(s) <= '9'))
		good = scan_number(s);
	else
		good = scan_word(s, peek(s) == 't' ? "true" : peek(s) == 'f' ? "false" : "null");
	skip_space(s);
	return good;
}

bool
json_syntax_check(const char *text, size_t len, struct json_limits limits, struct json_syntax *out)
{
	struct scan s = { .text = text, .len = len, .most = limits.values };
	bool good = len <= limits.bytes || refuse(&s, "The document is too long.");

	good = good && scan_value(&s) && (s.at == len || refuse(&s, "Nothing may follow the value."));
	*out = (struct json_syntax){ .values = s.values, .at = s.at, .why = s.why };
	return good;
}
