/* All that hora-payments answers. */
#ifndef HORA_APPS_PAYMENTS_ROUTES_H
#define HORA_APPS_PAYMENTS_ROUTES_H

#include "web/route.h"

extern const struct route payments_routes[];

#endif
