/* The roles as a table: for each need, the roles that meet it. */
#include "domain/role.h"

#include <stddef.h>

#include "base/text.h"

#define R(role) (1U << ROLE_##role)
#define OWNERS R(OWNER)
#define MANAGERS (R(MANAGER) | OWNERS)
#define STAFF (R(STAFF) | MANAGERS)
#define MEMBERS (R(RECEPTION) | STAFF)
#define ACCOUNTS (R(CUSTOMER) | MEMBERS | R(PLATFORM))

const char *const role_names[] = {
	[ROLE_NONE] = "none",
	[ROLE_PUBLIC] = "public",
	[ROLE_MANAGE] = "manage",
	[ROLE_CUSTOMER] = "customer",
	[ROLE_RECEPTION] = "reception",
	[ROLE_STAFF] = "staff",
	[ROLE_MANAGER] = "manager",
	[ROLE_OWNER] = "owner",
	[ROLE_PLATFORM] = "platform",
	[ROLE_KIOSK] = "kiosk",
	[ROLE_KEY] = "key",
	[ROLE__MAX] = NULL,
};

/* A booking is nobody's by being logged in: its holder, by link or by account,
 * has the role MANAGE for it alone. */
static const unsigned met_by[ROLE__MAX] = {
	[ROLE_NONE] = 0,
	[ROLE_PUBLIC] = R(PUBLIC) | R(MANAGE) | ACCOUNTS | R(KIOSK) | R(KEY),
	[ROLE_MANAGE] = R(MANAGE),
	[ROLE_CUSTOMER] = ACCOUNTS,
	[ROLE_RECEPTION] = MEMBERS,
	[ROLE_STAFF] = STAFF,
	[ROLE_MANAGER] = MANAGERS,
	[ROLE_OWNER] = OWNERS,
	[ROLE_PLATFORM] = R(PLATFORM),
	[ROLE_KIOSK] = R(KIOSK),
	[ROLE_KEY] = R(KEY),
};

const char *
role_name(int role)
{
	return role_names[role >= 0 && role < ROLE__MAX ? role : ROLE_NONE];
}

enum role
role_find(const char *name)
{
	int role = ROLE__MAX - 1;

	while (role > ROLE_NONE && !text_equal(role_names[role], name))
		role--;
	return (enum role)role;
}

bool
role_allows(enum role have, enum role need)
{
	if ((unsigned)have >= ROLE__MAX || (unsigned)need >= ROLE__MAX)
		return false;
	return (met_by[need] & 1U << have) != 0;
}
