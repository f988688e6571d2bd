/* Wishes to book, as typed, made into entries that can be written. */
#ifndef HORA_USECASE_WISH_H
#define HORA_USECASE_WISH_H

#include "store/booking.h"
#include "usecase/book.h"
#include "usecase/place.h"

/* Checks all that was typed for the k-th of the services wished for and fills its
 * entry, but for what the place will be. Complaints say what is wrong, field by
 * field; each thing once. */
void wish_take(struct act *, const struct wish *, size_t k, struct complaints *, struct entry *out);

/* Where the wish wants to be placed; and the entry completed by what the place was
 * decided to be, with the jobs that tell of it. silent: the letter of another
 * booking does. */
struct place wish_place(const struct wish *);
void entry_place(struct act *, const struct wish *, const struct place *, bool silent, struct entry *);

#endif
