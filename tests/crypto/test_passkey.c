/* Passkeys: every way in which an answer can be another one than was asked for,
 * each validly signed. */
#include "crypto/passkey.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/base64url.h"
#include "tests/support/authenticator.h"

static const struct passkey_wish asked = {
	.site = "hora.example",
	.origin = "https://hora.example",
	.challenge = "c29tZXRoaW5nIHJhbmRvbQ",
	.verified = true,
};

#define DEVICE (AUTHENTICATOR_UP | AUTHENTICATOR_UV | AUTHENTICATOR_BE | AUTHENTICATOR_BS)
#define NEW (DEVICE | AUTHENTICATOR_AT)

/* A passkey of that kind, made by rule. */
static struct passkey
make(struct arena *a, struct authenticator *device, uint32_t count)
{
	struct passkey_answer answer = authenticator_register(
	    a, device,
	    &(struct gesture){ authenticator_client(a, "webauthn.create", &asked), asked.site, NEW, count });
	struct passkey passkey;

	assert_int_equal(passkey_read(a, &asked, &answer, &passkey), OK);
	return passkey;
}

static enum err
use(struct arena *a, struct authenticator *device, const struct passkey *known, struct gesture gesture)
{
	struct passkey_answer answer;
	struct passkey seen;

	if (gesture.client == NULL)
		gesture.client = authenticator_client(a, "webauthn.get", &asked);
	if (gesture.site == NULL)
		gesture.site = asked.site;
	answer = authenticator_sign(a, device, &gesture);
	return passkey_check(a, &asked, &answer, known, &seen);
}

static void
each_kind_of_key_is_taken_and_signs(void **state)
{
	static const int algorithms[] = { PASSKEY_EDDSA, PASSKEY_ES256, PASSKEY_RS256 };
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
		struct authenticator *device = authenticator_new(a, algorithms[i]);
		struct authenticator *twin = authenticator_new(a, algorithms[i]);
		struct passkey passkey = make(a, device, 0);

		assert_int_equal(passkey.algorithm, algorithms[i]);
		assert_true(passkey.portable && passkey.copied);
		assert_int_equal(use(a, device, &passkey, (struct gesture){ .flags = DEVICE }), OK);
		assert_int_equal(use(a, twin, &passkey, (struct gesture){ .flags = DEVICE }), ERR_DENIED);
	}
	arena_free(a);
}

#define SAID(type, challenge, origin, rest) \
	"{\"type\":\"" type "\",\"challenge\":\"" challenge "\",\"origin\":\"" origin "\"" rest "}"
#define GET "webauthn.get"
#define CHALLENGE "c29tZXRoaW5nIHJhbmRvbQ"
#define ORIGIN "https://hora.example"

static const struct {
	const char *name, *client, *site;
	unsigned flags;
} forgeries[] = {
	{ "another site", NULL, "evil.example", DEVICE },
	{ "nobody there", NULL, NULL, DEVICE & ~AUTHENTICATOR_UP },
	{ "nobody verified", NULL, NULL, DEVICE & ~AUTHENTICATOR_UV },
	{ "copied but not portable", NULL, NULL, DEVICE & ~AUTHENTICATOR_BE },
	{ "portable no longer", NULL, NULL, AUTHENTICATOR_UP | AUTHENTICATOR_UV },
	{ "another type", SAID("webauthn.create", CHALLENGE, ORIGIN, ""), NULL, DEVICE },
	{ "another challenge", SAID(GET, "c29tZXRoaW5nIHJhbmRvbA", ORIGIN, ""), NULL, DEVICE },
	{ "no challenge", "{\"type\":\"" GET "\",\"origin\":\"" ORIGIN "\"}", NULL, DEVICE },
	{ "another origin", SAID(GET, CHALLENGE, ORIGIN ".evil.example", ""), NULL, DEVICE },
	{ "another port", SAID(GET, CHALLENGE, ORIGIN ":8443", ""), NULL, DEVICE },
	{ "in a frame", SAID(GET, CHALLENGE, ORIGIN, ",\"crossOrigin\":true"), NULL, DEVICE },
	{ "in somebody's frame", SAID(GET, CHALLENGE, ORIGIN, ",\"topOrigin\":\"" ORIGIN "\""), NULL,
	  DEVICE },
	{ "said twice", SAID(GET, CHALLENGE, "https://evil.example", ",\"origin\":\"" ORIGIN "\""), NULL,
	  DEVICE },
	{ "a word for a truth", SAID(GET, CHALLENGE, ORIGIN, ",\"crossOrigin\":\"false\""), NULL, DEVICE },
	{ "a list", "[\"" GET "\"]", NULL, DEVICE },
	{ "nothing", "", NULL, DEVICE },
	{ "something after", SAID(GET, CHALLENGE, ORIGIN, "") " {}", NULL, DEVICE },
};

