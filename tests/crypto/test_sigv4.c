/* The examples of the Amazon S3 API reference ("Authenticating Requests"), and the
 * escaping they leave out. */
#include "crypto/sigv4.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/digest.h"

#define NOW INT64_C(1369353600) /* 2013-05-24T00:00:00Z */
#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define HOST \
	{ \
		"host", "examplebucket.s3.amazonaws.com" \
	}
#define DATE \
	{ \
		"x-amz-date", "20130524T000000Z" \
	}

static const struct sigv4_key key = { .id = "AKIAIOSFODNN7EXAMPLE",
				      .secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
				      .region = "us-east-1",
				      .service = "s3" };

static void
check(const struct sigv4_call *call, const char *names, const char *signature)
{
	struct arena *a = arena_new();

	assert_string_equal(
	    sigv4_authorize(a, &key, call, NOW),
	    arena_text(a,
		       "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
		       "SignedHeaders=%s, Signature=%s",
		       names, signature));
	arena_free(a);
}

static void
reading_a_range_is_signed_as_published(void **state)
{
	const struct sigv4_call call = {
		.method = "GET",
		.path = "/test.txt",
		.digest = EMPTY,
		.headers = { HOST, { "range", "bytes=0-9" }, { "x-amz-content-sha256", EMPTY }, DATE }
	};

	(void)state;
	check(&call, "host;range;x-amz-content-sha256;x-amz-date",
	      "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
}

static void
writing_is_signed_as_published(void **state)
{
	static const char body[] = "Welcome to Amazon S3.";
	struct arena *a = arena_new();
	const char *digest = digest_hex(a, body, sizeof body - 1);
	/* In an order of their own, with blanks that do not count. */
	const struct sigv4_call call = { .method = "PUT",
					 .path = "/test$file.text",
					 .digest = digest,
					 .headers = { DATE,
						      { "x-amz-storage-class", "  REDUCED_REDUNDANCY " },
						      HOST,
						      { "x-amz-content-sha256", digest },
						      { "date", "Fri, 24  May 2013 00:00:00 GMT" } } };

	(void)state;
	assert_string_equal(sigv4_target(a, &call), "/test%24file.text");
	check(&call, "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
	      "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
	arena_free(a);
}

static void
listing_is_signed_as_published(void **state)
{
	const struct sigv4_call call = { .method = "GET",
					 .path = "/",
					 .digest = EMPTY,
					 .query = { { "prefix", "J" }, { "max-keys", "2" } },
					 .headers = { HOST, { "x-amz-content-sha256", EMPTY }, DATE } };

	(void)state;
	check(&call, "host;x-amz-content-sha256;x-amz-date",
	      "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

static void
a_link_is_signed_as_published(void **state)
{
	struct arena *a = arena_new();
	const struct sigv4_call call = { .method = "GET", .path = "/test.txt", .headers = { HOST } };
	const char *link = sigv4_presign(a, &key, &call, NOW, 86400);

	(void)state;
	assert_string_equal(
	    link, "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
		  "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
		  "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
		  "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
	arena_free(a);
}

static void
what_is_not_plain_is_escaped_once(void **state)
{
	static const struct {
		const char *path;
		struct sigv4_pair query[4];
		const char *want;
	} cases[] = {
		{ "/a b/c+d", { { NULL } }, "/a%20b/c%2Bd" },
		{ "/~a-b_c.d/%2F", { { NULL } }, "/~a-b_c.d/%252F" },
		{ "/\xc3\xa9", { { "x", "" } }, "/%C3%A9?x=" },
		{ "/", { { "b", "2" }, { "b", "10" }, { "a/", "/ &" } }, "/?a%2F=%2F%20%26&b=10&b=2" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sigv4_call call = { .path = cases[i].path };

		memcpy(call.query, cases[i].query, sizeof cases[i].query);
		assert_string_equal(sigv4_target(a, &call), cases[i].want);
	}
	assert_string_equal(sigv4_date(a, 1795212345), "20261120T220545Z");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reading_a_range_is_signed_as_published),
		cmocka_unit_test(writing_is_signed_as_published),
		cmocka_unit_test(listing_is_signed_as_published),
		cmocka_unit_test(a_link_is_signed_as_published),
		cmocka_unit_test(what_is_not_plain_is_escaped_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
