/* Translations of one language, read from a GNU .mo file (gettext manual,
 * "The Format of GNU MO Files"), every offset of which is checked. */
#ifndef HORA_VIEW_CATALOGUE_H
#define HORA_VIEW_CATALOGUE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct catalogue;

/* Reads a whole file's content (either byte order), which must outlive the
 * arena. On ERR_INVALID *why is a static sentence. */
MUST_CHECK enum err catalogue_read(struct arena *, const void *bytes, size_t len, struct catalogue **out,
				   const char **why);

/* The translation of a text in a plural form (0 where it has but one); context
 * is its msgctxt or NULL. NULL when there is none, or no catalogue. */
const char *catalogue_text(const struct catalogue *, const char *context, const char *text, unsigned form);

/* The plural forms of the language, and the one for a number; without a
 * catalogue those of English. */
unsigned catalogue_forms(const struct catalogue *);
unsigned catalogue_form(const struct catalogue *, uint64_t number);

#endif
