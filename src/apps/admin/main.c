/* hora-admin: the panel, kiosks and screens. */
#include "apps/admin/routes.h"
#include "front/front.h"

int
main(int argc, char **argv)
{
	static const struct responder responder = {
		.name = "hora-admin",
		.purpose = "The panel of studios, their kiosks and screens.",
		.routes = admin_routes,
	};

	return front_main(&responder, argc, argv);
}
