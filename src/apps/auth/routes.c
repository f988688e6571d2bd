/* The table of hora-auth: each row says who may, what input, which code. */
#include "apps/auth/routes.h"

#include "apps/auth/account.h"
#include "apps/auth/login.h"
#include "apps/auth/newcomer.h"
#include "apps/auth/setup.h"
#include "domain/role.h"

const struct route auth_routes[] = {
	{ GET, "/auth/login", ROLE_PUBLIC, login_page },
	{ POST, "/auth/login", ROLE_PUBLIC, login_do, &login_form_shape, .again = login_again },
	{ POST, "/auth/logout", ROLE_PUBLIC, logout_do },
	{ POST, "/auth/logout/everywhere", ROLE_CUSTOMER, logout_everywhere },
	{ GET, "/auth/setup/{token}", ROLE_PUBLIC, setup_page },
	{ POST, "/auth/setup/{token}", ROLE_PUBLIC, setup_do, &newcomer_shape, .again = setup_page },
	{ POST, "/auth/setup/{token}/accept", ROLE_CUSTOMER, setup_accept },
	{ GET, "/account", ROLE_CUSTOMER, account_page },
	ROUTES_END,
};
