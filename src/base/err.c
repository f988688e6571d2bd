/* Names of the error kinds. */
#include "base/err.h"

#include <assert.h>

static const char *const names[] = {
	[OK] = "ok",
	[ERR_INVALID] = "invalid",
	[ERR_DENIED] = "denied",
	[ERR_NOT_FOUND] = "not_found",
	[ERR_CONFLICT] = "conflict",
	[ERR_TOO_LATE] = "too_late",
	[ERR_UPSTREAM] = "upstream",
	[ERR_BUSY] = "busy",
	[ERR_INTERNAL] = "internal",
};
static_assert(sizeof names / sizeof *names == ERR__MAX, "each error kind has a name");

const char *
err_name(enum err e)
{
	return (unsigned)e < ERR__MAX ? names[e] : "unknown";
}
