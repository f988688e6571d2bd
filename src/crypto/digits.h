/* Inside crypto/ only: bytes written as digits of a few bits each (RFC 4648). */
#ifndef HORA_CRYPTO_DIGITS_H
#define HORA_CRYPTO_DIGITS_H

#include <stddef.h>

#include "base/arena.h"

/* Each digit is one of 2^bits; the last is filled up with zeros. In the arena. */
char *digits_write(struct arena *, const char *digits, int bits, const void *bytes, size_t len);

#endif
