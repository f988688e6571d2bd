/* GET and POST /account/password: a new one. */
#ifndef HORA_APPS_AUTH_PASSWORD_H
#define HORA_APPS_AUTH_PASSWORD_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape password_form_shape;

/* The form, and the change. */
MUST_CHECK enum err password_page(struct request *, struct response *);
MUST_CHECK enum err password_do(struct request *, struct response *);

#endif
