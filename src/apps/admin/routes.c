/* The table of hora-admin: each row says who may, what input, which code. */
#include "apps/admin/routes.h"

const struct route admin_routes[] = {
	ROUTES_END,
};
