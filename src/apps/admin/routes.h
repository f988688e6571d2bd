/* All that hora-admin answers. */
#ifndef HORA_APPS_ADMIN_ROUTES_H
#define HORA_APPS_ADMIN_ROUTES_H

#include "web/route.h"

extern const struct route admin_routes[];

#endif
