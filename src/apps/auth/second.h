/* The second step of a log-in, and the way to it for who is logged in by less than
 * a studio demands. */
#ifndef HORA_APPS_AUTH_SECOND_H
#define HORA_APPS_AUTH_SECOND_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape second_form_shape;

/* Asks for it of the half log-in that waits: apps/auth/entrance.h. */
MUST_CHECK enum err second_page(struct request *, struct response *);
MUST_CHECK enum err second_do(struct request *, struct response *);

/* Where a studio's panel sends who has proved too little: to the second step, or
 * to set a factor up. */
MUST_CHECK enum err step_page(struct request *, struct response *);

#endif
