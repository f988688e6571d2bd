/* The scopes' names. */
#include "domain/scope.h"

#include <string.h>

static const char *const names[SCOPE__MAX] = {
	[SCOPE_BOOKINGS_READ] = "bookings:read",   [SCOPE_BOOKINGS_WRITE] = "bookings:write",
	[SCOPE_CUSTOMERS_READ] = "customers:read", [SCOPE_CUSTOMERS_WRITE] = "customers:write",
	[SCOPE_CATALOGUE_READ] = "catalogue:read", [SCOPE_CATALOGUE_WRITE] = "catalogue:write",
	[SCOPE_PAYMENTS_READ] = "payments:read",   [SCOPE_PAYMENTS_WRITE] = "payments:write",
	[SCOPE_REPORTS_READ] = "reports:read",     [SCOPE_WEBHOOKS_WRITE] = "webhooks:write",
};

const char *
scope_name(int scope)
{
	return scope > SCOPE_NONE && scope < SCOPE__MAX ? names[scope] : NULL;
}

static enum scope
find(const char *word, size_t len)
{
	for (int i = SCOPE_NONE + 1; i < SCOPE__MAX; i++)
		if (strlen(names[i]) == len && memcmp(names[i], word, len) == 0)
			return (enum scope)i;
	return SCOPE_NONE;
}

bool
scope_read(const char *words, unsigned *out)
{
	unsigned scopes = 0;

	while (*words != '\0') {
		size_t len = strcspn(words, " ");
		enum scope scope = find(words, len);

		if (scope == SCOPE_NONE)
			return false;
		scopes |= 1U << scope;
		words += len + (words[len] == ' ');
	}
	*out = scopes;
	return true;
}

bool
scope_has(unsigned scopes, enum scope scope)
{
	return scope > SCOPE_NONE && scope < SCOPE__MAX && (scopes & 1U << scope) != 0;
}
