/* How a person can be reached: names, e-mail addresses and phone numbers as
 * people type them, checked and brought to one form. */
#ifndef HORA_DOMAIN_CONTACT_H
#define HORA_DOMAIN_CONTACT_H

#include "base/arena.h"
#include "base/err.h"

/* The first three trim, and on ERR_INVALID set *why to an untranslated sentence, a
 * static text, that says how to mend it. Results live in the arena. */

/* A name: 1 to 80 characters, without control characters and without those that
 * turn the reading direction of what follows (U+202A to U+202E, U+2066 to
 * U+2069). Runs of white space become one space. */
MUST_CHECK enum err contact_name(struct arena *, const char *text, const char **name, const char **why);

/* An e-mail address of the everyday form of RFC 5321 4.1.2: a dot-string, @, a
 * domain with a dot; at most 254 bytes, 64 before the @; beyond ASCII as RFC
 * 6531 allows. *address has its domain in lower case; *key, by which a customer
 * is found again, all of it. */
MUST_CHECK enum err contact_email(struct arena *, const char *text, const char **address, const char **key,
				  const char **why);

/* A phone number as E.164 ("+351912345678"). Without + or 00 it is a number of
 * the country of calling_code (digits), if the table of countries knows how its
 * numbers are written. Spaces, dots, hyphens and brackets may stand in it. */
MUST_CHECK enum err contact_phone(struct arena *, const char *text, const char *calling_code,
				  const char **number, const char **why);

/* Both names as one, in the arena or one of them as it is: "Ana Marques"; where
 * both are written in Chinese characters "陳怡君", the family first. Either may be
 * NULL or empty; "" when both are. */
const char *contact_whole_name(struct arena *, const char *first, const char *last);

#endif
