/* hora-line: the webhook and the pages of LINE. */
#include "apps/line/routes.h"
#include "front/front.h"
#include "front/identity.h"

int
main(int argc, char **argv)
{
	static const struct responder responder = {
		.name = "hora-line",
		.purpose = "The webhook and the pages of LINE.",
		.routes = line_routes,
		.identity = &identity_accounts,
	};

	return front_main(&responder, argc, argv);
}
