/* Cookies: RFC 6265 section 4 for what is read and written, 6265bis for the
 * __Host- prefix. */
#include "web/cookie.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

/* RFC 9110 token characters. */
static const char token[] = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/* RFC 6265 cookie-octet: visible ASCII but " , ; and backslash. */
static bool
is_value(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] <= ' ' || text[i] > '~' || strchr("\",;\\", text[i]) != NULL)
			return false;
	return true;
}

/* False when the piece is no name=value of the standard's form. */
static bool
read_cookie(struct arena *a, const char *piece, size_t len, struct pair *out)
{
	const char *equals = memchr(piece, '=', len);
	size_t name_len = equals == NULL ? 0 : (size_t)(equals - piece);
	const char *value = piece + name_len + 1;
	size_t value_len = len - name_len - 1;

	if (name_len == 0 || strspn(piece, token) < name_len || !is_value(value, value_len))
		return false;
	*out = (struct pair){ arena_copy(a, piece, name_len), arena_copy(a, value, value_len) };
	return true;
}

enum err
cookie_read(struct arena *a, const char *header, struct pairs *out)
{
	struct pairs read = { NULL, 0 };
	size_t len;

	*out = read;
	if (text_is_empty(header))
		return OK;
	read.items = arena_alloc(a, PAIRS_MAX, sizeof *read.items);
	for (;; header += len + 1) {
		struct pair pair;

		header += strspn(header, " ");
		len = strcspn(header, ";");
		if (read_cookie(a, header, len, &pair)) {
			if (read.count == PAIRS_MAX
			    || (text_starts(pair.name, "__Host-") && pairs_get(&read, pair.name) != NULL))
				return ERR_INVALID;
			read.items[read.count++] = pair;
		}
		if (header[len] == '\0')
			break;
	}
	*out = read;
	return OK;
}

static void
write_cookie(struct response *rs, const char *name, const char *value, const char *age)
{
	assert(text_starts(name, "__Host-") && name[strspn(name, token)] == '\0');
	if (!is_value(value, strlen(value))) {
		rs->broken = true;
		return;
	}
	response_header(
	    rs, "Set-Cookie",
	    arena_text(rs->arena, "%s=%s; Path=/; Secure; HttpOnly; SameSite=Lax%s", name, value, age));
}

void
cookie_set(struct response *rs, const char *name, const char *value, int64_t seconds)
{
	write_cookie(rs, name, value,
		     seconds == 0 ? "" : arena_text(rs->arena, "; Max-Age=%lld", (long long)seconds));
}

void
cookie_drop(struct response *rs, const char *name)
{
	write_cookie(rs, name, "", "; Max-Age=0");
}
