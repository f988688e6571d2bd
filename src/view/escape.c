/* A table per surroundings says what each byte becomes; bytes without an entry
 * are copied in runs. */
#include "view/escape.h"

#include <string.h>

static const char *const html[256] = {
	['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
};

/* RFC 8259 7: quotation mark, reverse solidus and the controls must be escaped. */
static const char *const json[256] = {
	[0x00] = "\\u0000", [0x01] = "\\u0001", [0x02] = "\\u0002", [0x03] = "\\u0003", [0x04] = "\\u0004",
	[0x05] = "\\u0005", [0x06] = "\\u0006", [0x07] = "\\u0007", [0x08] = "\\b",     [0x09] = "\\t",
	[0x0a] = "\\n",     [0x0b] = "\\u000b", [0x0c] = "\\f",     [0x0d] = "\\r",     [0x0e] = "\\u000e",
	[0x0f] = "\\u000f", [0x10] = "\\u0010", [0x11] = "\\u0011", [0x12] = "\\u0012", [0x13] = "\\u0013",
	[0x14] = "\\u0014", [0x15] = "\\u0015", [0x16] = "\\u0016", [0x17] = "\\u0017", [0x18] = "\\u0018",
	[0x19] = "\\u0019", [0x1a] = "\\u001a", [0x1b] = "\\u001b", [0x1c] = "\\u001c", [0x1d] = "\\u001d",
	[0x1e] = "\\u001e", [0x1f] = "\\u001f", ['"'] = "\\\"",     ['\\'] = "\\\\",    ['<'] = "\\u003c",
	['>'] = "\\u003e",  ['&'] = "\\u0026",
};

static const char *const none[256];

static const char *const *const tables[] = {
	[ESCAPE_HTML] = html,
	[ESCAPE_TEXT] = none,
	[ESCAPE_JSON] = json,
};

_Static_assert(sizeof tables / sizeof *tables == ESCAPE__MAX, "every surrounding has its table");

static int
ends_in(const char *name, const char *end)
{
	size_t len = strlen(name), tail = strlen(end);

	return len > tail && strcmp(name + len - tail, end) == 0;
}

enum escape
escape_of(const char *name)
{
	return ends_in(name, ".txt") ? ESCAPE_TEXT : ends_in(name, ".json") ? ESCAPE_JSON : ESCAPE_HTML;
}

void
escape_write(enum escape escape, struct buffer *out, const char *text, size_t len)
{
	const char *const *table = tables[escape];
	size_t done = 0;

	for (size_t i = 0; i < len; i++) {
		const char *stand_in = table[(unsigned char)text[i]];

		if (stand_in == NULL)
			continue;
		buffer_add(out, text + done, i - done);
		buffer_text(out, stand_in);
		done = i + 1;
	}
	buffer_add(out, text + done, len - done);
}
