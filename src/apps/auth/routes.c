/* The table of hora-auth: each row says who may, what input, which code. */
#include "apps/auth/routes.h"

#include "apps/auth/account.h"
#include "apps/auth/factor.h"
#include "apps/auth/login.h"
#include "apps/auth/newcomer.h"
#include "apps/auth/passkey.h"
#include "apps/auth/second.h"
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
	{ GET, "/auth/passkey", ROLE_PUBLIC, passkey_login_page },
	{ POST, "/auth/passkey", ROLE_PUBLIC, passkey_login, &passkey_login_shape,
	  .again = passkey_login_page },
	{ GET, "/auth/second", ROLE_PUBLIC, second_page },
	{ POST, "/auth/second", ROLE_PUBLIC, second_do, &second_form_shape, .again = second_page },
	{ GET, "/auth/step", ROLE_CUSTOMER, step_page },
	{ GET, "/account", ROLE_CUSTOMER, account_page },
	{ GET, "/account/factors", ROLE_CUSTOMER, factors_page },
	{ GET, "/account/factors/app", ROLE_CUSTOMER, app_page },
	{ POST, "/account/factors/app", ROLE_CUSTOMER, app_add, &app_form_shape, .again = app_page },
	{ POST, "/account/factors/app/remove", ROLE_CUSTOMER, app_remove },
	{ GET, "/account/factors/codes", ROLE_CUSTOMER, codes_page },
	{ POST, "/account/factors/codes", ROLE_CUSTOMER, codes_make, &next_form_shape },
	{ GET, "/account/factors/passkey", ROLE_CUSTOMER, passkey_page },
	{ POST, "/account/factors/passkey", ROLE_CUSTOMER, passkey_add, &passkey_add_shape,
	  .again = passkey_page },
	{ POST, "/account/factors/passkey/{id}/name", ROLE_CUSTOMER, passkey_rename, &passkey_name_shape },
	{ POST, "/account/factors/passkey/{id}/remove", ROLE_CUSTOMER, passkey_remove },
	ROUTES_END,
};
