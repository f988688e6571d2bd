/* A responder with nothing of its own to say, for test_server.py. */
#include "domain/role.h"
#include "front/front.h"
#include "front/refusal.h"

static const struct route routes[] = {
	{ GET, "/api/v1/problems/{name}", ROLE_PUBLIC, refusal_explain, .flags = ROUTE_API },
	ROUTES_END,
};

int
main(int argc, char **argv)
{
	static const struct responder responder = { .name = "hora-test",
						    .purpose = "Is tried out.",
						    .routes = routes };

	return front_main(&responder, argc, argv);
}
