/* The address at a provider's where somebody who logs in is sent. */
#ifndef HORA_APPS_AUTH_DEPARTURE_H
#define HORA_APPS_AUTH_DEPARTURE_H

#include "usecase/arrival.h"
#include "web/request.h"

/* OpenID Connect Core 3.1.2.1 with PKCE (RFC 7636), in the visitor's language. */
const char *departure_address(const struct request *, const struct arriving *);

#endif
