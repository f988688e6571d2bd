/* Who may give, change and take away which role in a studio. */
#ifndef HORA_DOMAIN_MEMBER_H
#define HORA_DOMAIN_MEMBER_H

#include "domain/role.h"

/* May somebody with the role `who` turn a member's role `was` into `will`?
 * ROLE_NONE: no member yet, or no more. Going oneself is not asked here. */
bool member_may(enum role who, enum role was, enum role will);

#endif
