/* Recovery codes: what opens an account once when the phone is gone. 120 random
 * bits, so that a plain digest of one can be kept (ASVS 6.5.2: at least 112). */
#ifndef HORA_CRYPTO_RECOVERY_H
#define HORA_CRYPTO_RECOVERY_H

#include <stdbool.h>

#include "base/arena.h"

#define RECOVERY_LENGTH 29 /* characters: six groups of four with hyphens */
#define RECOVERY_CODES 10  /* made at a time */

/* A new code, such as "4t9k-…"; lives in the arena. */
char *recovery_code(struct arena *);

/* What is kept of a code somebody typed: SHA-256 in hexadecimal. Capitals, spaces and
 * hyphens make no difference, and o, i and l are taken for 0 and 1. NULL when
 * it cannot be a code. */
const char *recovery_digest(struct arena *, const char *typed);

#endif
