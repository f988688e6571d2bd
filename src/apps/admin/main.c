/* hora-admin: the panel, kiosks and screens. */
#include "apps/admin/routes.h"
#include "front/front.h"
#include "front/identity.h"
#include "usecase/rulebook.h"

static enum err
open_app(struct app *app)
{
	app->shelf = shelf_new(app->arena);
	return OK;
}

int
main(int argc, char **argv)
{
	static const struct responder responder = {
		.name = "hora-admin",
		.purpose = "The panel of studios, their kiosks and screens.",
		.routes = admin_routes,
		.identity = &identity_accounts,
		.open = open_app,
	};

	return front_main(&responder, argc, argv);
}
