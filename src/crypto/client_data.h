/* Inside crypto/ only: what a browser says it was asked (CollectedClientData,
 * Web Authentication 5.8.1). */
#ifndef HORA_CRYPTO_CLIENT_DATA_H
#define HORA_CRYPTO_CLIENT_DATA_H

#include <stdbool.h>

#include "base/arena.h"
#include "crypto/digest.h"
#include "crypto/passkey.h"

/* True when the text (base64url) is of that type ("webauthn.get"), repeats the
 * challenge, and comes from a page of the origin that no other site frames.
 * digest is then that of its bytes, which the authenticator signed. */
bool client_data_fits(struct arena *, const struct passkey_wish *, const char *type, const char *text,
		      unsigned char digest[static DIGEST_SIZE]);

#endif
