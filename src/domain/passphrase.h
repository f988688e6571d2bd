/* Which passwords are taken: long enough, not too long to be hashed whole, and
 * not what is tried first. */
#ifndef HORA_DOMAIN_PASSPHRASE_H
#define HORA_DOMAIN_PASSPHRASE_H

#include <stddef.h>

#include "base/err.h"

#define PASSPHRASE_LEAST 10 /* characters (NIST SP 800-63B asks for 8, ASVS 6.2.1 advises more) */
#define PASSPHRASE_MOST 200

/* ERR_INVALID, with *why an untranslated sentence that says how to mend it, for
 * a password that is too short or too long; that is a run, a repetition or a walk
 * over the keyboard; that is a common one; or that is little more than one of the
 * words about its owner (names, address; NULL ones are passed over). */
MUST_CHECK enum err passphrase_check(const char *text, const char *const *words, size_t count,
				     const char **why);

#endif
