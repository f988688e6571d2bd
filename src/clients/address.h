/* Network addresses: which are in the open internet, and which are this machine
 * or its neighbours, where nobody sends us by naming an address. */
#ifndef HORA_CLIENTS_ADDRESS_H
#define HORA_CLIENTS_ADDRESS_H

#include <stdbool.h>

struct sockaddr;

/* True for a unicast address that anybody on the internet can be at. False for
 * all the registries of special purposes list otherwise (RFC 6890 and its
 * successors: loopback, private, link-local, shared, documentation, tunnels, …),
 * and for other families. */
bool address_is_public(const struct sockaddr *);

#endif
