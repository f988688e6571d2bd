/* The first owner of a studio, by the one-time link that the operator was given. */
#ifndef HORA_USECASE_SETUP_H
#define HORA_USECASE_SETUP_H

#include "store/account.h"
#include "usecase/act.h"

struct turns;

/* Whose link it is. ERR_NOT_FOUND: used, over, or never was. */
MUST_CHECK enum err setup_find(struct act *, const char *token, struct setup *out);

struct setup_wish {
	const char *token;
	const char *first_name, *last_name, *email, *email_key; /* checked */
	const char *password;                                   /* likewise */
};

/* Makes an account with this address and password the owner. ERR_CONFLICT: the
 * address has an account, whose holder logs in and then opens the link. */
MUST_CHECK enum err setup_begin(struct act *, struct turns *, const struct setup_wish *, int64_t *account);

/* Makes the account that acts the owner. ERR_CONFLICT: it works there already. */
MUST_CHECK enum err setup_join(struct act *, const struct setup *);

#endif
