/* The first process starts the others and does nothing else: so it is there to
 * start again who ended at a deadline. It waits for signals alone, which are
 * blocked otherwise; whoever loses it ends after the job under way. */
#include "apps/worker/crew.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"

#define AGAIN_NS 100000000 /* before one that ended is started anew */
#define LEFT_FREE 2        /* seats for others than who has one already */

struct watch {
	struct crew *crew;
	pid_t pids[CREW_MAX]; /* 0 = ended */
	sigset_t signals, before;
	bool stopping;
	int status;
};

static struct crew *
share_crew(int size)
{
	void *memory =
	    mmap(NULL, sizeof(struct crew), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct crew *crew = memory;

	if (memory == MAP_FAILED)
		return NULL;
	crew->size = size;
	return crew;
}

/* In the new process: true, and signals are as they were. */
static bool
start(struct watch *w, int seat)
{
	pid_t parent = getpid();

	w->pids[seat] = fork();
	if (w->pids[seat] != 0)
		return false;
	(void)sigprocmask(SIG_SETMASK, &w->before, NULL);
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		(void)raise(SIGTERM);
	return true;
}

static void
stop_all(struct watch *w)
{
	w->stopping = true;
	for (int seat = 0; seat < w->crew->size; seat++)
		if (w->pids[seat] > 0)
			(void)kill(w->pids[seat], SIGTERM);
}

/* One that gave up by itself takes the others along: systemd starts all anew. */
static void
note_end(struct watch *w, int seat, int ended)
{
	w->pids[seat] = 0;
	crew_leave(w->crew, seat);
	if (WIFSIGNALED(ended))
		log_event(LOG_WARNING, "process_ended", { "seat", log_number(seat) },
			  { "signal", log_number(WTERMSIG(ended)) });
	if (WIFEXITED(ended) && WEXITSTATUS(ended) != 0) {
		w->status = WEXITSTATUS(ended);
		stop_all(w);
	}
}

/* True when somebody has ended who should not have. */
static bool
reap(struct watch *w)
{
	bool missing = false;
	int ended;
	pid_t pid;

	while ((pid = waitpid(-1, &ended, WNOHANG)) > 0)
		for (int seat = 0; seat < w->crew->size; seat++)
			if (w->pids[seat] == pid) {
				note_end(w, seat, ended);
				missing = true;
			}
	return missing;
}

static bool
any_left(const struct watch *w)
{
	for (int seat = 0; seat < w->crew->size; seat++)
		if (w->pids[seat] > 0)
			return true;
	return false;
}

/* Fills the empty seats. Returns the seat in each process that is started, -1 in
 * the first. */
static int
fill_seats(struct watch *w)
{
	for (int seat = 0; seat < w->crew->size && !w->stopping; seat++)
		if (w->pids[seat] <= 0 && start(w, seat))
			return seat;
	return -1;
}

/* Returns likewise, -1 when all is over. */
static int
watch_over(struct watch *w)
{
	const struct timespec moment = { .tv_nsec = AGAIN_NS };
	int seat = fill_seats(w), signal;

	while (seat < 0 && any_left(w)) {
		signal = sigwaitinfo(&w->signals, NULL);
		if (signal == SIGTERM || signal == SIGINT)
			stop_all(w);
		if (reap(w) && !w->stopping) {
			nanosleep(&moment, NULL);
			seat = fill_seats(w);
		}
	}
	return seat;
}

int
crew_run(int size, int (*work)(void *context, struct crew *, int seat), void *context)
{
	struct watch w = { .crew = share_crew(size) };
	int seat = 0;

	if (w.crew == NULL)
		return 1;
	if (size > 1) {
		(void)sigemptyset(&w.signals);
		(void)sigaddset(&w.signals, SIGTERM);
		(void)sigaddset(&w.signals, SIGINT);
		(void)sigaddset(&w.signals, SIGCHLD);
		(void)sigprocmask(SIG_BLOCK, &w.signals, &w.before);
		seat = watch_over(&w);
	}
	return seat < 0 ? w.status : work(context, w.crew, seat);
}

bool
crew_ask(struct crew *crew, int seat, int64_t whom)
{
	int same = 0, unused = 0;

	atomic_store(&crew->asked[seat], whom);
	for (int i = 0; i < crew->size; i++) {
		int64_t other = atomic_load(&crew->asked[i]);

		same += i != seat && other == whom;
		unused += other == 0;
	}
	if (same == 0 || crew->size == 1 || unused >= LEFT_FREE)
		return true;
	crew_leave(crew, seat);
	return false;
}

void
crew_leave(struct crew *crew, int seat)
{
	atomic_store(&crew->asked[seat], 0);
}
