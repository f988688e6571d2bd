/* Who a network address stands for, when tries are counted. */
#ifndef HORA_USECASE_NETWORK_H
#define HORA_USECASE_NETWORK_H

#include "base/arena.h"

/* What an address is counted as: itself, or its /64, which is what one customer
 * of an IPv6 network has. NULL is "". */
const char *network_of(struct arena *, const char *address);

#endif
