/* Certificates, as far as an operator wants to know of them. */
#ifndef HORA_CRYPTO_CERTIFICATE_H
#define HORA_CRYPTO_CERTIFICATE_H

#include <stdint.h>

#include "base/err.h"

/* The moment (Unix seconds) from which the first certificate of a PEM file no
 * longer holds. ERR_NOT_FOUND: the file cannot be read; ERR_INVALID: there is no
 * certificate in it. */
MUST_CHECK enum err certificate_end(const char *path, int64_t *out);

#endif
