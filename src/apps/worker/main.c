/* hora-worker LANE: does what is to be done after a commit. One process serves
 * one lane; systemd starts one per lane and starts it again when it ends. */
#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apps/worker/crew.h"
#include "apps/worker/lane.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/program.h"
#include "crypto/random.h"
#include "usecase/rulebook.h"

/* Where a signal leaves its wish. */
static volatile sig_atomic_t *stopping;

static void
stop(int signal)
{
	(void)signal;
	*stopping = 1;
}

/* SIGTERM ends the lane after the job under way; a peer that hangs up must not. */
static void
set_signals(struct worker *worker)
{
	struct sigaction action = { .sa_handler = stop };

	stopping = &worker->stopping;
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
}

static enum err
open_worker(struct worker *worker)
{
	struct worker_settings *settings = &worker->settings;
	struct arena *a = worker->arena;
	enum err e;

	if ((e = worker_settings_check(settings, stderr)) != OK)
		return e;
	worker->host = worker_settings_host(settings, a);
	worker->db = arena_own(
	    a, db_new(settings->database, arena_text(a, "hora-worker-%s", worker->lane->name)), db_free);
	/* Chance tells this process from all that ever had its number. */
	worker->holder = (struct holder){ .lane = worker->lane->name,
					  .name = arena_text(a, "%s.%ld.%s", worker->lane->name,
							     (long)getpid(), random_token(a, 9)),
					  .seconds = settings->lease };
	worker->shelf = shelf_new(a);
	return worker->lane->open == NULL ? OK : worker->lane->open(worker);
}

/* Takes the lane's name, the last argument, off the list. NULL: there is none. */
static const struct lane *
take_lane(int *argc, char **argv)
{
	const struct lane *lane = *argc > 1 && argv[*argc - 1][0] != '-' ? lane_find(argv[*argc - 1]) : NULL;

	if (lane != NULL)
		argv[--*argc] = NULL;
	return lane;
}

static void
print_lanes(void)
{
	fputs("hora-worker: name a lane:", stderr);
	for (const struct lane *l = lanes; l->name != NULL; l++)
		fprintf(stderr, " %s", l->name);
	fputc('\n', stderr);
}

/* One process of the lane. */
static int
work(void *context, struct crew *crew, int seat)
{
	struct worker *worker = context;

	worker->crew = crew;
	worker->seat = seat;
	if (open_worker(worker) != OK)
		return PROGRAM_FAILED;
	set_signals(worker);
	log_event(LOG_INFO, "started", { "lane", worker->lane->name }, { "holder", worker->holder.name });
	lane_run(worker);
	log_event(LOG_INFO, "stopped", { "done", log_number(atomic_load(&crew->done)) },
		  { "failed", log_number(atomic_load(&crew->failed)) });
	return PROGRAM_DONE;
}

int
main(int argc, char **argv)
{
	static const struct program program = { .name = "hora-worker",
						.purpose =
						    "Does one lane's jobs: hora-worker [--config FILE] LANE.",
						.path = HORA_CONF "/hora-worker.conf",
						.conf = &worker_table };
	struct worker worker = { .arena = arena_new(), .lane = take_lane(&argc, argv) };
	int status = PROGRAM_DONE;

	mallopt(M_MMAP_THRESHOLD, 256 * 1024);
	if (program_start(&program, argc, argv, worker.arena, &worker.settings, &status)) {
		if (worker.lane == NULL) {
			print_lanes();
			status = PROGRAM_MISUSED;
		} else {
			log_open(arena_text(worker.arena, "hora-worker-%s", worker.lane->name),
				 (enum log_level)worker.settings.log);
			status = crew_run(worker.lane->crew > 1 ? worker.lane->crew : 1, work, &worker);
		}
	}
	arena_free(worker.arena);
	return status;
}
