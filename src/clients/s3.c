/* One signed request per call. What is kept by browsers is said when an object is
 * put, since whoever hands it out later says no more than the bucket knows. */
#include "clients/s3.h"

#include <string.h>

#include "base/text.h"
#include "crypto/digest.h"
#include "crypto/sigv4.h"

#define SECONDS 30
#define ANSWER_BYTES ((size_t)4 << 20)
#define KEPT "public, max-age=31536000, immutable"

struct s3 {
	const struct s3_bucket *bucket;
	struct http *http;
	const char *host, *folder; /* "host:port", "" or "/BUCKET" */
};

enum err
s3_open(struct arena *a, const struct s3_bucket *bucket, struct s3 **out, const char **why)
{
	struct s3 *s = arena_make(a, struct s3);
	size_t scheme = strlen("https://"), host;
	struct http_rules rules = { .authorities = bucket->authorities };

	if ((*why = http_objection(bucket->url)) != NULL)
		return ERR_INVALID;
	s->bucket = bucket;
	host = strcspn(bucket->url + scheme, "/");
	s->host = arena_copy(a, bucket->url + scheme, host);
	s->folder = bucket->url + scheme + host;
	if (text_equal(s->folder, "/"))
		s->folder = "";
	rules.inside = strchr(s->host, ':') != NULL ? s->host : arena_text(a, "%s:443", s->host);
	*out = s;
	return http_open(a, &rules, &s->http, why);
}

static enum err
judge(struct arena *a, const struct http_answer *answer, const char **why)
{
	const char *code = strstr(answer->body, "<Code>");

	if (answer->status >= 200 && answer->status < 300)
		return OK;
	*why = arena_text(a, "the bucket answers %d %.*s", answer->status,
			  code == NULL ? 0 : (int)strcspn(code + 6, "<\r\n"), code == NULL ? "" : code + 6);
	if (answer->status == 404)
		return ERR_NOT_FOUND;
	return answer->status == 429 || answer->status >= 500 ? ERR_BUSY : ERR_UPSTREAM;
}

static enum err
ask(struct s3 *s, struct arena *a, const char *method, const struct s3_object *object, int64_t now,
    struct http_answer *answer, const char **why)
{
	const struct sigv4_key key = { s->bucket->id, s->bucket->secret, s->bucket->region, "s3" };
	const char *digest = digest_hex(a, object->bytes, object->len), *date = sigv4_date(a, now);
	bool puts = object->bytes != NULL;
	const struct sigv4_call call = { .method = method,
					 .path = arena_text(a, "%s/%s", s->folder, object->name),
					 .digest = digest,
					 .headers = { { "host", s->host },
						      { "x-amz-content-sha256", digest },
						      { "x-amz-date", date },
						      { puts ? "cache-control" : NULL, KEPT },
						      { "content-type", object->type } } };
	struct http_wish wish = {
		.url = arena_text(a, "https://%s%s", s->host, sigv4_target(a, &call)),
		.headers = { arena_text(a, "Authorization: %s", sigv4_authorize(a, &key, &call, now)),
			     arena_text(a, "x-amz-content-sha256: %s", digest),
			     arena_text(a, "x-amz-date: %s", date), puts ? "Cache-Control: " KEPT : NULL },
		.method = method,
		.body = object->bytes,
		.len = object->len,
		.type = object->type,
		.most = ANSWER_BYTES,
		.seconds = SECONDS
	};
	enum err e = http_ask(s->http, a, &wish, answer, why);

	return e == OK ? judge(a, answer, why) : e == ERR_UPSTREAM ? ERR_BUSY : e;
}

enum err
s3_put(struct s3 *s, struct arena *a, const struct s3_object *object, int64_t now, const char **why)
{
	struct http_answer answer;
	enum err e = ask(s, a, "PUT", object, now, &answer, why);

	/* The bucket itself is not there. */
	return e == ERR_NOT_FOUND ? ERR_UPSTREAM : e;
}

enum err
s3_get(struct s3 *s, struct arena *a, const char *name, int64_t now, struct http_answer *out,
       const char **why)
{
	const struct s3_object object = { .name = name };

	return ask(s, a, "GET", &object, now, out, why);
}

enum err
s3_delete(struct s3 *s, struct arena *a, const char *name, int64_t now, const char **why)
{
	const struct s3_object object = { .name = name };
	struct http_answer answer;
	enum err e = ask(s, a, "DELETE", &object, now, &answer, why);

	return e == ERR_NOT_FOUND ? OK : e;
}
