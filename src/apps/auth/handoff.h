/* Partner sites that hand their users over by a signed one-time token: one page
 * with one button, which the person presses. */
#ifndef HORA_APPS_AUTH_HANDOFF_H
#define HORA_APPS_AUTH_HANDOFF_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

struct handoff_form {
	const char *token;
	bool link; /* they have an account, and want to log in to it first */
};
extern const struct shape handoff_form_shape;

MUST_CHECK enum err handoff_page(struct request *, struct response *); /* GET /auth/handoff */
MUST_CHECK enum err handoff_do(struct request *, struct response *);   /* POST of its button */

#endif
