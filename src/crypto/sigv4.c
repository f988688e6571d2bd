/* The canonical request, the text that is signed, and the key it is signed with,
 * each as the reference spells it. */
#include "crypto/sigv4.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "crypto/digest.h"
#include "crypto/signature.h"

#define REQUEST_BYTES 65536
#define ALGORITHM "AWS4-HMAC-SHA256"

/* Each byte but the unreserved ones as %XX; S3 escapes once, and keeps the slashes
 * of a path. */
static void
escape(struct buffer *out, const char *text, const char *kept)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
		    || strchr(kept, c) != NULL)
			buffer_char(out, (char)c);
		else
			buffer_format(out, "%%%02X", c);
	}
}

static const char *
escaped(struct arena *a, const char *text)
{
	struct buffer out = buffer_new(a, REQUEST_BYTES);

	escape(&out, text, "-._~");
	return buffer_string(&out);
}

static int
compare_pairs(const void *one, const void *other)
{
	const struct sigv4_pair *a = one, *b = other;
	int names = strcmp(a->name, b->name);

	return names != 0 ? names : strcmp(a->value, b->value);
}

static size_t
count_pairs(const struct sigv4_pair *pairs)
{
	size_t count = 0;

	while (pairs[count].name != NULL)
		count++;
	return count;
}

/* A query in order: sorted as it is escaped. */
static const char *
canonical_query(struct arena *a, const struct sigv4_pair *query)
{
	struct buffer out = buffer_new(a, REQUEST_BYTES);
	size_t count = count_pairs(query);
	struct sigv4_pair *sorted = arena_alloc(a, count + 1, sizeof *sorted);

	for (size_t i = 0; i < count; i++)
		sorted[i] = (struct sigv4_pair){ escaped(a, query[i].name), escaped(a, query[i].value) };
	qsort(sorted, count, sizeof *sorted, compare_pairs);
	for (size_t i = 0; i < count; i++)
		buffer_format(&out, "%s%s=%s", i == 0 ? "" : "&", sorted[i].name, sorted[i].value);
	return buffer_string(&out);
}

/* Without blanks around it, runs of them as one. */
static void
write_value(struct buffer *out, const char *value)
{
	value += strspn(value, " ");
	while (*value != '\0') {
		size_t word = strcspn(value, " ");

		buffer_add(out, value, word);
		value += word;
		value += strspn(value, " ");
		if (*value != '\0')
			buffer_char(out, ' ');
	}
}

/* The headers in order, a line each; *names: "host;x-amz-date". */
static const char *
canonical_headers(struct arena *a, const struct sigv4_pair *headers, const char **names)
{
	struct buffer out = buffer_new(a, REQUEST_BYTES), list = buffer_new(a, REQUEST_BYTES);
	size_t count = count_pairs(headers);
	struct sigv4_pair *sorted = arena_alloc(a, count + 1, sizeof *sorted);

	for (size_t i = 0; i < count; i++)
		sorted[i] = headers[i];
	qsort(sorted, count, sizeof *sorted, compare_pairs);
	for (size_t i = 0; i < count; i++) {
		buffer_format(&out, "%s:", sorted[i].name);
		write_value(&out, sorted[i].value);
		buffer_char(&out, '\n');
		buffer_format(&list, "%s%s", i == 0 ? "" : ";", sorted[i].name);
	}
	*names = buffer_string(&list);
	return buffer_string(&out);
}

static const char *
canonical_path(struct arena *a, const char *path)
{
	struct buffer out = buffer_new(a, REQUEST_BYTES);

	escape(&out, path, "-._~/");
	return buffer_string(&out);
}

char *
sigv4_date(struct arena *a, int64_t now)
{
	int64_t day = now / 86400, second = now % 86400;
	struct civil date = date_civil(day);

	return arena_text(a, "%04d%02d%02dT%02d%02d%02dZ", date.year, date.month, date.day,
			  (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

/* "20130524/us-east-1/s3/aws4_request" */
static const char *
scope_of(struct arena *a, const struct sigv4_key *key, const char *date)
{
	return arena_text(a, "%.8s/%s/%s/aws4_request", date, key->region, key->service);
}

/* A key made of the secret and, one after the other, the scope's parts. */
static const char *
sign(struct arena *a, const struct sigv4_key *key, const char *date, const char *text)
{
	const char *secret = arena_text(a, "AWS4%s", key->secret);
	const char *const parts[] = { arena_copy(a, date, 8), key->region, key->service, "aws4_request",
				      text };
	unsigned char last[DIGEST_SIZE];

	if (!signature_make_with(secret, strlen(secret), parts[0], strlen(parts[0]), last))
		abort();
	for (size_t i = 1; i < sizeof parts / sizeof *parts; i++) {
		unsigned char next[DIGEST_SIZE];

		if (!signature_make_with(last, sizeof last, parts[i], strlen(parts[i]), next))
			abort();
		memcpy(last, next, sizeof last);
	}
	return hex_write(a, last, sizeof last);
}

/* The signature of a request; *names are the headers it holds. */
static const char *
sign_call(struct arena *a, const struct sigv4_key *key, const struct sigv4_call *call, const char *date,
	  const char **names)
{
	const char *headers = canonical_headers(a, call->headers, names);
	const char *request =
	    arena_text(a, "%s\n%s\n%s\n%s\n%s\n%s", call->method, canonical_path(a, call->path),
		       canonical_query(a, call->query), headers, *names, call->digest);

	return sign(a, key, date,
		    arena_text(a, ALGORITHM "\n%s\n%s\n%s", date, scope_of(a, key, date),
			       digest_hex(a, request, strlen(request))));
}

char *
sigv4_target(struct arena *a, const struct sigv4_call *call)
{
	const char *query = canonical_query(a, call->query);

	return arena_text(a, "%s%s%s", canonical_path(a, call->path), *query == '\0' ? "" : "?", query);
}

char *
sigv4_authorize(struct arena *a, const struct sigv4_key *key, const struct sigv4_call *call, int64_t now)
{
	const char *date = sigv4_date(a, now), *names;
	const char *signature = sign_call(a, key, call, date, &names);

	return arena_text(a, ALGORITHM " Credential=%s/%s, SignedHeaders=%s, Signature=%s", key->id,
			  scope_of(a, key, date), names, signature);
}

char *
sigv4_presign(struct arena *a, const struct sigv4_key *key, const struct sigv4_call *call, int64_t now,
	      int64_t seconds)
{
	const char *date = sigv4_date(a, now), *names;
	struct sigv4_call with = *call;
	size_t count = count_pairs(with.query);
	const char *signature;
	const struct sigv4_pair proof[] = {
		{ "X-Amz-Algorithm", ALGORITHM },
		{ "X-Amz-Credential", arena_text(a, "%s/%s", key->id, scope_of(a, key, date)) },
		{ "X-Amz-Date", date },
		{ "X-Amz-Expires", arena_text(a, "%lld", (long long)seconds) },
		{ "X-Amz-SignedHeaders", "host" },
	};
	size_t added = sizeof proof / sizeof *proof;

	if (count + added > SIGV4_PAIRS)
		abort();
	memcpy(with.query + count, proof, sizeof proof);
	with.query[count + added] = (struct sigv4_pair){ NULL, NULL };
	with.digest = SIGV4_UNSIGNED;
	signature = sign_call(a, key, &with, date, &names);
	return arena_text(a, "%s&X-Amz-Signature=%s", sigv4_target(a, &with), signature);
}
