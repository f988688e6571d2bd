/* The pages of logging in and out. */
#ifndef HORA_APPS_AUTH_LOGIN_H
#define HORA_APPS_AUTH_LOGIN_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape login_form_shape;

/* The form, empty or as it was typed; and what it asks for. */
MUST_CHECK enum err login_page(struct request *, struct response *);
MUST_CHECK enum err login_again(struct request *, struct response *);
MUST_CHECK enum err login_do(struct request *, struct response *);

/* Ends the session, or all of the account. */
MUST_CHECK enum err logout_do(struct request *, struct response *);
MUST_CHECK enum err logout_everywhere(struct request *, struct response *);

#endif
