/* Entity tags: which version of a thing an answer shows (RFC 9110 8.8.3), and
 * what the asker says about the version it has. */
#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "crypto/digest.h"
#include "web/request.h"
#include "web/response.h"

static const char *version_text(struct arena *, const char *fmt, va_list) PRINTF_LIKE(2, 0);
static const char *full_version(const struct response *, const char *fmt, va_list) PRINTF_LIKE(2, 0);

static const char *
version_text(struct arena *a, const char *fmt, va_list args)
{
	char version[128];
	int len = vsnprintf(version, sizeof version, fmt, args);

	assert(len > 0 && (size_t)len < sizeof version && strpbrk(version, "\"\\, ") == NULL);
	return arena_dup(a, version);
}

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

/* The version of what is shown, that of its surroundings (edition, variant)
 * included. A variant may hold what only its owner knows, so of that a digest is
 * told; what everybody gets alike needs none. */
static const char *
full_version(const struct response *rs, const char *fmt, va_list args)
{
	const char *version = version_text(rs->arena, fmt, args), *whole;

	if (rs->edition != NULL)
		version = arena_text(rs->arena, "%s.%s", version, rs->edition);
	if (rs->variant == NULL)
		return version;
	whole = arena_text(rs->arena, "%s %s", version, rs->variant);
	return arena_copy(rs->arena, digest_hex(rs->arena, whole, strlen(whole)), 20);
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
response_unchanged(struct response *rs, const char *fmt, ...)
{
	const char *tag;
	va_list args;

	va_start(args, fmt);
	tag = arena_text(rs->arena, "\"%s\"", full_version(rs, fmt, args));
	va_end(args);
	set_tag(rs, tag);
	if (!has_already(rs, tag))
		return false;
	rs->status = 304;
	return true;
}

static const char *
aging_tag(const struct response *rs, const char *version, int64_t until)
{
	return arena_text(rs->arena, "\"%s-%" PRIx64 "\"", version, (uint64_t)until);
}

/* Until when the asker's copy of this version stands, as its tag says; INT64_MIN
 * when it has none. */
static int64_t
find_end(const struct response *rs, const char *version)
{
	const char *list = rs->request->if_none_match;
	const char *opening = arena_text(rs->arena, "\"%s-", version);
	const char *tag = list == NULL ? NULL : strstr(list, opening);

	return tag == NULL ? INT64_MIN : (int64_t)strtoull(tag + strlen(opening), NULL, 16);
}

bool
response_stands(struct response *rs, int64_t now, const char *fmt, ...)
{
	const char *version, *tag;
	int64_t until;
	va_list args;

	va_start(args, fmt);
	version = full_version(rs, fmt, args);
	va_end(args);
	until = find_end(rs, version);
	tag = aging_tag(rs, version, until);
	if (until <= now || !has_already(rs, tag))
		return false;
	set_tag(rs, tag);
	rs->status = 304;
	return true;
}

void
response_lasts(struct response *rs, int64_t until, const char *fmt, ...)
{
	const char *tag;
	va_list args;

	va_start(args, fmt);
	tag = aging_tag(rs, full_version(rs, fmt, args), until);
	va_end(args);
	set_tag(rs, tag);
	if (has_already(rs, tag))
		rs->status = 304;
}

bool
response_known(struct response *rs, const char *fmt, ...)
{
	const char *tag;
	va_list args;

	va_start(args, fmt);
	tag = arena_text(rs->arena, "\"%s\"", version_text(rs->arena, fmt, args));
	va_end(args);
	response_header(rs, "ETag", tag);
	if (!method_is_safe(rs->request->method) || !has_already(rs, tag))
		return false;
	rs->status = 304;
	return true;
}

enum err
response_match(struct response *rs, const char *fmt, ...)
{
	const char *tag, *wanted = rs->request->if_match;
	va_list args;

	va_start(args, fmt);
	tag = arena_text(rs->arena, "\"%s\"", version_text(rs->arena, fmt, args));
	va_end(args);
	if (wanted == NULL)
		return refuse(rs, ERR_INVALID, 428, "Say with If-Match which version you are changing.");
	if (!names_tag(wanted, tag))
		return refuse(rs, ERR_CONFLICT, 412, "It has changed since you read it. Read it again.");
	return OK;
}
