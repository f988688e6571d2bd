/* Passkeys (Web Authentication Level 3), as the site that is logged in to sees
 * them: what a browser sends for a new one (section 7.1) and for a log-in (7.2). No
 * attestation is asked for, so no attestation statement is read. All bytes are
 * base64url texts, as they travel and as they are kept. */
#ifndef HORA_CRYPTO_PASSKEY_H
#define HORA_CRYPTO_PASSKEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* COSE numbers of the signatures that are taken, best first. */
#define PASSKEY_EDDSA (-8)
#define PASSKEY_ES256 (-7)
#define PASSKEY_RS256 (-257)

#define PASSKEY_ID_MAX 1364   /* characters: 1023 bytes */
#define PASSKEY_TEXT_MAX 8192 /* characters of anything a browser sends for a passkey */

/* What was asked for. */
struct passkey_wish {
	const char *site;      /* the relying party's id: the site's host name */
	const char *origin;    /* "https://hora.example" */
	const char *challenge; /* the text the page was given; the browser gets its bytes */
	bool verified;         /* the person must be verified by the device: PIN, finger, face */
};

/* What the browser answered. */
struct passkey_answer {
	const char *client;        /* clientDataJSON */
	const char *authenticator; /* authenticatorData */
	const char *signature;     /* of a log-in */
};

struct passkey {
	const char *id;    /* credential id */
	const char *key;   /* public key: SubjectPublicKeyInfo (DER) */
	int64_t algorithm; /* one of the three above */
	int64_t count;     /* the authenticator's counter of signatures; 0 = it has none */
	bool portable;     /* may be copied to other devices (BE) */
	bool copied;       /* is (BS) */
};

/* Reads a new passkey. ERR_INVALID: it is malformed, of another kind, or answers
 * another question, site or origin. */
MUST_CHECK enum err passkey_read(struct arena *, const struct passkey_wish *, const struct passkey_answer *,
				 struct passkey *out);

/* Checks a log-in with a known passkey and gives its count and copied anew.
 * ERR_DENIED: it is not one, whatever the fault; also a counter that did not
 * grow, which a copied authenticator betrays itself by. */
MUST_CHECK enum err passkey_check(struct arena *, const struct passkey_wish *, const struct passkey_answer *,
				  const struct passkey *known, struct passkey *out);

#endif
