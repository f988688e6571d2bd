/* Sites whose pages may call the API: each studio names its own. */
#ifndef HORA_APPS_BOOKING_TRUST_H
#define HORA_APPS_BOOKING_TRUST_H

#include "web/request.h"

/* Does the studio in the path, or that of the booking in the path, name the
 * origin? Of what belongs to no studio: does any? For struct responder. */
MUST_CHECK enum err trust_origin(struct request *, const char *origin, bool *out);

#endif
