/* Inside crypto/ only: the public keys of passkeys, as authenticators write them
 * (COSE_Key, RFC 9052) and as they are kept (SubjectPublicKeyInfo, RFC 5280). */
#ifndef HORA_CRYPTO_COSE_H
#define HORA_CRYPTO_COSE_H

#include <stdbool.h>
#include <stddef.h>

#include "crypto/passkey.h"

/* Reads the key that the bytes begin with into algorithm and key of the passkey.
 * Authenticators write CTAP2's canonical CBOR, in which each kind of key has exactly
 * one form; RSA is taken with 2048 bits and 65537, as Windows makes it. Returns the
 * bytes it takes; 0 = no such key, or one that cannot be. */
size_t cose_read(struct arena *, const unsigned char *bytes, size_t len, struct passkey *out);

/* True when the passkey's key made the signature over the bytes. */
bool cose_fits(const struct passkey *, struct arena *, const void *bytes, size_t len,
	       const unsigned char *signature, size_t signature_len);

#endif