/* Each is signed by the right key over exactly what is sent. */
static void
a_signature_under_anything_but_what_was_asked_is_refused(void **state)
{
	struct arena *a = arena_new();
	struct authenticator *device = authenticator_new(a, PASSKEY_ES256);
	struct passkey passkey = make(a, device, 0);

	(void)state;
	for (size_t i = 0; i < sizeof forgeries / sizeof *forgeries; i++) {
		print_message("%s\n", forgeries[i].name);
		assert_int_equal(
		    use(a, device, &passkey,
			(struct gesture){ forgeries[i].client, forgeries[i].site, forgeries[i].flags, 0 }),
		    ERR_DENIED);
	}
	arena_free(a);
}

static void
an_older_browser_that_does_not_speak_of_frames_is_believed(void **state)
{
	struct arena *a = arena_new();
	struct authenticator *device = authenticator_new(a, PASSKEY_ES256);
	struct passkey passkey = make(a, device, 0);

	(void)state;
	assert_int_equal(use(a, device, &passkey,
			     (struct gesture){ .client = SAID(GET, CHALLENGE, ORIGIN, ""), .flags = DEVICE }),
			 OK);
	arena_free(a);
}

static void
a_counter_that_does_not_grow_is_refused(void **state)
{
	static const struct {
		uint32_t known, seen;
		enum err want;
	} cases[] = {
		{ 0, 0, OK },         { 0, 1, OK },         { 5, 6, OK },         { 5, UINT32_MAX, OK },
		{ 5, 5, ERR_DENIED }, { 5, 4, ERR_DENIED }, { 5, 0, ERR_DENIED },
	};
	struct arena *a = arena_new();
	struct authenticator *device = authenticator_new(a, PASSKEY_ES256);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct passkey passkey = make(a, device, cases[i].known);

		assert_int_equal(passkey.count, cases[i].known);
		assert_int_equal(
		    use(a, device, &passkey, (struct gesture){ .flags = DEVICE, .count = cases[i].seen }),
		    cases[i].want);
	}
	arena_free(a);
}

/* Every byte of the three parts matters. */
static void
no_changed_byte_of_a_log_in_is_overlooked(void **state)
{
	struct arena *a = arena_new();
	struct authenticator *device = authenticator_new(a, PASSKEY_EDDSA);
	struct passkey passkey = make(a, device, 0), seen;
	struct passkey_answer right = authenticator_sign(
	    a, device,
	    &(struct gesture){ authenticator_client(a, "webauthn.get", &asked), asked.site, DEVICE, 9 });

	(void)state;
	assert_int_equal(passkey_check(a, &asked, &right, &passkey, &seen), OK);
	assert_int_equal(seen.count, 9);
	for (int part = 0; part < 3; part++) {
		struct passkey_answer wrong = right;
		const char **field = part == 0   ? &wrong.client
				     : part == 1 ? &wrong.authenticator
						 : &wrong.signature;
		unsigned char *bytes;
		size_t len;

		assert_true(base64url_read(a, *field, strlen(*field), &bytes, &len));
		for (size_t i = 0; i < len; i++) {
			bytes[i] ^= 1;
			*field = base64url_write(a, bytes, len);
			assert_int_equal(passkey_check(a, &asked, &wrong, &passkey, &seen), ERR_DENIED);
			bytes[i] ^= 1;
		}
		*field = base64url_write(a, bytes, len - 1);
		assert_int_equal(passkey_check(a, &asked, &wrong, &passkey, &seen), ERR_DENIED);
		*field = NULL;
		assert_int_equal(passkey_check(a, &asked, &wrong, &passkey, &seen), ERR_DENIED);
	}
	arena_free(a);
}

