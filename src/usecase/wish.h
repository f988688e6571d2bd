/* Wishes to book, as typed, made into entries that can be written. */
#ifndef HORA_USECASE_WISH_H
#define HORA_USECASE_WISH_H

#include "store/booking.h"
#include "usecase/book.h"
#include "usecase/place.h"

/* Checks all that was typed and fills the entry, but for the resources it will
 * occupy. ERR_INVALID: complaints say what is wrong, field by field. */
MUST_CHECK enum err wish_take(struct act *, const struct wish *, struct complaints *, struct entry *out);

/* Where the wish wants to be placed; and the entry completed by what the place
 * was decided to be. */
struct place wish_place(const struct wish *);
void entry_place(struct entry *, const struct place *);

#endif
