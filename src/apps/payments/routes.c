/* The table of hora-payments: each row says who may, what input, which code. */
#include "apps/payments/routes.h"

const struct route payments_routes[] = {
	ROUTES_END,
};
