/* The form by which somebody makes an account: names, address and password,
 * wherever it stands. */
#ifndef HORA_APPS_AUTH_NEWCOMER_H
#define HORA_APPS_AUTH_NEWCOMER_H

#include "base/shape.h"
#include "domain/passphrase.h"
#include "web/request.h"

struct newcomer {
	const char *first_name, *last_name, *email, *password;
	const char *email_key; /* of the address, once checked */
};

extern const struct shape newcomer_shape;

/* Checks what was typed and brings it to one form: OK, or ERR_INVALID with
 * complaints. */
MUST_CHECK enum err newcomer_check(struct request *, struct newcomer *);

/* The same for whose address is known: names and password. */
MUST_CHECK enum err newcomer_check_rest(struct request *, struct newcomer *);

/* A new password alone, held against who chooses it. */
MUST_CHECK enum err newcomer_check_password(struct request *, const struct newcomer *);

#endif
