/* Sessions as their holder knows them: a browser on a device, somewhere. */
#include "apps/auth/device.h"

#include <string.h>

#include "apps/auth/account.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/role.h"
#include "domain/session.h"
#include "front/app.h"
#include "front/identity.h"
#include "front/show.h"
#include "store/session.h"
#include "usecase/profile.h"

/* What user agents call themselves; the first that is found counts, since most
 * call themselves several. */
struct sign {
	const char *found, *name;
};
static const struct sign browsers[] = {
	{ "Line/", "LINE" },
	{ "Edg", "Edge" },
	{ "OPR/", "Opera" },
	{ "SamsungBrowser", "Samsung Internet" },
	{ "Firefox/", "Firefox" },
	{ "FxiOS/", "Firefox" },
	{ "CriOS/", "Chrome" },
	{ "Chrome/", "Chrome" },
	{ "Chromium/", "Chrome" },
	{ "Safari/", "Safari" },
	{ NULL, NULL },
};
static const struct sign systems[] = {
	{ "iPhone", "iPhone" }, { "iPad", "iPad" },     { "Android", "Android" }, { "Windows", "Windows" },
	{ "Mac OS X", "Mac" },  { "CrOS", "ChromeOS" }, { "Linux", "Linux" },     { NULL, NULL },
};

static const char *
sign_in(const struct sign *signs, const char *agent)
{
	while (signs->found != NULL && strstr(agent, signs->found) == NULL)
		signs++;
	return signs->name;
}

struct device {
	int64_t id, created, seen;
	int strength; /* enum strength */
	const char *browser, *system, *address;
	bool here;
};
static const struct field device_fields[] = {
	FIELD(INT, device, id),       FIELD(TIME, device, created),
	FIELD(TIME, device, seen),    FIELD(ENUM, device, strength, .names = strength_names),
	FIELD(TEXT, device, browser), FIELD(TEXT, device, system),
	FIELD(TEXT, device, address), FIELD(BOOL, device, here),
};
static const struct shape device_shape = SHAPE(device, device_fields);

struct devices_view {
	struct list devices;
	bool ended, others;
};
static const struct field view_fields[] = {
	FIELD(LIST, devices_view, devices, .of = &device_shape),
	FIELD(BOOL, devices_view, ended),
	FIELD(BOOL, devices_view, others),
};
static const struct shape view_shape = SHAPE(devices_view, view_fields);

enum err
devices_page(struct request *rq, struct response *rs)
{
	struct devices_view view = { .ended = query_text(rq, "ended") != NULL };
	const struct session_item *item;
	struct device *devices;
	struct list sessions;
	enum err e;

	if ((e = profile_sessions(rq->act, &sessions)) != OK)
		return e;
	item = sessions.items;
	devices = arena_alloc(rq->arena, sessions.count + 1, sizeof *devices);
	for (size_t i = 0; i < sessions.count; i++)
		devices[i] = (struct device){ .id = item[i].id,
					      .created = item[i].created,
					      .seen = item[i].seen,
					      .strength = item[i].strength,
					      .browser = sign_in(browsers, item[i].agent),
					      .system = sign_in(systems, item[i].agent),
					      .address = item[i].address,
					      .here = item[i].id == identity_of(rq)->session };
	view.devices = (struct list){ devices, sessions.count };
	view.others = sessions.count > 1;
	account_settle(rq, rs);
	return show(rs, "auth/devices", &view_shape, &view);
}

enum err
device_end(struct request *rq, struct response *rs)
{
	enum err e = profile_end_session(rq->act, path_id(rq, "session"));

	if (e != OK)
		return e;
	log_event(LOG_INFO, "session_ended", { "account", log_number(rq->act->actor->account) },
		  { "address", rq->address });
	return redirect(rs, "/account/sessions?ended=1");
}
