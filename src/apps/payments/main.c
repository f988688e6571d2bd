/* hora-payments: payment pages and the notices of payment providers. */
#include "apps/payments/routes.h"
#include "front/front.h"
#include "front/identity.h"

int
main(int argc, char **argv)
{
	static const struct responder responder = {
		.name = "hora-payments",
		.purpose = "Payment pages and the notices of payment providers.",
		.routes = payments_routes,
		.identity = &identity_accounts,
	};

	return front_main(&responder, argc, argv);
}
