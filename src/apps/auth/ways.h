/* Other ways in than a password, as the log-in page offers them. */
#ifndef HORA_APPS_AUTH_WAYS_H
#define HORA_APPS_AUTH_WAYS_H

#include "base/shape.h"
#include "web/request.h"

/* Whom to continue with (struct provider_offer), for somebody on the way to this
 * place: everybody's, and those of the studio whose page it is. */
MUST_CHECK enum err ways_list(struct request *, const char *next, struct list *out);

#endif
