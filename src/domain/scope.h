/* What an API key may do: its scopes. */
#ifndef HORA_DOMAIN_SCOPE_H
#define HORA_DOMAIN_SCOPE_H

#include <stdbool.h>

enum scope {
	SCOPE_NONE, /* no key may */
	SCOPE_BOOKINGS_READ,
	SCOPE_BOOKINGS_WRITE,
	SCOPE_CUSTOMERS_READ,
	SCOPE_CUSTOMERS_WRITE,
	SCOPE_CATALOGUE_READ, /* what the public does not see: hidden services, rules */
	SCOPE_CATALOGUE_WRITE,
	SCOPE_PAYMENTS_READ,
	SCOPE_PAYMENTS_WRITE,
	SCOPE_REPORTS_READ,
	SCOPE_WEBHOOKS_WRITE,
	SCOPE__MAX
};

/* "bookings:read"; NULL for what is none. */
const char *scope_name(int scope);

/* Sets of scopes, a bit each. Words are parted by single spaces; a word that is
 * no scope's makes scope_read false. */
bool scope_read(const char *words, unsigned *out);
bool scope_has(unsigned scopes, enum scope);

#endif
