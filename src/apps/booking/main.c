/* hora-booking: public pages, calendars and the API of booking. */
#include "apps/booking/routes.h"
#include "front/front.h"

int
main(int argc, char **argv)
{
	static const struct responder responder = {
		.name = "hora-booking",
		.purpose = "Public pages: studios, booking, manage links, and the API.",
		.routes = booking_routes,
	};

	return front_main(&responder, argc, argv);
}
