/* The program in process. */
#include "tests/apps/booking/site.h"

#include "apps/booking/routes.h"

int
site_open(void **state)
{
	static const struct responder responder = { .name = "hora-booking", .routes = booking_routes };

	(void)state;
	return site_start(&responder, "hora_booking", NULL);
}
