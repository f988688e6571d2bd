/* The people who work in a studio: their roles, and who is asked in. */
#ifndef HORA_APPS_ADMIN_TEAM_H
#define HORA_APPS_ADMIN_TEAM_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape invite_form_shape, role_form_shape;

/* GET /admin/{studio}/team, again with what was typed when that was refused. */
MUST_CHECK enum err team_page(struct request *, struct response *);

/* Asks somebody in; takes that back; gives a member another role, or none. */
MUST_CHECK enum err team_invite_do(struct request *, struct response *);
MUST_CHECK enum err team_revoke_do(struct request *, struct response *);
MUST_CHECK enum err team_role_do(struct request *, struct response *);

#endif