static void
a_new_passkey_out_of_order_is_refused(void **state)
{
	static const struct {
		const char *name, *type, *site;
		unsigned flags;
	} cases[] = {
		{ "a log-in", "webauthn.get", "hora.example", NEW },
		{ "another site", "webauthn.create", "evil.example", NEW },
		{ "nobody there", "webauthn.create", "hora.example", NEW & ~AUTHENTICATOR_UP },
		{ "nobody verified", "webauthn.create", "hora.example", NEW & ~AUTHENTICATOR_UV },
		{ "no passkey in it", "webauthn.create", "hora.example", DEVICE },
		{ "copied but not portable", "webauthn.create", "hora.example", NEW & ~AUTHENTICATOR_BE },
	};
	struct arena *a = arena_new();
	struct authenticator *device = authenticator_new(a, PASSKEY_ES256);
	struct passkey passkey = { .id = NULL };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct passkey_answer answer =
		    authenticator_register(a, device,
					   &(struct gesture){ authenticator_client(a, cases[i].type, &asked),
							      cases[i].site, cases[i].flags, 0 });

		print_message("%s\n", cases[i].name);
		assert_int_equal(passkey_read(a, &asked, &answer, &passkey), ERR_INVALID);
		assert_null(passkey.id);
	}
	arena_free(a);
}

/* The same new passkey with its authenticator data cut to n bytes and the last
 * one changed. */
static enum err
read_changed(struct arena *a, struct passkey_answer answer, size_t n, unsigned char change)
{
	struct passkey passkey;
	unsigned char *bytes;
	size_t len;

	assert_true(base64url_read(a, answer.authenticator, strlen(answer.authenticator), &bytes, &len));
	assert_true(n <= len);
	if (n > 0)
		bytes[n - 1] ^= change;
	answer.authenticator = base64url_write(a, bytes, n);
	return passkey_read(a, &asked, &answer, &passkey);
}

#define NEW_SIZE (37 + 16 + 2 + 16 + 77) /* head, model, length and id, an ES256 key */

static void
a_new_passkey_cut_anywhere_or_off_the_curve_is_refused(void **state)
{
	struct arena *a = arena_new();
	struct passkey_answer answer = authenticator_register(
	    a, authenticator_new(a, PASSKEY_ES256),
	    &(struct gesture){ authenticator_client(a, "webauthn.create", &asked), asked.site, NEW, 0 });

	(void)state;
	assert_int_equal(read_changed(a, answer, NEW_SIZE, 0), OK);
	for (size_t n = 0; n < NEW_SIZE; n++)
		assert_int_equal(read_changed(a, answer, n, 0), ERR_INVALID);
	/* The key ends with the point's y. */
	assert_int_equal(read_changed(a, answer, NEW_SIZE, 1), ERR_INVALID);
	arena_free(a);
}

/* What follows the key must be announced as extensions, and these must follow. */
static void
only_extensions_follow_a_key(void **state)
{
	struct arena *a = arena_new();
	struct passkey passkey;

	(void)state;
	for (unsigned more = 0; more <= 1; more++)
		for (unsigned flag = 0; flag <= 1; flag++) {
			struct passkey_answer answer = authenticator_register(
			    a, authenticator_new(a, PASSKEY_ES256),
			    &(struct gesture){ authenticator_client(a, "webauthn.create", &asked), asked.site,
					       NEW | flag << 7, 0 });
			unsigned char *bytes;
			size_t len;

			assert_true(base64url_read(a, answer.authenticator, strlen(answer.authenticator),
						   &bytes, &len));
			bytes = (unsigned char *)arena_copy(a, bytes, len);
			bytes[len] = 0xa0; /* an empty map */
			answer.authenticator = base64url_write(a, bytes, len + more);
			assert_int_equal(passkey_read(a, &asked, &answer, &passkey),
					 more == flag ? OK : ERR_INVALID);
		}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_of_key_is_taken_and_signs),
		cmocka_unit_test(a_signature_under_anything_but_what_was_asked_is_refused),
		cmocka_unit_test(an_older_browser_that_does_not_speak_of_frames_is_believed),
		cmocka_unit_test(a_counter_that_does_not_grow_is_refused),
		cmocka_unit_test(no_changed_byte_of_a_log_in_is_overlooked),
		cmocka_unit_test(a_new_passkey_out_of_order_is_refused),
		cmocka_unit_test(a_new_passkey_cut_anywhere_or_off_the_curve_is_refused),
		cmocka_unit_test(only_extensions_follow_a_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
