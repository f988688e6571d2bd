/* Who may do what, as route tables say it. Deny by default: a role allows only
 * what the table in role.c lists. */
#ifndef HORA_DOMAIN_ROLE_H
#define HORA_DOMAIN_ROLE_H

#include <stdbool.h>
#include <stdint.h>

enum role {
	ROLE_NONE,      /* a row that forgot: nobody may */
	ROLE_PUBLIC,    /* anybody; who is not logged in */
	ROLE_MANAGE,    /* holder of the booking in the address: by its link, or by account */
	ROLE_CUSTOMER,  /* a logged-in account */
	ROLE_RECEPTION, /* members of a studio, each may what those above may */
	ROLE_STAFF,
	ROLE_MANAGER,
	ROLE_OWNER,
	ROLE_PLATFORM, /* administrates the installation, not the studios' affairs */
	ROLE_KIOSK,    /* an enrolled device */
	ROLE_KEY,      /* an API key */
	ROLE__MAX
};

/* Somebody who acts. Whether the thing acted on is theirs is asked besides. */
struct actor {
	enum role role;
	int64_t account;  /* 0 = not logged in */
	int64_t studio;   /* whose member, device or key; 0 = none */
	int64_t resource; /* the staff member they are; 0 = none */
	int64_t subject;  /* row of the booking (MANAGE), device or key; 0 = none */
	unsigned scopes;  /* of a key: domain/scope.h */
	const char *name; /* for the audit log: "account:12"; NULL = "guest" */
};

/* Names by value, NULL-terminated: as memberships have them. */
extern const char *const role_names[];

/* The role of that name; ROLE_NONE for what is none, NULL included. */
enum role role_find(const char *name);

/* The name by value, as int for tables of routes; "none" for what is no role. */
const char *role_name(int role);

/* May somebody with the role `have` do what needs the role `need`? */
bool role_allows(enum role have, enum role need);

#endif
