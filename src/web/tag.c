/* Entity tags: which version of a thing an answer shows (RFC 9110 8.8.3), and
 * what the asker says about the version it has. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "crypto/digest.h"
#include "web/request.h"
#include "web/response.h"

#define TAG_BYTES_MAX 256
#define WHOLE_BYTES_MAX 8192 /* of what a tag is a digest of */

/* True when a list of entity tags names this one, or is a *. The weak mark is
 * passed over: nginx sets it when it compresses, and our versions stay the
 * row's own. */
static bool
names_tag(const char *list, const char *tag)
{
	size_t len = strlen(tag);

	if (text_equal(list, "*"))
		return true;
	while (*list != '\0') {
		list += strspn(list, ", \t");
		list += text_starts(list, "W/") ? 2 : 0;
		if (strncmp(list, tag, len) == 0 && strchr(", \t", list[len]) != NULL)
			return true;
		list += strcspn(list, ",");
	}
	return false;
}

/* Adds the version of what is shown, that of its surroundings (edition, variant)
 * included. A variant may hold what only its owner knows, so of that a digest is
 * told; what everybody gets alike needs none. */
static void
add_version(const struct response *rs, const char *version, struct buffer *tag)
{
	struct buffer whole = buffer_new(rs->arena, WHOLE_BYTES_MAX);

	assert(*version != '\0' && strpbrk(version, "\"\\, ") == NULL);
	if (rs->variant == NULL) {
		buffer_text(tag, version);
		if (rs->edition != NULL) {
			buffer_char(tag, '.');
			buffer_text(tag, rs->edition);
		}
		return;
	}
	buffer_format(&whole, "%s.%s %s", version, rs->edition == NULL ? "" : rs->edition, rs->variant);
	assert(!whole.full);
	buffer_add(tag, digest_hex(rs->arena, whole.bytes, whole.len), 20);
}

static const char *
plain_tag(const struct response *rs, const char *version)
{
	struct buffer tag = buffer_new(rs->arena, TAG_BYTES_MAX);

	buffer_char(&tag, '"');
	add_version(rs, version, &tag);
	buffer_char(&tag, '"');
	return buffer_string(&tag);
}

/* Does the asker have what this tag names? */
static bool
has_already(const struct response *rs, const char *tag)
{
	const char *held = rs->request->if_none_match;

	return held != NULL && names_tag(held, tag);
}

static void
set_tag(struct response *rs, const char *tag)
{
	response_header(rs, "ETag", tag);
	rs->cache = CACHE_CHECKED;
}

bool
response_unchanged(struct response *rs, const char *version)
{
	const char *tag = plain_tag(rs, version);

	set_tag(rs, tag);
	if (!has_already(rs, tag))
		return false;
	rs->status = 304;
	return true;
}

/* The version and the moment until which it stands; without one, what such a tag
 * begins with. */
static const char *
aging_tag(const struct response *rs, const char *version, const int64_t *until)
{
	struct buffer tag = buffer_new(rs->arena, TAG_BYTES_MAX);

	buffer_char(&tag, '"');
	add_version(rs, version, &tag);
	buffer_char(&tag, '-');
	if (until != NULL) {
		buffer_number(&tag, *until);
		buffer_char(&tag, '"');
	}
	return buffer_string(&tag);
}

bool
response_stands(struct response *rs, int64_t now, const char *version)
{
	const char *list = rs->request->if_none_match, *opening, *found, *tag;
	int64_t until;

	if (list == NULL)
		return false;
	opening = aging_tag(rs, version, NULL);
	if ((found = strstr(list, opening)) == NULL)
		return false;
	until = strtoll(found + strlen(opening), NULL, 10);
	tag = aging_tag(rs, version, &until);
	if (until <= now || !names_tag(list, tag))
		return false;
	set_tag(rs, tag);
	rs->status = 304;
	return true;
}

void
response_lasts(struct response *rs, int64_t until, const char *version)
{
	const char *tag = aging_tag(rs, version, &until);

	set_tag(rs, tag);
	if (has_already(rs, tag))
		rs->status = 304;
}

/* The row's own version, whoever is shown it in whatever language. */
static const char *
own_tag(const struct response *rs, const char *version)
{
	return arena_text(rs->arena, "\"%s\"", version);
}

bool
response_known(struct response *rs, const char *version)
{
	const char *tag = own_tag(rs, version);

	response_header(rs, "ETag", tag);
	if (!method_is_safe(rs->request->method) || !has_already(rs, tag))
		return false;
	rs->status = 304;
	return true;
}

enum err
response_match(struct response *rs, const char *version)
{
	const char *wanted = rs->request->if_match;

	if (wanted == NULL)
		return refuse(rs, ERR_INVALID, 428, "Say with If-Match which version you are changing.");
	if (!names_tag(wanted, own_tag(rs, version)))
		return refuse(rs, ERR_CONFLICT, 412, "It has changed since you read it. Read it again.");
	return OK;
}
