/* All that hora-booking answers. */
#ifndef HORA_APPS_BOOKING_ROUTES_H
#define HORA_APPS_BOOKING_ROUTES_H

#include "web/route.h"

extern const struct route booking_routes[];

#endif
