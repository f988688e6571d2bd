/* The loop of a lane: look for what is due, lease one job, do it under a hard
 * deadline, end it; between jobs chores, leases that ran out, and the wish to
 * stop. Nothing is done twice on a worker's own account: what it cannot record
 * it leaves to the lease. */
#include "apps/worker/lane.h"

#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "apps/worker/crew.h"
#include "apps/worker/report.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"

#define QUEUE_LIFE 1000000 /* microseconds for which an order of the due jobs stands */
#define CHOICES 16         /* jobs offered to one lease: others may take some */
#define BATCH 200          /* jobs done at once in a lane that can */
#define BATCH_SECONDS 2    /* before one that failed is tried again */
#define RECLAIM_SECONDS 5
#define AWAY_MS 1000 /* before the database is tried again */
#define RECORD_MS 200
#define TURN_MS 100 /* before a job whose turn it was not is looked at again */

/* The lane at work: what is due, in the order to do it. */
struct round {
	struct worker *worker;
	struct arena *queue_arena, *arena;
	const int64_t *ids;
	size_t count, next;
	int64_t read_at; /* clock_ticks */
	int64_t reclaim_at, report_at;
	int64_t *chores_at; /* Unix seconds, by chore */
};

bool
work_is_last_try(const struct work *w)
{
	return w->job->tries + 1 >= w->task->tries;
}

/* Returns early when a signal comes. */
static void
pause_ms(int64_t ms)
{
	const struct timespec time = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	nanosleep(&time, NULL);
}

/* A job that outlasts its deadline takes the process with it: nothing less stops
 * whatever it hangs in. The lease counts it. */
static void
set_deadline(int64_t seconds)
{
	const struct itimerval timer = { .it_value.tv_sec = seconds };

	setitimer(ITIMER_REAL, &timer, NULL);
}

/* --- one job --- */

static void
judge_error(struct work *w, enum err e)
{
	w->record = NULL;
	w->ending = task_is_final(e) ? END_BURY : END_RETRY;
	if (w->why == NULL)
		w->why = err_name(e);
}

/* As much of a text as the job's row takes, in whole characters. */
static const char *
cut(struct arena *a, const char *text, size_t most)
{
	size_t len = strlen(text), kept = 0, n;
	uint32_t point;

	while (kept < len && (n = utf8_read(text + kept, len - kept, &point)) > 0 && kept + n <= most)
		kept += n;
	return arena_copy(a, text, kept);
}

static enum err
end_job(const struct work *w)
{
	struct db *db = w->worker->db;
	const struct holder *h = &w->worker->holder;
	const char *why = cut(w->arena, w->why == NULL ? "done" : w->why, 200);

	switch (w->ending) {
	case END_DONE:
		return job_done(db, h, w->job, why);
	case END_POSTPONE:
		return job_postpone(db, h, w->job, w->wait_ms > 0 ? w->wait_ms : TURN_MS);
	case END_RETRY:
		if (!work_is_last_try(w))
			return job_retry(db, h, w->job, why, task_delay(w->job->tries + 1));
		return job_bury(db, h, w->job, why);
	default:
		return job_bury(db, h, w->job, why);
	}
}

static enum err
record(struct work *w)
{
	struct db *db = w->worker->db;
	enum err e;

	db_pipe(db);
	if ((e = db_begin(db)) != OK || (w->record != NULL && (e = w->record(w)) != OK)
	    || (e = end_job(w)) != OK || (e = db_commit(db)) != OK)
		return e;
	return db_flush(db);
}

/* What came of the job has to be kept, for as long as the deadline lets us try. */
static void
settle(struct work *w)
{
	enum err e;

	while ((e = record(w)) != OK) {
		(void)db_end(w->worker->db);
		if (e == ERR_NOT_FOUND) {
			log_event(LOG_WARNING, "lease_lost", { "kind", w->job->kind },
				  { "id", log_number(w->job->id) });
			return;
		}
		pause_ms(RECORD_MS);
	}
}

static void
do_job(struct worker *worker, struct arena *a, const struct job *job)
{
	struct work w = { .worker = worker,
			  .job = job,
			  .task = task_find(worker->lane, job->kind),
			  .arena = a,
			  .now = clock_now() };
	static const struct task unknown = { .name = "unknown", .seconds = 5, .tries = 1 };
	static const char *const names[] = { "done", "retry", "postponed", "dead" };
	static const enum log_level levels[] = { LOG_INFO, LOG_INFO, LOG_DEBUG, LOG_ERROR };
	int64_t ticks = clock_ticks(), longest = worker->holder.seconds - 5;
	enum err e = ERR_INVALID;

	log_request(job->request == NULL ? arena_text(a, "job-%lld", (long long)job->id) : job->request);
	set_deadline(w.task != NULL && w.task->seconds < longest ? w.task->seconds : longest);
	if (w.task == NULL) {
		w.task = &unknown;
		w.why = "nobody here knows how to do this";
	} else {
		e = w.task->work(&w);
	}
	(void)db_end(worker->db);
	if (e != OK)
		judge_error(&w, e);
	settle(&w);
	set_deadline(0);
	atomic_fetch_add(&worker->crew->done, w.ending == END_DONE);
	atomic_fetch_add(&worker->crew->failed, w.ending == END_RETRY || w.ending == END_BURY);
	log_event(levels[w.ending], "job", { "job", log_number(job->id) }, { "kind", job->kind },
		  { "studio", log_number(job->studio) }, { "ending", names[w.ending] }, { "why", w.why },
		  { "ms", log_number((clock_ticks() - ticks) / 1000) });
	log_request(NULL);
}

