/* hora-auth: log-in, accounts and sessions. */
#include "apps/auth/routes.h"
#include "front/front.h"

int
main(int argc, char **argv)
{
	static const struct responder responder = {
		.name = "hora-auth",
		.purpose = "Log-in, accounts and sessions.",
		.routes = auth_routes,
	};

	return front_main(&responder, argc, argv);
}
