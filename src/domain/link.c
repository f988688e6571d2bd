/* The kinds of one-time links. */
#include "domain/link.h"

#include <stddef.h>

#define HOUR 3600

const char *const link_names[] = { "register", "verify", "forgotten", "change", NULL };

int64_t
link_life(enum link_kind kind)
{
	static const int64_t lives[LINK__MAX] = {
		[LINK_REGISTER] = 24 * HOUR,
		[LINK_VERIFY] = 72 * HOUR,
		[LINK_FORGOTTEN] = HOUR,
		[LINK_CHANGE] = 24 * HOUR,
	};

	return lives[kind];
}
