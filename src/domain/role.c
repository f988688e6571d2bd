/* The roles as a table: for each need, the roles that meet it. */
#include "domain/role.h"

#include <stddef.h>

#define R(role) (1U << ROLE_##role)
#define OWNERS R(OWNER)
#define MANAGERS (R(MANAGER) | OWNERS)
#define STAFF (R(STAFF) | MANAGERS)
#define MEMBERS (R(RECEPTION) | STAFF)
#define ACCOUNTS (R(CUSTOMER) | MEMBERS | R(PLATFORM))

static const struct {
	const char *name;
	unsigned met_by;
} roles[ROLE__MAX] = {
	[ROLE_NONE] = { "none", 0 },
	[ROLE_PUBLIC] = { "public", R(PUBLIC) | R(MANAGE) | ACCOUNTS | R(KIOSK) | R(KEY) },
	[ROLE_MANAGE] = { "manage", R(MANAGE) | ACCOUNTS },
	[ROLE_CUSTOMER] = { "customer", ACCOUNTS },
	[ROLE_RECEPTION] = { "reception", MEMBERS },
	[ROLE_STAFF] = { "staff", STAFF },
	[ROLE_MANAGER] = { "manager", MANAGERS },
	[ROLE_OWNER] = { "owner", OWNERS },
	[ROLE_PLATFORM] = { "platform", R(PLATFORM) },
	[ROLE_KIOSK] = { "kiosk", R(KIOSK) },
	[ROLE_KEY] = { "key", R(KEY) },
};

const char *
role_name(int role)
{
	return role >= 0 && role < ROLE__MAX ? roles[role].name : roles[ROLE_NONE].name;
}

bool
role_allows(enum role have, enum role need)
{
	if ((unsigned)have >= ROLE__MAX || (unsigned)need >= ROLE__MAX)
		return false;
	return (roles[need].met_by & 1U << have) != 0;
}
