/* Codes of authenticator apps: HOTP (RFC 4226) and TOTP (RFC 6238) as all apps
 * know them, with SHA-1, six digits and steps of 30 seconds. */
#ifndef HORA_CRYPTO_TOTP_H
#define HORA_CRYPTO_TOTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define TOTP_SECRET 20 /* bytes: as many as SHA-1 has (RFC 4226 section 4, R6) */
#define TOTP_DIGITS 6
#define TOTP_PERIOD 30 /* seconds */

/* The 31 bits of which a code shows the last digits (RFC 4226 section 5.3). */
uint32_t hotp_value(const unsigned char *secret, size_t len, uint64_t counter);

/* The code of a moment, six digits; lives in the arena. */
char *totp_code(struct arena *, const unsigned char *secret, size_t len, int64_t now);

/* True when typed is the code of `now` or of the step before or after it (RFC
 * 6238 section 5.2), of a step later than `used`, the last one accepted; -1 =
 * none was. *step is the one to be kept as used: no code counts twice. Spaces in what was typed
 * are passed over. Takes the same time whichever digits differ. */
bool totp_fits(const unsigned char *secret, size_t len, const char *typed, int64_t now, int64_t used,
	       int64_t *step);

#endif
