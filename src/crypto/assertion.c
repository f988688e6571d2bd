/* Foreign assertions. The order is the point: its form, the header against the
 * one algorithm that is expected, the signature, and only then the claims. What a
 * header offers as a key is never looked at, and refused, since whoever sends it
 * means to be checked by it. */
#include "crypto/assertion.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "crypto/base64url.h"
#include "crypto/signature.h"

#define HEADER_BYTES 2048
#define SECRET_LEAST 32
#define SUBJECT_BYTES 255
#define ID_LEAST 16 /* characters: 96 bits and more as anybody writes them */
#define ID_MOST 255
#define AUDIENCES 16

struct part {
	const char *text;
	size_t len;
};

/* The three parts of the compact form, with the two first read as JSON. */
struct compact {
	const struct json *header, *claims;
	size_t signed_len; /* of the text, from its start */
	unsigned char *signature;
	size_t signature_len;
};

static const struct json *
read_object(struct arena *a, struct part part, size_t most)
{
	unsigned char *bytes;
	struct json *object;
	size_t len;

	if (!base64url_read(a, part.text, part.len, &bytes, &len) || len > most
	    || json_read(a, (const char *)bytes, len, &object, NULL, NULL) != OK
	    || json_kind(object) != JSON_OBJECT)
		return NULL;
	return object;
}

/* Exactly three parts, none of them empty. */
static bool
split(const char *text, struct part parts[3])
{
	if (text == NULL || strnlen(text, ASSERTION_BYTES + 1) > ASSERTION_BYTES)
		return false;
	for (int i = 0; i < 3; i++) {
		size_t len = strcspn(text, ".");

		if (len == 0 || (text[len] == '.') != (i < 2))
			return false;
		parts[i] = (struct part){ text, len };
		text += len + 1;
	}
	return true;
}

static bool
read_compact(struct arena *a, const char *text, struct compact *out)
{
	struct part parts[3];

	if (!split(text, parts))
		return false;
	out->signed_len = (size_t)(parts[2].text - 1 - text);
	return (out->header = read_object(a, parts[0], HEADER_BYTES)) != NULL
	       && (out->claims = read_object(a, parts[1], ASSERTION_BYTES)) != NULL
	       && base64url_read(a, parts[2].text, parts[2].len, &out->signature, &out->signature_len);
}

const char *
assertion_issuer(struct arena *a, const char *text)
{
	struct compact compact;

	return read_compact(a, text, &compact) ? json_string(json_member(compact.claims, "iss"), NULL) : NULL;
}

/* --- header --- */

/* RFC 8725 3.1, 3.11; RFC 7515 4.1.11: what is critical is not known here. */
static const char *
object_to_header(const struct json *header, enum algorithm algorithm)
{
	static const char *const refused[] = { "jku", "jwk", "x5u", "x5c", "crit", "zip", "enc", "b64" };
	const struct json *typ = json_member(header, "typ"), *kid = json_member(header, "kid");

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (json_member(header, refused[i]) != NULL)
			return "The header offers a key of its own, or something that is not known here.";
	if (!text_equal(json_string(json_member(header, "alg"), NULL), algorithm_names[algorithm]))
		return "It is not signed in the way that is agreed.";
	if (typ != NULL && (json_kind(typ) != JSON_STRING || !text_equal_fold(json_string(typ, NULL), "JWT")))
		return "It is a token of another type.";
	if (kid != NULL && json_kind(kid) != JSON_STRING)
		return "The header names its key in no way that is known.";
	return NULL;
}

static enum err
check_secret(const struct assertion_rules *rules, const char *text, const struct compact *compact)
{
	unsigned char right[DIGEST_SIZE];

	if (rules->secret == NULL || rules->secret_len < SECRET_LEAST
	    || !signature_make_with(rules->secret, rules->secret_len, text, compact->signed_len, right))
		return ERR_DENIED;
	return secret_equal(right, sizeof right, compact->signature, compact->signature_len) ? OK
											     : ERR_DENIED;
}

static enum err
check_signature(const struct assertion_rules *rules, const char *text, const struct compact *compact)
{
	const struct signed_bytes it = { .kid = json_string(json_member(compact->header, "kid"), NULL),
					 .bytes = text,
					 .len = compact->signed_len,
					 .signature = compact->signature,
					 .signature_len = compact->signature_len };

	if (rules->algorithm == ALGORITHM_HS256)
		return check_secret(rules, text, compact);
	return rules->keys == NULL ? ERR_NOT_FOUND : jwks_check(rules->keys, rules->algorithm, &it);
}

