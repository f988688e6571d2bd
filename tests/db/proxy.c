/* The go-between: a thread that polls the listening socket, the client's and the
 * server's. */
#include "tests/db/proxy.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { LISTENER, CLIENT, SERVER, SOCKETS };

static struct {
	pthread_t thread;
	struct pollfd sockets[SOCKETS];
	struct sockaddr_un own, server;
	char folder[32];
	_Atomic enum proxy_mode mode;
	atomic_bool ended;
} proxy;

static void
hang_up(void)
{
	for (int i = CLIENT; i <= SERVER; i++)
		if (proxy.sockets[i].fd >= 0) {
			close(proxy.sockets[i].fd);
			proxy.sockets[i].fd = -1;
		}
}

static void
pick_up(void)
{
	hang_up();
	proxy.sockets[CLIENT].fd = accept(proxy.sockets[LISTENER].fd, NULL, NULL);
	proxy.sockets[SERVER].fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (connect(proxy.sockets[SERVER].fd, (struct sockaddr *)&proxy.server, sizeof proxy.server) != 0)
		hang_up();
}

/* Hands on what one side says; false: the line is to be cut. */
static bool
hand_on(int from)
{
	enum proxy_mode mode = proxy.mode;
	char bytes[65536];
	ssize_t n;

	if (mode == PROXY_SILENT)
		return true;
	if (mode == (from == CLIENT ? PROXY_CUT_REQUEST : PROXY_CUT_ANSWER)) {
		proxy.mode = PROXY_PASS;
		return false;
	}
	n = read(proxy.sockets[from].fd, bytes, sizeof bytes);
	return n > 0 && write(proxy.sockets[from == CLIENT ? SERVER : CLIENT].fd, bytes, (size_t)n) == n;
}

static void *
serve(void *unused)
{
	while (!proxy.ended) {
		poll(proxy.sockets, SOCKETS, 20);
		if (proxy.sockets[LISTENER].revents != 0)
			pick_up();
		for (int i = CLIENT; i <= SERVER; i++)
			if (proxy.sockets[i].fd >= 0 && proxy.sockets[i].revents != 0 && !hand_on(i))
				hang_up();
	}
	return unused;
}

static void
make_address(struct sockaddr_un *address, const char *folder)
{
	*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	snprintf(address->sun_path, sizeof address->sun_path, "%s/.s.PGSQL.5432", folder);
}

const char *
proxy_start(const char *server)
{
	struct pollfd *listener = &proxy.sockets[LISTENER];

	snprintf(proxy.folder, sizeof proxy.folder, "/tmp/hora-proxy.XXXXXX");
	if (mkdtemp(proxy.folder) == NULL)
		abort();
	make_address(&proxy.own, proxy.folder);
	make_address(&proxy.server, server);
	for (int i = 0; i < SOCKETS; i++)
		proxy.sockets[i] = (struct pollfd){ .fd = -1, .events = POLLIN };
	listener->fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (bind(listener->fd, (struct sockaddr *)&proxy.own, sizeof proxy.own) != 0
	    || listen(listener->fd, 8) != 0)
		abort();
	proxy.mode = PROXY_PASS;
	proxy.ended = false;
	if (pthread_create(&proxy.thread, NULL, serve, NULL) != 0)
		abort();
	return proxy.folder;
}

void
proxy_stop(void)
{
	proxy.ended = true;
	pthread_join(proxy.thread, NULL);
	hang_up();
	close(proxy.sockets[LISTENER].fd);
	unlink(proxy.own.sun_path);
	rmdir(proxy.folder);
}

void
proxy_mode(enum proxy_mode mode)
{
	proxy.mode = mode;
}
