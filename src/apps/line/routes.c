/* The table of hora-line: each row says who may, what input, which code. */
#include "apps/line/routes.h"

const struct route line_routes[] = {
	ROUTES_END,
};
