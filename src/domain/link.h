/* One-time links of accounts: what opening one proves and leads to. */
#ifndef HORA_DOMAIN_LINK_H
#define HORA_DOMAIN_LINK_H

#include <stdint.h>

enum link_kind {
	LINK_REGISTER,  /* make an account */
	LINK_VERIFY,    /* it is my address */
	LINK_FORGOTTEN, /* choose a new password */
	LINK_CHANGE,    /* my new address */
	LINK__MAX
};

extern const char *const link_names[]; /* as the database has them; NULL-terminated */

/* How long a link of a kind works, in seconds. */
int64_t link_life(enum link_kind);

#endif
