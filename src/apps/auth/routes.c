/* The table of hora-auth: each row says who may, what input, which code. */
#include "apps/auth/routes.h"

#include "apps/auth/account.h"
#include "apps/auth/address.h"
#include "apps/auth/admission.h"
#include "apps/auth/arrival.h"
#include "apps/auth/bookings.h"
#include "apps/auth/device.h"
#include "apps/auth/factor.h"
#include "apps/auth/handoff.h"
#include "apps/auth/invitation.h"
#include "apps/auth/leaving.h"
#include "apps/auth/link.h"
#include "apps/auth/links.h"
#include "apps/auth/login.h"
#include "apps/auth/newcomer.h"
#include "apps/auth/passkey.h"
#include "apps/auth/password.h"
#include "apps/auth/photo.h"
#include "apps/auth/profile.h"
#include "apps/auth/second.h"
#include "apps/auth/setup.h"
#include "domain/picture.h"
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
	{ POST, "/auth/oidc/{provider}/start", ROLE_PUBLIC, arrival_start, &next_form_shape },
	{ GET, "/auth/oidc/callback", ROLE_PUBLIC, arrival_callback },
	{ GET, "/auth/arrival/{arrival}", ROLE_PUBLIC, arrival_page },
	{ POST, "/auth/arrival/{arrival}/finish", ROLE_PUBLIC, arrival_enter },
	{ GET, "/auth/arrival/{arrival}/link", ROLE_CUSTOMER, arrival_link_page },
	{ POST, "/auth/arrival/{arrival}/link", ROLE_CUSTOMER, arrival_link_do },
	{ GET, "/auth/handoff", ROLE_PUBLIC, handoff_page, &handoff_form_shape },
	{ POST, "/auth/handoff", ROLE_PUBLIC, handoff_do, &handoff_form_shape },
	{ GET, "/account/links", ROLE_CUSTOMER, links_page },
	{ POST, "/account/links/{provider}/add", ROLE_CUSTOMER, links_add },
	{ POST, "/account/links/{link}/remove", ROLE_CUSTOMER, links_drop },
	{ GET, "/auth/register", ROLE_PUBLIC, admission_register_page },
	{ POST, "/auth/register", ROLE_PUBLIC, admission_register_do, &admission_form_shape,
	  .again = admission_register_page },
	{ GET, "/auth/forgotten", ROLE_PUBLIC, admission_forgotten_page },
	{ POST, "/auth/forgotten", ROLE_PUBLIC, admission_forgotten_do, &admission_form_shape,
	  .again = admission_forgotten_page },
	{ POST, "/auth/verify", ROLE_CUSTOMER, admission_verify_do },
	{ GET, "/auth/sent", ROLE_PUBLIC, admission_sent },
	{ GET, "/auth/link/{token}", ROLE_PUBLIC, link_page },
	{ POST, "/auth/link/{token}", ROLE_PUBLIC, link_do, &link_form_shape, .again = link_page },
	{ GET, "/auth/invitation/{token}", ROLE_PUBLIC, invitation_page },
	{ POST, "/auth/invitation/{token}", ROLE_PUBLIC, invitation_begin, &link_form_shape,
	  .again = invitation_page },
	{ POST, "/auth/invitation/{token}/accept", ROLE_CUSTOMER, invitation_accept },
	{ POST, "/account/studios/{studio}/leave", ROLE_CUSTOMER, account_leave },
	{ GET, "/account", ROLE_CUSTOMER, account_page },
	{ GET, "/account/bookings", ROLE_CUSTOMER, bookings_page, &bookings_query_shape },
	{ GET, "/account/profile", ROLE_CUSTOMER, profile_page },
	{ POST, "/account/profile", ROLE_CUSTOMER, profile_do, &profile_form_shape, .again = profile_page },
	{ GET, "/account/email", ROLE_CUSTOMER, address_page },
	{ POST, "/account/email", ROLE_CUSTOMER, address_do, &address_form_shape, .again = address_page },
	{ GET, "/account/password", ROLE_CUSTOMER, password_page },
	{ POST, "/account/password", ROLE_CUSTOMER, password_do, &password_form_shape,
	  .again = password_page },
	{ GET, "/account/sessions", ROLE_CUSTOMER, devices_page },
	{ POST, "/account/sessions/{session}/end", ROLE_CUSTOMER, device_end },
	{ GET, "/account/data", ROLE_CUSTOMER, leaving_page },
	{ POST, "/account/data/copy", ROLE_CUSTOMER, leaving_copy, &leaving_form_shape,
	  .again = leaving_page },
	{ POST, "/account/data/erase", ROLE_CUSTOMER, leaving_erase, &leaving_form_shape,
	  .again = leaving_page },
	{ GET, "/account/factors", ROLE_CUSTOMER, factors_page },
	{ GET, "/account/factors/app", ROLE_CUSTOMER, app_page },
	{ POST, "/account/factors/app", ROLE_CUSTOMER, app_add, &app_form_shape, .again = app_page },
	{ POST, "/account/factors/app/remove", ROLE_CUSTOMER, app_remove },
	{ GET, "/account/factors/codes", ROLE_CUSTOMER, codes_page },
	{ POST, "/account/factors/codes", ROLE_CUSTOMER, codes_make, &next_form_shape },
	{ GET, "/account/factors/passkey", ROLE_CUSTOMER, passkey_page },
	{ POST, "/account/factors/passkey", ROLE_CUSTOMER, passkey_add, &passkey_add_shape,
	  .again = passkey_page },
	{ POST, "/account/factors/passkey/{passkey}/name", ROLE_CUSTOMER, passkey_rename,
	  &passkey_name_shape },
	{ POST, "/account/factors/passkey/{passkey}/remove", ROLE_CUSTOMER, passkey_remove },
	{ GET, "/account/photo", ROLE_CUSTOMER, photo_page },
	{ POST, "/account/photo", ROLE_CUSTOMER, photo_do, .flags = ROUTE_UPLOAD, .body = PICTURE_BYTES_MAX,
	  .again = photo_page },
	{ POST, "/account/photo/remove", ROLE_CUSTOMER, photo_undo },
	ROUTES_END,
};
