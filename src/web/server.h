/* The FastCGI loop: one request at a time from the socket on descriptor 0, as
 * spawn-fcgi and multiwatch hand it over. libfcgi is spoken here only. */
#ifndef HORA_WEB_SERVER_H
#define HORA_WEB_SERVER_H

#include "base/buffer.h"
#include "base/err.h"
#include "web/request.h"

/* One exchange with nginx. The answer is written into out. */
struct exchange {
	const char *const *parameters;
	struct source body;
	struct arena *arena; /* cleared after the exchange */
	struct buffer out;
};

struct server {
	int deadline; /* seconds one exchange may take before the process gives up */
	void (*answer)(void *context, struct exchange *);
	void *context;
};

/* Serves until it is told to stop (SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1):
 * then the request in hand is finished and OK returned. An exchange that passes the deadline (a stalled sender or handler)
 * ends the process; its supervisor starts another. ERR_INTERNAL when descriptor
 * 0 is no listening socket. */
MUST_CHECK enum err server_run(const struct server *);

#endif
