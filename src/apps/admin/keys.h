/* The keys by which programs call the API for a studio. */
#ifndef HORA_APPS_ADMIN_KEYS_H
#define HORA_APPS_ADMIN_KEYS_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape key_form_shape;

/* GET /admin/{studio}/keys, again with what was typed when that was refused. */
MUST_CHECK enum err keys_page(struct request *, struct response *);

/* Makes one, whose secret is in this answer and never again; ends one. */
MUST_CHECK enum err keys_make(struct request *, struct response *);
MUST_CHECK enum err keys_revoke(struct request *, struct response *);

#endif
