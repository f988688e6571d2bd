/* Session tokens: what a browser's cookie holds, a JSON Web Token (RFC 7519)
 * signed by ES256 (RFC 7518 3.4). hora-auth alone has the private key; everybody
 * else has public keys and can read, not write.
 *
 * A key's name (kid) is made from the key itself, so keys can be changed without
 * agreeing on names: add the new public key everywhere, then give hora-auth the
 * new private key, and take the old public key away once its tokens are over. */
#ifndef HORA_CRYPTO_TOKEN_H
#define HORA_CRYPTO_TOKEN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define TOKEN_TEXT_MAX 1024 /* characters; longer ones are not even read */
#define TOKEN_KEYS_MAX 8

struct token_keys;

struct token {
	const char *session; /* its name: 22 characters */
	int64_t account;
	int64_t from, until; /* Unix seconds: the absolute life */
};

/* Reads the public keys: one or more PEM blocks, each a key on the curve P-256.
 * What is missing, malformed, on another curve or of another kind is ERR_INVALID,
 * and *why a static sentence for the operator. */
MUST_CHECK enum err token_keys_read(struct arena *, const char *pem, struct token_keys **out,
				    const char **why);

/* Adds the private key (PEM, P-256), whose public half must be among them. */
MUST_CHECK enum err token_keys_sign(struct arena *, struct token_keys *, const char *pem, const char **why);

/* The token as text. `issuer` is our own origin. Needs the private key (an
 * assertion). */
char *token_write(struct arena *, const struct token_keys *, const char *issuer, const struct token *);

/* Reads a text from anybody. ERR_DENIED for all but a token of ours for this
 * issuer that holds at `now`: exactly our header and claims, our algorithm, one
 * of our keys. */
MUST_CHECK enum err token_read(struct arena *, const struct token_keys *, const char *issuer,
			       const char *text, int64_t now, struct token *out);

#endif
