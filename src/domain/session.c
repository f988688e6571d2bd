/* How long sessions last. */
#include "domain/session.h"

#include <stddef.h>

#define HOUR 3600
#define DAY (24 * HOUR)

const char *const strength_names[] = { "password", "factor", "passkey", "oidc", "line", "handoff", NULL };

/* By whether they asked to stay, and whether they work here. A desk's browser is
 * open all day and used all day; nobody comes back to it on Monday. */
static const struct session_life lives[2][2] = {
	{ { 2 * HOUR, 12 * HOUR }, { HOUR, 12 * HOUR } },
	{ { 30 * DAY, 90 * DAY }, { 12 * HOUR, 7 * DAY } },
};

struct session_life
session_life(bool stays, bool works)
{
	return lives[stays][works];
}