/* --- claims --- */

static const char *
object_to_audience(const struct json *claims, const char *audience)
{
	const struct json *aud = json_member(claims, "aud"), *azp = json_member(claims, "azp");
	bool named = text_equal(json_string(aud, NULL), audience);

	if (json_kind(aud) == JSON_ARRAY && json_count(aud) > AUDIENCES)
		return "It is made for too many.";
	for (size_t i = 0; json_kind(aud) == JSON_ARRAY && i < json_count(aud); i++) {
		const char *one = json_string(json_element(aud, i), NULL);

		if (one == NULL)
			return "It says in no known way whom it is made for.";
		named = named || text_equal(one, audience);
	}
	if (!named)
		return "It is made for somebody else.";
	if (azp == NULL ? json_kind(aud) == JSON_ARRAY && json_count(aud) > 1
			: !text_equal(json_string(azp, NULL), audience))
		return "It was given to somebody else.";
	return NULL;
}

/* Within the years that a calendar has, so that sums stay numbers. */
static bool
read_moment(const struct json *claims, const char *name, int64_t *out)
{
	const struct json *member = json_member(claims, name);

	*out = json_integer(member);
	return json_kind(member) == JSON_INTEGER && *out > 0 && *out < INT64_C(253402300800);
}

static const char *
object_to_times(const struct json *claims, int64_t life, int64_t now, struct assertion *out)
{
	int64_t earliest;

	if (!read_moment(claims, "exp", &out->expires) || !read_moment(claims, "iat", &out->issued))
		return "It does not say when it was made and when it ends.";
	if (json_member(claims, "nbf") != NULL
	    && (!read_moment(claims, "nbf", &earliest) || earliest > now + ASSERTION_SKEW))
		return "Its time has not come.";
	if (out->issued > now + ASSERTION_SKEW)
		return "It was made in the future: compare the clocks.";
	if (out->expires <= now - ASSERTION_SKEW)
		return "It has ended.";
	if (out->expires <= out->issued || out->expires - out->issued > life)
		return "It lasts longer than is agreed.";
	return NULL;
}

static bool
is_plain(const char *text, size_t least, size_t most)
{
	size_t len = text == NULL ? 0 : strlen(text), n;
	uint32_t point;

	if (len < least || len > most)
		return false;
	for (size_t i = 0; i < len; i += n)
		if ((n = utf8_read(text + i, len - i, &point)) == 0 || text_is_control(point))
			return false;
	return true;
}

static const char *
object_to_names(const struct json *claims, const struct assertion_rules *rules, struct assertion *out)
{
	const struct json *nonce = json_member(claims, "nonce"), *id = json_member(claims, "jti");

	out->subject = json_string(json_member(claims, "sub"), NULL);
	out->id = json_string(id, NULL);
	if (!is_plain(out->subject, 1, SUBJECT_BYTES))
		return "It does not say who it is about.";
	if (rules->nonce == NULL ? nonce != NULL : !text_equal(json_string(nonce, NULL), rules->nonce))
		return "It does not answer what was asked.";
	if (rules->once && !is_plain(out->id, ID_LEAST, ID_MOST))
		return "It has no id of its own, or too short a one, to be used once.";
	return NULL;
}

enum err
assertion_read(struct arena *a, const char *text, const struct assertion_rules *rules, int64_t now,
	       struct assertion *out, const char **why)
{
	struct compact compact;
	struct assertion found = { .subject = NULL };
	enum err e;

	*why = "It is no token that can be read.";
	if (!read_compact(a, text, &compact)
	    || (*why = object_to_header(compact.header, rules->algorithm)) != NULL)
		return ERR_DENIED;
	if ((e = check_signature(rules, text, &compact)) != OK) {
		*why = e == ERR_NOT_FOUND ? "It is signed with a key that is not known."
					  : "The signature is not by whom it says.";
		return e;
	}
	*why = "It is made by somebody else.";
	if (!text_equal(json_string(json_member(compact.claims, "iss"), NULL), rules->issuer)
	    || (*why = object_to_audience(compact.claims, rules->audience)) != NULL
	    || (*why = object_to_times(compact.claims, rules->life, now, &found)) != NULL
	    || (*why = object_to_names(compact.claims, rules, &found)) != NULL)
		return ERR_DENIED;
	found.claims = compact.claims;
	*out = found;
	return OK;
}
