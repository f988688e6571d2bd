/* The table of hora-admin: each row says who may, what input, which code. What a
 * member may do with a booking beyond that stands in domain/deed.c. */
#include "apps/admin/routes.h"

#include "apps/admin/bookings.h"
#include "apps/admin/demand.h"
#include "apps/admin/keys.h"
#include "apps/admin/move.h"
#include "apps/admin/panel.h"
#include "apps/admin/photo.h"
#include "apps/admin/step.h"
#include "apps/admin/studios.h"
#include "apps/admin/team.h"
#include "domain/picture.h"
#include "domain/role.h"

#define TAKES_PHOTO .flags = ROUTE_UPLOAD, .body = PICTURE_BYTES_MAX, .again = photo_page

const struct route admin_routes[] = {
	{ GET, "/admin", ROLE_CUSTOMER, studios_page },
	{ GET, "/admin/{studio}", ROLE_RECEPTION, panel_enter },
	{ GET, "/admin/{studio}/bookings", ROLE_RECEPTION, bookings_page, &bookings_query_shape },
	{ GET, "/admin/{studio}/bookings/{booking}", ROLE_RECEPTION, sheet_page },
	{ GET, "/admin/{studio}/bookings/{booking}/step", ROLE_RECEPTION, step_ask, &step_query_shape },
	{ POST, "/admin/{studio}/bookings/{booking}/step", ROLE_RECEPTION, step_do, &step_form_shape,
	  .again = step_again },
	{ GET, "/admin/{studio}/bookings/{booking}/move", ROLE_RECEPTION, move_ask, &move_query_shape },
	{ POST, "/admin/{studio}/bookings/{booking}/move", ROLE_RECEPTION, move_do, &move_form_shape,
	  .again = move_again },
	{ POST, "/admin/{studio}/bookings/{booking}/resend", ROLE_RECEPTION, step_resend,
	  &resend_form_shape },
	{ GET, "/admin/{studio}/photos", ROLE_MANAGER, photos_page },
	{ GET, "/admin/{studio}/photos/studio", ROLE_MANAGER, photo_page },
	{ POST, "/admin/{studio}/photos/studio", ROLE_MANAGER, photo_do, TAKES_PHOTO },
	{ POST, "/admin/{studio}/photos/studio/remove", ROLE_MANAGER, photo_undo },
	{ GET, "/admin/{studio}/photos/services/{service}", ROLE_MANAGER, photo_page },
	{ POST, "/admin/{studio}/photos/services/{service}", ROLE_MANAGER, photo_do, TAKES_PHOTO },
	{ POST, "/admin/{studio}/photos/services/{service}/remove", ROLE_MANAGER, photo_undo },
	{ GET, "/admin/{studio}/photos/team/{staff}", ROLE_MANAGER, photo_page },
	{ POST, "/admin/{studio}/photos/team/{staff}", ROLE_MANAGER, photo_do, TAKES_PHOTO },
	{ POST, "/admin/{studio}/photos/team/{staff}/remove", ROLE_MANAGER, photo_undo },
	{ GET, "/admin/{studio}/factors", ROLE_OWNER, demand_page },
	{ POST, "/admin/{studio}/factors", ROLE_OWNER, demand_do, &demand_form_shape },
	{ GET, "/admin/{studio}/team", ROLE_MANAGER, team_page },
	{ POST, "/admin/{studio}/team", ROLE_MANAGER, team_invite_do, &invite_form_shape,
	  .again = team_page },
	{ POST, "/admin/{studio}/team/invitations/{invitation}/revoke", ROLE_MANAGER, team_revoke_do },
	{ POST, "/admin/{studio}/team/{member}", ROLE_MANAGER, team_role_do, &role_form_shape },
	{ GET, "/admin/{studio}/keys", ROLE_OWNER, keys_page },
	{ POST, "/admin/{studio}/keys", ROLE_OWNER, keys_make, &key_form_shape, .again = keys_page },
	{ POST, "/admin/{studio}/keys/{key}/revoke", ROLE_OWNER, keys_revoke },
	ROUTES_END,
};
