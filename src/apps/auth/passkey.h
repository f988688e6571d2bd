/* Passkeys: logging in by one, and the account's own. */
#ifndef HORA_APPS_AUTH_PASSKEY_H
#define HORA_APPS_AUTH_PASSKEY_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape passkey_login_shape, passkey_add_shape, passkey_name_shape;

/* What a page tells the browser to ask its authenticators for. */
struct passkey_ask {
	const char *challenge, *site;
	const char *known; /* ids of passkeys, parted by spaces: any of these, or none of them again */
	const char *holder, *email; /* of a new one */
};

extern const struct shape passkey_ask_shape;

/* For a log-in: by any passkey that the person has here (known NULL), or one of these. */
struct passkey_ask passkey_ask_login(struct request *, const char *known);

/* Logging in by one, without saying first who it is. */
MUST_CHECK enum err passkey_login_page(struct request *, struct response *);
MUST_CHECK enum err passkey_login(struct request *, struct response *);

/* The account's own: a new one, its name, its end. */
MUST_CHECK enum err passkey_page(struct request *, struct response *);
MUST_CHECK enum err passkey_add(struct request *, struct response *);
MUST_CHECK enum err passkey_rename(struct request *, struct response *);
MUST_CHECK enum err passkey_remove(struct request *, struct response *);

#endif
