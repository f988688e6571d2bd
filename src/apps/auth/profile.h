/* GET and POST /account/profile: what the account says of its holder. */
#ifndef HORA_APPS_AUTH_PROFILE_H
#define HORA_APPS_AUTH_PROFILE_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape profile_form_shape;

/* The form, and the change. */
MUST_CHECK enum err profile_page(struct request *, struct response *);
MUST_CHECK enum err profile_do(struct request *, struct response *);

#endif
