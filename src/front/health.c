/* Health: plain text for supervisors, Prometheus text for measuring. Several
 * processes share a socket, so what a process has done is told by the one that
 * answered; how many there are, by any. */
#include "front/health.h"

#include <unistd.h>

#include "base/kin.h"
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

/* That this process answers, and nothing else: what an answer costs at least. */
static enum err
tell_alive(struct request *rq, struct response *rs)
{
	(void)rq;
	return say(rs, "alive\n");
}

static enum err
tell_health(struct request *rq, struct response *rs)
{
	struct kin kin = kin_of(rq->arena, getppid());

	if (kin.wanted == 0)
		return say(rs, "alive\n");
	return say(rs, arena_text(rq->arena, "alive, %d of %d processes\n", kin.alive, kin.wanted));
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

static void
add_figure(struct response *rs, const struct app *app, const char *name, const char *help, int value)
{
	buffer_format(&rs->body, "# HELP hora_%s %s\n# TYPE hora_%s gauge\nhora_%s{program=\"%s\"} %d\n",
		      name, help, name, name, app->responder->name, value);
}

static enum err
tell_metrics(struct request *rq, struct response *rs)
{
	const struct app *app = rq->app;
	struct kin kin = kin_of(rq->arena, getppid());

	rs->type = "text/plain; version=0.0.4";
	buffer_text(&rs->body, "# HELP hora_requests_total Requests this process has answered.\n"
			       "# TYPE hora_requests_total counter\n");
	buffer_format(&rs->body, "hora_requests_total{program=\"%s\",pid=\"%ld\"} %lld\n",
		      app->responder->name, (long)getpid(), (long long)app->served);
	if (kin.wanted > 0) {
		add_figure(rs, app, "processes", "Processes of the program that run.", kin.alive);
		add_figure(rs, app, "processes_wanted", "Processes of the program that should run.",
			   kin.wanted);
	}
	return OK;
}

const struct route health_routes[] = {
	{ GET, "/alive", ROLE_PUBLIC, tell_alive, .flags = ROUTE_INSIDE },
	{ GET, "/health", ROLE_PUBLIC, tell_health, .flags = ROUTE_INSIDE },
	{ GET, "/ready", ROLE_PUBLIC, tell_ready, .flags = ROUTE_INSIDE },
	{ GET, "/metrics", ROLE_PUBLIC, tell_metrics, .flags = ROUTE_INSIDE },
	ROUTES_END,
};
