/* The life of a request, and a responder's main. */
#include "front/front.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/complaint.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "crypto/proof.h"
#include "db/db.h"
#include "domain/role.h"
#include "front/asker.h"
#include "front/asset.h"
#include "front/edition.h"
#include "front/health.h"
#include "front/origin.h"
#include "front/refusal.h"
#include "view/view.h"
#include "web/form.h"
#include "web/upload.h"

/* One exchange as it is worked on. */
struct job {
	struct app *app;
	struct exchange *exchange;
	struct request request;
	struct response response;
};

static enum err
match(const struct app *app, struct request *rq, struct response *rs)
{
	enum err e = route_match(app->responder->routes, rq, rs);

	if (e == OK || !rq->inside)
		return e;
	response_reset(rs);
	return route_match(health_routes, rq, rs);
}

/* The handler, and the page with the form again when the input is refused. */
static enum err
handle(struct request *rq, struct response *rs)
{
	const struct route *route = rq->route;
	enum err e = form_read(rq);

	if (e == OK)
		e = route->handle(rq, rs);
	if (e != ERR_INVALID || route->again == NULL || rq->complaints->count == 0)
		return e;
	(void)db_end(rq->app->db);
	response_reset(rs);
	rs->status = 200;
	asker_language(rs, LANGUAGE_EN);
	if ((e = route->again(rq, rs)) == OK && rs->status == 200)
		rs->status = refusal_status(ERR_INVALID);
	return e;
}

/* The body: into memory, or, of a form with a file, into the spool. */
static enum err
read_input(struct job *job)
{
	const struct route *route = job->request.route;
	struct source body = job->exchange->body;
	size_t most = route->body == 0 ? BODY_BYTES_MAX : route->body;
	enum err e;

	if ((route->flags & ROUTE_UPLOAD) != 0)
		return upload_read(&job->request, &job->response, body, job->app->settings.spool, most);
	if ((e = request_body(&job->request, &job->response, body, most)) != OK)
		return e;
	return form_open(&job->request, &job->response);
}

static enum err
work(struct job *job)
{
	struct request *rq = &job->request;
	struct response *rs = &job->response;
	enum err e = request_head(rq, rs, job->exchange->parameters);

	log_request(rq->id);
	asker_open(rq, rs);
	if (e == OK && rq->method == OPTIONS)
		return origin_preflight(rq, rs);
	if (e != OK || (e = match(job->app, rq, rs)) != OK || (e = origin_admit(rq, rs)) != OK
	    || (e = asker_identify(rq, rs)) != OK || (e = asker_allow(rq, rs)) != OK)
		return e;
	if ((e = read_input(job)) != OK || (e = asker_prove(rq, rs)) != OK)
		return e;
	e = handle(rq, rs);
	return e == OK && (rs->broken || rs->body.full) ? ERR_INTERNAL : e;
}

/* Reading can be done again, so a connection lost under it costs a moment, not
 * the page: the next statement connects anew. */
static bool
is_worth_repeating(const struct job *job, enum err e)
{
	return e == ERR_BUSY && method_is_safe(job->request.method) && db_failure(job->app->db)->lost;
}

static void
start(struct job *job, int64_t now)
{
	struct arena *a = job->exchange->arena;

	job->request = (struct request){ .arena = a, .app = job->app, .now = now };
	job->response = response_new(a, &job->request);
}

static void
log_answer(const struct job *job, enum err e, int64_t ticks)
{
	const struct request *rq = &job->request;

	log_event(LOG_INFO, "request", { "method", method_name(rq->method) },
		  { "route", rq->route == NULL ? NULL : rq->route->path },
		  { "status", log_number(job->response.status) }, { "error", e == OK ? NULL : err_name(e) },
		  { "ms", log_number((clock_ticks() - ticks) / 1000) },
		  { "bytes", log_number((int64_t)job->response.body.len) });
	log_request(NULL);
}

/* Shows hora doctor, on whatever it asks for, which program answers. */
static void
prove(struct job *job)
{
	const char *proof = proof_make(job->exchange->arena, &job->app->proof_key, job->app->responder->name,
				       job->request.question);

	if (proof != NULL)
		response_header(&job->response, "Hora-Proof", proof);
}

void
front_answer(void *app, struct exchange *exchange)
{
	struct job job = { .app = app, .exchange = exchange };
	int64_t ticks = clock_ticks(), now = clock_now();
	enum err e;

	start(&job, now);
	e = work(&job);
	if (is_worth_repeating(&job, e)) {
		(void)db_end(job.app->db);
		start(&job, now);
		e = work(&job);
	}
	(void)db_end(job.app->db);
	if (e != OK)
		refusal_write(&job.response, e);
	prove(&job);
	response_write(&job.response, &exchange->out);
	job.app->served++;
	log_answer(&job, e, ticks);
}

static enum err
open_app(struct app *app)
{
	const struct settings *settings = &app->settings;
	const char *why;
	struct key key;
	enum err e;

	log_open(app->responder->name, (enum log_level)settings->log);
	if ((e = key_read(settings->signing_key, &key, &why)) != OK
	    || (e = asset_find(app->arena, settings->asset_list, stderr, &app->assets)) != OK
	    || (e = views_open(app->arena, settings->view_folder, settings->text_folder, stderr, &app->views))
		   != OK)
		return e;
	app->cookie_key = key_derive(&key, "cookie");
	app->csrf_key = key_derive(&key, "csrf");
	app->proof_key = proof_key(&key);
	if ((e = settings_token_keys(app->arena, settings, stderr, &app->token_keys)) != OK)
		return e;
	app->edition = edition_of(app->arena, settings->view_folder, settings->text_folder);
	app->db = arena_own(app->arena, db_new(settings->database, app->responder->name), db_free);
	return app->responder->open == NULL ? OK : app->responder->open(app);
}

int
front_main(const struct responder *responder, int argc, char **argv)
{
	struct app app = { .responder = responder, .arena = arena_new() };
	struct server server = { .answer = front_answer, .context = &app };
	const struct program program = { .name = responder->name,
					 .purpose = responder->purpose,
					 .path = arena_text(app.arena, HORA_CONF "/%s.conf", responder->name),
					 .conf = &settings_table,
					 .check = responder->signs ? settings_check_signer : settings_check };
	int status = PROGRAM_DONE;

	/* Large blocks go back to the system when a request ends. */
	mallopt(M_MMAP_THRESHOLD, 256 * 1024);
	if (route_check(responder->routes, stderr) != OK) {
		status = PROGRAM_FAILED;
	} else if (argc == 2 && text_equal(argv[1], "--routes")) {
		route_print(responder->routes, responder->name, role_name, stdout);
	} else if (program_start(&program, argc, argv, app.arena, &app.settings, &status)) {
		server.deadline = (int)app.settings.deadline;
		if (open_app(&app) != OK || server_run(&server) != OK)
			status = PROGRAM_FAILED;
	}
	arena_free(app.arena);
	return status;
}
