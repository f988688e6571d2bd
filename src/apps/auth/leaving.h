/* /account/data: a copy of what there is of somebody, and the end of the account. */
#ifndef HORA_APPS_AUTH_LEAVING_H
#define HORA_APPS_AUTH_LEAVING_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape leaving_form_shape;

/* What can be had, and what would go. */
MUST_CHECK enum err leaving_page(struct request *, struct response *);

/* POST /account/data/copy answers with the file, POST /account/data/erase ends the
 * account. */
MUST_CHECK enum err leaving_copy(struct request *, struct response *);
MUST_CHECK enum err leaving_erase(struct request *, struct response *);

#endif
