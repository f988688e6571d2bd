/* hora-booking: public pages, calendars and the API of booking. */
#include "apps/booking/copy.h"
#include "apps/booking/description.h"
#include "apps/booking/link.h"
#include "apps/booking/routes.h"
#include "apps/booking/trust.h"
#include "front/front.h"
#include "usecase/rulebook.h"

static enum err
open_app(struct app *app)
{
	app->shelf = shelf_new(app->arena);
	app->copies = copies_new(app->arena);
	return description_open(app);
}

int
main(int argc, char **argv)
{
	static const struct responder responder = {
		.name = "hora-booking",
		.purpose = "Public pages: studios, booking, manage links, and the API.",
		.routes = booking_routes,
		.identity = &link_identity,
		.trusts = trust_origin,
		.open = open_app,
	};

	return front_main(&responder, argc, argv);
}
