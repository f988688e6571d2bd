/* The table of hora-booking: each row says who may, what input, which code. */
#include "apps/booking/routes.h"

#include "apps/booking/addition.h"
#include "apps/booking/api.h"
#include "apps/booking/card.h"
#include "apps/booking/choice.h"
#include "apps/booking/description.h"
#include "apps/booking/details.h"
#include "apps/booking/relocation.h"
#include "apps/booking/studio.h"
#include "apps/booking/unsubscribe.h"
#include "apps/booking/visit.h"
#include "domain/role.h"
#include "front/refusal.h"

/* A guest's booking carries no authority that a browser would add by itself, and
 * JSON from another site needs that site to be allowed (CORS). */
#define GUEST_JSON ROUTE_API | ROUTE_NO_CSRF, .reason = "a cookie adds no authority; JSON"

const struct route booking_routes[] = {
	{ GET, "/", ROLE_PUBLIC, studio_list_page },
	{ GET, "/s/{studio}", ROLE_PUBLIC, studio_page },
	{ GET, "/s/{studio}/accent.css", ROLE_PUBLIC, studio_accent },
	{ GET, "/s/{studio}/book/{service}", ROLE_PUBLIC, choice_page },
	{ GET, "/s/{studio}/book/{service}/starts", ROLE_PUBLIC, choice_starts },
	{ GET, "/s/{studio}/book/{service}/details", ROLE_PUBLIC, details_page },
	{ POST, "/s/{studio}/book/{service}/details", ROLE_PUBLIC, details_book, &details_form_shape,
	  .again = details_again },
	{ GET, "/s/{studio}/visit", ROLE_PUBLIC, choice_page },
	{ GET, "/s/{studio}/visit/starts", ROLE_PUBLIC, choice_starts },
	{ GET, "/s/{studio}/visit/add", ROLE_PUBLIC, addition_page },
	{ GET, "/s/{studio}/visit/details", ROLE_PUBLIC, details_page },
	{ POST, "/s/{studio}/visit/details", ROLE_PUBLIC, details_book, &details_form_shape,
	  .again = details_again },
	/* Public, since a token proves itself; a public id is held against the cookie. */
	{ GET, "/b/{booking}", ROLE_PUBLIC, card_page },
	{ GET, "/b/{booking}/calendar.ics", ROLE_MANAGE, card_calendar },
	{ GET, "/b/{booking}/cancel", ROLE_MANAGE, card_ask_cancel },
	{ POST, "/b/{booking}/cancel", ROLE_MANAGE, card_do_cancel, &cancel_form_shape,
	  .again = card_ask_cancel },
	{ GET, "/b/{booking}/move", ROLE_MANAGE, relocation_page },
	{ GET, "/b/{booking}/move/confirm", ROLE_MANAGE, relocation_ask },
	{ POST, "/b/{booking}/move/confirm", ROLE_MANAGE, relocation_do, &relocation_form_shape },
	{ GET, "/b/{booking}/visit", ROLE_MANAGE, visit_page },
	{ GET, "/b/{booking}/visit/calendar.ics", ROLE_MANAGE, visit_calendar },
	{ GET, "/b/{booking}/visit/cancel", ROLE_MANAGE, visit_ask_cancel },
	{ POST, "/b/{booking}/visit/cancel", ROLE_MANAGE, visit_do_cancel, &visit_cancel_form_shape,
	  .again = visit_ask_cancel },
	{ GET, "/b/{booking}/visit/move", ROLE_MANAGE, visit_choose },
	{ GET, "/b/{booking}/visit/move/confirm", ROLE_MANAGE, visit_ask_move },
	{ POST, "/b/{booking}/visit/move/confirm", ROLE_MANAGE, visit_do_move, &visit_move_form_shape },
	{ GET, "/b/{booking}/visit/other", ROLE_MANAGE, visit_other },
	{ GET, "/unsubscribe/{token}", ROLE_PUBLIC, unsubscribe_ask },
	{ POST, "/unsubscribe/{token}", ROLE_PUBLIC, unsubscribe_do, &unsubscribe_form_shape,
	  .flags = ROUTE_NO_CSRF | ROUTE_PARTS,
	  .reason = "the message's token; no cookie is looked at (RFC 8058)" },

	{ GET, "/api/openapi.json", ROLE_PUBLIC, description_show, .flags = ROUTE_API },
	{ GET, "/api/v1/studios", ROLE_PUBLIC, api_studios, &studios_query_shape, .flags = ROUTE_API },
	{ GET, "/api/v1/studios/{studio}", ROLE_PUBLIC, api_studio, .flags = ROUTE_API },
	{ GET, "/api/v1/studios/{studio}/services", ROLE_PUBLIC, api_services, .flags = ROUTE_API },
	{ GET, "/api/v1/studios/{studio}/staff", ROLE_PUBLIC, api_staff, .flags = ROUTE_API },
	{ GET, "/api/v1/studios/{studio}/slots", ROLE_PUBLIC, api_slots, &slots_query_shape,
	  .flags = ROUTE_API },
	{ GET, "/api/v1/studios/{studio}/days", ROLE_PUBLIC, api_days, &days_query_shape,
	  .flags = ROUTE_API },
	{ POST, "/api/v1/studios/{studio}/bookings", ROLE_PUBLIC, api_book, &booking_body_shape,
	  .flags = GUEST_JSON },
	{ GET, "/api/v1/bookings/{booking}", ROLE_MANAGE, api_booking, .flags = ROUTE_API },
	{ POST, "/api/v1/bookings/{booking}/cancel", ROLE_MANAGE, api_cancel, &cancel_body_shape,
	  .flags = ROUTE_API },
	{ POST, "/api/v1/bookings/{booking}/move", ROLE_MANAGE, api_move, &move_body_shape,
	  .flags = ROUTE_API },
	{ GET, "/api/v1/problems/{name}", ROLE_PUBLIC, refusal_explain, .flags = ROUTE_API },
	ROUTES_END,
};
