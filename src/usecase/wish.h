/* Wishes to book, as typed, made into entries that can be written. */
#ifndef HORA_USECASE_WISH_H
#define HORA_USECASE_WISH_H

#include "store/booking.h"
#include "usecase/book.h"

/* Checks all that was typed and fills the entry, but for the resources it will
 * occupy. ERR_INVALID: complaints say what is wrong, field by field. */
MUST_CHECK enum err wish_take(struct act *, const struct wish *, struct complaints *, struct entry *out);

#endif
