/* The table of hora-booking: each row says who may, what input, which code. */
#include "apps/booking/routes.h"

#include "domain/role.h"
#include "front/refusal.h"

const struct route booking_routes[] = {
	{ GET, "/api/v1/problems/{name}", ROLE_PUBLIC, refusal_explain, .flags = ROUTE_API },
	ROUTES_END,
};
