/* Health: plain text for supervisors, Prometheus text for measuring. Several
 * processes share a socket, so a figure belongs to the process that answered. */
#include "front/health.h"

#include <unistd.h>

#include "db/db.h"
#include "domain/role.h"
#include "front/app.h"

static enum err
say(struct response *rs, const char *line)
{
	rs->type = "text/plain; charset=utf-8";
	buffer_text(&rs->body, line);
	return OK;
}

static enum err
tell_health(struct request *rq, struct response *rs)
{
	(void)rq;
	return say(rs, "alive\n");
}

static enum err
tell_ready(struct request *rq, struct response *rs)
{
	struct db *db = rq->app->db;
	enum err e;

	if ((e = db_begin(db)) != OK || (e = db_rollback(db)) != OK)
		return e;
	return say(rs, "ready\n");
}

static enum err
tell_metrics(struct request *rq, struct response *rs)
{
	const struct app *app = rq->app;

	rs->type = "text/plain; version=0.0.4";
	buffer_text(&rs->body, "# TYPE hora_requests_total counter\n");
	buffer_format(&rs->body, "hora_requests_total{program=\"%s\",pid=\"%ld\"} %lld\n",
		      app->responder->name, (long)getpid(), (long long)app->served);
	return OK;
}

const struct route health_routes[] = {
	{ GET, "/health", ROLE_PUBLIC, tell_health, .flags = ROUTE_INSIDE },
	{ GET, "/ready", ROLE_PUBLIC, tell_ready, .flags = ROUTE_INSIDE },
	{ GET, "/metrics", ROLE_PUBLIC, tell_metrics, .flags = ROUTE_INSIDE },
	ROUTES_END,
};
