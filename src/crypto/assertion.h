/* What somebody else has signed about a person: an ID token of a log-in provider
 * (OpenID Connect Core 2, 3.1.3.7) or a partner's hand-off, a JWT in the compact
 * form (RFC 7515, 7519, RFC 8725). Never one of our own. */
#ifndef HORA_CRYPTO_ASSERTION_H
#define HORA_CRYPTO_ASSERTION_H

#include <stdbool.h>
#include <stdint.h>

#include "crypto/jwks.h"

#define ASSERTION_BYTES 16384 /* longest that is read */
#define ASSERTION_SKEW 60     /* seconds that clocks may differ */

struct json;

/* What it must be; all from our own configuration. */
struct assertion_rules {
	enum algorithm algorithm;
	const struct jwks *keys; /* RS256, ES256 */
	const void *secret;      /* HS256: at least 32 bytes */
	size_t secret_len;
	const char *issuer;
	const char *audience;
	const char *nonce; /* the one we have sent; NULL = none may be */
	int64_t life;      /* most seconds from its making to its end */
	bool once;         /* it must have an id, by which it is used once */
};

struct assertion {
	const char *subject; /* 1 to 255 bytes without controls */
	const char *id;      /* jti; NULL when there is none */
	int64_t issued, expires;
	const struct json *claims; /* all of them */
};

/* Checks everything: form, algorithm, signature, and only then what it says.
 * *why is a static sentence for the operator. ERR_NOT_FOUND: it names a key that
 * is not among these, so they may have to be fetched anew; ERR_DENIED: it is not
 * to be believed. What comes out lives in the arena. */
MUST_CHECK enum err assertion_read(struct arena *, const char *text, const struct assertion_rules *,
				   int64_t now, struct assertion *out, const char **why);

/* The issuer that an assertion names, for choosing whose rules to hold it
 * against; nothing of it is checked. NULL: it can be none. */
const char *assertion_issuer(struct arena *, const char *text);

#endif
