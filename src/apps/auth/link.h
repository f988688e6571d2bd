/* The page behind a letter's link: shown by GET, done by POST. */
#ifndef HORA_APPS_AUTH_LINK_H
#define HORA_APPS_AUTH_LINK_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape link_form_shape;

/* GET and POST /auth/link/{token}. */
MUST_CHECK enum err link_page(struct request *, struct response *);
MUST_CHECK enum err link_do(struct request *, struct response *);

#endif
