/* The table of hora-auth: each row says who may, what input, which code. */
#include "apps/auth/routes.h"

const struct route auth_routes[] = {
	ROUTES_END,
};
