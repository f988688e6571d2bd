/* The panel in process. */
#include "tests/apps/admin/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "apps/admin/routes.h"
#include "base/text.h"
#include "domain/role.h"
#include "front/app.h"
#include "usecase/book.h"

static struct world *world;

static const struct {
	const char *cookie;
	struct actor actor;
} members[] = {
	{ "owner", { .role = ROLE_OWNER, .account = 1, .studio = 1, .name = "account:1" } },
	{ "manager", { .role = ROLE_MANAGER, .account = 2, .studio = 1, .name = "account:2" } },
	{ "reception", { .role = ROLE_RECEPTION, .account = 3, .studio = 1, .name = "account:3" } },
	{ "ana", { .role = ROLE_STAFF, .account = 4, .studio = 1, .resource = 1, .name = "account:4" } },
	{ "rui", { .role = ROLE_STAFF, .account = 5, .studio = 1, .resource = 2, .name = "account:5" } },
	{ "elsewhere", { .role = ROLE_OWNER, .account = 6, .studio = 2, .name = "account:6" } },
	{ "nobody", { .role = ROLE_CUSTOMER, .account = 7, .name = "account:7" } },
};

static enum err
identify(struct request *rq, const char *cookie, const struct actor **out, const char **session)
{
	(void)rq;
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (text_equal(members[i].cookie, cookie)) {
			*out = &members[i].actor;
			*session = cookie;
			return OK;
		}
	return ERR_DENIED;
}

int
site_open(void **state)
{
	static const struct identity identity = { .session = identify };
	static const struct responder responder = { .name = "hora-admin",
						    .routes = admin_routes,
						    .identity = &identity };

	(void)state;
	return site_start(&responder, "hora_admin", &world);
}

void
site_be(const char *who)
{
	site_forget();
	site_cookie(site_text("__Host-session=%s", who));
}

const char *
site_book(const char *service, const char *staff, int64_t start)
{
	struct wish wish = world_wish(world, service, staff, start);
	struct complaints complaints = { 0 };
	struct booked made;

	assert_int_equal(book(&world->act, &wish, &complaints, &made), OK);
	return site_text("%s", made.public_id);
}
