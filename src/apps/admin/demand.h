/* Whom the studio asks for a second factor: its owners say. */
#ifndef HORA_APPS_ADMIN_DEMAND_H
#define HORA_APPS_ADMIN_DEMAND_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape demand_form_shape;

/* The page, and what it sends. Who has not proved lately who they are is asked to
 * before either. */
MUST_CHECK enum err demand_page(struct request *, struct response *);
MUST_CHECK enum err demand_do(struct request *, struct response *);

#endif
