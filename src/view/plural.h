/* Plural rules: the C-like expression of a catalogue's Plural-Forms header. */
#ifndef HORA_VIEW_PLURAL_H
#define HORA_VIEW_PLURAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define PLURAL_FORMS 6 /* most forms a language has (Arabic) */

struct plural;

/* Reads "nplurals=2; plural=(n != 1);" (gettext manual, Plural forms).
 * ERR_INVALID for anything else, too deep or too long. */
MUST_CHECK enum err plural_read(struct arena *, const char *text, size_t len, struct plural **out);

/* How many forms, and the form for a number. Without a rule (NULL): two, of
 * which the first is for 1. The form is always below the number of forms. */
unsigned plural_forms(const struct plural *);
unsigned plural_form(const struct plural *, uint64_t number);

#endif
