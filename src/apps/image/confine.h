/* Giving up all that decoding a picture does not need, before its first byte is
 * read. */
#ifndef HORA_APPS_IMAGE_CONFINE_H
#define HORA_APPS_IMAGE_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

#define CONFINE_SECONDS 5                  /* of the processor */
#define CONFINE_PATIENCE 10                /* on the clock, for a machine that is busy */
#define CONFINE_MEMORY ((size_t)256 << 20) /* bytes of address space */

/* From here on the process may compute, ask for memory up to the limit, read and
 * write what it has open (descriptors 0 to 2) and end. Whatever else it
 * asks the kernel for kills it, and so does the time. False: it could not be
 * confined, and must not go on. */
bool confine(void);

/* False in a build with sanitizers, which are confined by their limits alone. */
bool confine_is_whole(void);

#endif
