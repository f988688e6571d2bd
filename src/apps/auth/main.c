/* hora-auth: log-in, accounts and sessions. */
#include <errno.h>
#include <string.h>

#include "apps/auth/routes.h"
#include "base/log.h"
#include "base/turn.h"
#include "front/front.h"
#include "front/identity.h"

/* Hashing a password takes 19 MiB and a core for 30 ms, so that bookings could
 * starve under a flood of log-ins. */
static const struct turn_rule hashing = { .working = 1, .waiting = 2, .milliseconds = 500 };

static enum err
open_app(struct app *app)
{
	const char *why;
	enum err e = key_read(app->settings.safe_key, &app->safe_key, &why);

	if (e != OK)
		return e;
	if ((e = turns_open(app->arena, app->settings.turn_folder, "hash", &hashing, &app->turns)) != OK)
		log_event(LOG_ERROR, "no_turns", { "folder", app->settings.turn_folder },
			  { "why", strerror(errno) });
	return e;
}

int
main(int argc, char **argv)
{
	static const struct responder responder = {
		.name = "hora-auth",
		.purpose = "Log-in, accounts and sessions.",
		.routes = auth_routes,
		.identity = &identity_accounts,
		.signs = true,
		.open = open_app,
	};

	return front_main(&responder, argc, argv);
}
