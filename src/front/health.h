/* Questions of the machine itself: is this program alive, can it work, what has
 * it done. Never answered to the public site. */
#ifndef HORA_FRONT_HEALTH_H
#define HORA_FRONT_HEALTH_H

#include "web/route.h"

/* GET /alive (this process), /health (how many there are), /ready (with the database),
 * /metrics. */
extern const struct route health_routes[];

#endif
