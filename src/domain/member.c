/* One table: the highest role that each role has a say in. */
#include "domain/member.h"

static const enum role reaches[ROLE__MAX] = {
	[ROLE_MANAGER] = ROLE_STAFF,
	[ROLE_OWNER] = ROLE_OWNER,
};

/* A role of members, or none. */
static bool
is_within(enum role role, enum role most)
{
	return role == ROLE_NONE || (role >= ROLE_RECEPTION && role <= most);
}

bool
member_may(enum role who, enum role was, enum role will)
{
	enum role most = (unsigned)who < ROLE__MAX ? reaches[who] : ROLE_NONE;

	return most != ROLE_NONE && is_within(was, most) && is_within(will, most);
}
