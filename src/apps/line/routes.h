/* All that hora-line answers. */
#ifndef HORA_APPS_LINE_ROUTES_H
#define HORA_APPS_LINE_ROUTES_H

#include "web/route.h"

extern const struct route line_routes[];

#endif
