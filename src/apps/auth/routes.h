/* All that hora-auth answers. */
#ifndef HORA_APPS_AUTH_ROUTES_H
#define HORA_APPS_AUTH_ROUTES_H

#include "web/route.h"

extern const struct route auth_routes[];

#endif
