/* The gateway loop. We wait for a connection ourselves, with epoll, and let
 * libfcgi accept only when there is one: so a stop signal is seen at rest
 * without a race, of several processes one is woken, and the deadline's clock
 * runs from the first byte on. The listening socket is set non-blocking, for
 * the process that comes second; libfcgi then returns instead of waiting. */
#include "web/server.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fcgiapp.h>

#include "base/log.h"
#include "web/response.h"

#define LISTENER 0             /* where spawn-fcgi puts the socket */
#define DRAIN_BYTES (33 << 20) /* most of an unread body that is taken in before answering */

static volatile sig_atomic_t stopping;

static void
note_stop(int number)
{
	(void)number;
	stopping = 1;
}

/* Nothing in hand can be trusted to end: say so with what is safe in a signal
 * handler and make room for a new process. The database undoes what was open. */
static void
give_up(int number)
{
	static const char line[] = "level=error event=deadline_passed\n";

	(void)number;
	_exit(write(STDERR_FILENO, line, sizeof line - 1) < 0 ? 75 : 74);
}

static void
handle_signal(int number, void (*handler)(int))
{
	struct sigaction action = { .sa_handler = handler };

	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

/* What supervisors stop a program with. multiwatch 1.0.0 sends SIGUSR1 unless
 * told otherwise, and then, by a slip in its table, SIGHUP for INT and SIGQUIT
 * for TERM. */
static const int stops[] = { SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1 };

/* Stop signals are open only while we wait; a request in hand is finished. */
static void
set_signals(sigset_t *waiting)
{
	sigset_t blocked;

	sigemptyset(&blocked);
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
		sigaddset(&blocked, stops[i]);
		handle_signal(stops[i], note_stop);
	}
	sigprocmask(SIG_BLOCK, &blocked, waiting);
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		sigdelset(waiting, stops[i]);
	handle_signal(SIGALRM, give_up);
	handle_signal(SIGPIPE, SIG_IGN);
}

static enum err
open_listener(int *epoll)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLEXCLUSIVE };
	int listening = 0, flags = fcntl(LISTENER, F_GETFL);
	socklen_t len = sizeof listening;

	if (getsockopt(LISTENER, SOL_SOCKET, SO_ACCEPTCONN, &listening, &len) != 0 || !listening) {
		log_event(LOG_ERROR, "no_socket", { "reason", "descriptor 0 is no listening socket" });
		return ERR_INTERNAL;
	}
	*epoll = epoll_create1(EPOLL_CLOEXEC);
	if (*epoll < 0 || fcntl(LISTENER, F_SETFL, flags | O_NONBLOCK) != 0
	    || epoll_ctl(*epoll, EPOLL_CTL_ADD, LISTENER, &event) != 0) {
		log_event(LOG_ERROR, "no_socket", { "reason", strerror(errno) });
		return ERR_INTERNAL;
	}
	return OK;
}

/* While connections wait, epoll_pwait finds one at once and lets no signal in: a
 * busy process would hear of its stop when the load ends. */
static bool
is_stopped(void)
{
	sigset_t pending;

	if (stopping || sigpending(&pending) != 0)
		return stopping;
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		if (sigismember(&pending, stops[i]) == 1)
			return true;
	return false;
}

static size_t
read_stream(void *stream, char *bytes, size_t len)
{
	int got = FCGX_GetStr(bytes, len > INT_MAX ? INT_MAX : (int)len, stream);

	return got > 0 ? (size_t)got : 0;
}

/* nginx takes an answer that comes before the whole body was read for a failure
 * of ours, so what a refusal left unread is read here; false when that is more
 * than we will. */
static bool
drain(FCGX_Stream *in)
{
	char waste[4096];
	int total = 0, got = 0;

	while (total < DRAIN_BYTES && (got = FCGX_GetStr(waste, sizeof waste, in)) > 0)
		total += got;
	return got <= 0;
}

static void
serve_one(const struct server *server, FCGX_Request *request, struct arena *arena)
{
	struct exchange exchange = {
		.parameters = (const char *const *)request->envp,
		.body = { read_stream, request->in },
		.arena = arena,
		.out = buffer_new(arena, ANSWER_BYTES_MAX + 65536),
	};
	bool drained;

	server->answer(server->context, &exchange);
	drained = drain(request->in);
	FCGX_PutStr(exchange.out.bytes, (int)exchange.out.len, request->out);
	/* A request that counts as detached is closed at once. Otherwise libfcgi waits
	 * for nginx to close first, lest unread input makes the kernel take back what
	 * was answered; here none is left. */
	if (drained)
		FCGX_Detach(request);
	FCGX_Finish_r(request);
	arena_clear(arena);
}

enum err
server_run(const struct server *server)
{
	struct arena *arena;
	FCGX_Request request;
	struct epoll_event event;
	sigset_t waiting;
	int epoll;
	enum err e;

	if ((e = open_listener(&epoll)) != OK)
		return e;
	if (FCGX_Init() != 0 || FCGX_InitRequest(&request, LISTENER, 0) != 0)
		return ERR_INTERNAL;
	set_signals(&waiting);
	arena = arena_new();
	log_event(LOG_INFO, "serving");
	while (!is_stopped()) {
		if (epoll_pwait(epoll, &event, 1, -1, &waiting) != 1)
			continue;
		alarm((unsigned)server->deadline);
		if (FCGX_Accept_r(&request) == 0)
			serve_one(server, &request, arena);
		alarm(0);
	}
	log_event(LOG_INFO, "stopped");
	FCGX_Free(&request, 1);
	arena_free(arena);
	close(epoll);
	return OK;
}