static void
do_batch(struct round *r, const struct list *jobs)
{
	struct worker *worker = r->worker;
	int64_t *ids = arena_alloc(r->arena, jobs->count, sizeof *ids);
	const struct job *items = jobs->items;
	enum err e;

	for (size_t i = 0; i < jobs->count; i++)
		ids[i] = items[i].id;
	set_deadline(worker->holder.seconds - 5);
	e = worker->lane->batch(worker, r->arena, jobs);
	if (e == OK)
		e = job_forget(worker->db, &worker->holder, ids, jobs->count);
	set_deadline(0);
	if (e != OK) {
		(void)db_end(worker->db);
		log_event(LOG_WARNING, "batch_failed", { "error", err_name(e) },
			  { "jobs", log_number((int64_t)jobs->count) });
		if (job_release(worker->db, &worker->holder, ids, jobs->count, BATCH_SECONDS) != OK)
			log_event(LOG_WARNING, "batch_left", { "to", "its lease" });
	}
	atomic_fetch_add(&worker->crew->done, e == OK ? (int64_t)jobs->count : 0);
}

/* --- the loop --- */

static enum err
read_queue(struct round *r)
{
	struct list list;
	enum err e;

	arena_clear(r->queue_arena);
	r->count = r->next = 0;
	if ((e = job_queue(r->worker->db, r->queue_arena, r->worker->lane->name, &list)) != OK)
		return e;
	r->ids = list.items;
	r->count = list.count;
	r->read_at = clock_ticks();
	return OK;
}

static enum err
take_back(struct round *r, int64_t now)
{
	if (now < r->reclaim_at)
		return OK;
	r->reclaim_at = now + RECLAIM_SECONDS;
	return job_reclaim(r->worker->db, r->worker->lane->name);
}

/* Figures that cannot be written keep nobody from working. */
static void
report(struct round *r, int64_t now)
{
	if (now < r->report_at)
		return;
	r->report_at = now + REPORT_SECONDS;
	if (report_write(r->worker, r->arena, now) != OK)
		(void)db_end(r->worker->db);
}

/* One that fails is logged, and does not keep the jobs waiting. */
static void
do_chore(struct worker *worker, const struct chore *c, int64_t now)
{
	enum err e;

	set_deadline(worker->holder.seconds);
	e = c->run(worker, now);
	set_deadline(0);
	if (e != OK)
		log_event(LOG_WARNING, "chore_failed", { "chore", c->name }, { "error", err_name(e) });
	(void)db_end(worker->db);
}

static void
do_chores(struct round *r, int64_t now)
{
	const struct chore *c = r->worker->lane->chores;

	for (size_t i = 0; c != NULL && c[i].name != NULL; i++) {
		if (now < r->chores_at[i])
			continue;
		r->chores_at[i] = now + c[i].seconds;
		do_chore(r->worker, &c[i], now);
	}
}

/* Leases and does what comes next. *found false: nothing is due. */
static enum err
do_next(struct round *r, bool *found)
{
	struct worker *worker = r->worker;
	bool batch = worker->lane->batch != NULL;
	size_t left, offered;
	struct list jobs;
	enum err e;

	*found = false;
	if ((r->next == r->count || clock_ticks() - r->read_at > QUEUE_LIFE) && (e = read_queue(r)) != OK)
		return e;
	left = r->count - r->next;
	if (left == 0)
		return OK;
	*found = true;
	offered = left < (batch ? BATCH : CHOICES) ? left : (batch ? BATCH : CHOICES);
	if ((e = job_lease(worker->db, r->arena, &worker->holder, db_ints(r->ids + r->next, offered),
			   batch ? BATCH : 1, &jobs))
	    != OK)
		return e;
	r->next += batch || jobs.count == 0 ? offered : 1;
	if (batch && jobs.count > 0)
		do_batch(r, &jobs);
	else if (jobs.count > 0)
		do_job(worker, r->arena, jobs.items);
	return OK;
}

static void
step(struct round *r)
{
	int64_t now = clock_now();
	bool found = false;
	enum err e;

	report(r, now);
	do_chores(r, now);
	if ((e = take_back(r, now)) == OK)
		e = do_next(r, &found);
	(void)db_end(r->worker->db);
	arena_clear(r->arena);
	if (e != OK)
		pause_ms(AWAY_MS);
	else if (!found)
		pause_ms(r->worker->lane->poll_ms);
}

void
lane_run(struct worker *worker)
{
	struct round r = { .worker = worker, .queue_arena = arena_new(), .arena = arena_new() };
	size_t chores = 0;

	while (worker->lane->chores != NULL && worker->lane->chores[chores].name != NULL)
		chores++;
	r.chores_at = arena_alloc(worker->arena, chores + 1, sizeof *r.chores_at);
	while (!worker->stopping)
		step(&r);
	if (worker->lane->close != NULL)
		do_chore(worker, &(struct chore){ "close", worker->lane->close, 0 }, clock_now());
	arena_free(r.arena);
	arena_free(r.queue_arena);
}
