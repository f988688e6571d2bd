/* Both ways end in one socket: what is to be copied goes in, what was made comes
 * out. Writing and reading take turns as the socket is ready, so that neither
 * side can make the other wait for ever; a maker that was started here is
 * killed when its time is over. */
#include "apps/worker/maker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"

#define SECONDS 12 /* more than it takes itself: confine.h of hora-image */
#define CHUNK 65536

struct maker {
	int socket;
	pid_t child; /* 0: systemd's */
};

static enum err
blame(struct arena *a, const char *at, const char **why)
{
	*why = arena_text(a, "hora-image at %s: %s", at, strerror(errno));
	log_event(LOG_ERROR, "no_image_maker", { "at", at }, { "why", strerror(errno) });
	return ERR_BUSY;
}

static bool
is_socket(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISSOCK(status.st_mode);
}

static bool
connect_to(const char *path, struct maker *out)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };

	if (strlen(path) >= sizeof name.sun_path) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(name.sun_path, path, strlen(path));
	*out = (struct maker){ .socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0) };
	if (out->socket >= 0 && connect(out->socket, (struct sockaddr *)&name, sizeof name) == 0)
		return true;
	if (out->socket >= 0)
		close(out->socket);
	return false;
}

/* It gets the socket as input and output, an empty environment, and no signal of
 * ours that is blocked or ignored. */
static bool
start(const char *program, struct maker *out)
{
	char *const words[] = { (char[]){ "hora-image" }, NULL }, *const environment[] = { NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none, pipe;
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return false;
	sigemptyset(&none);
	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, pair[1], STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, pair[1], STDOUT_FILENO);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &pipe);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	errno = posix_spawn(&out->child, program, &files, &attributes, words, environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	close(pair[1]);
	out->socket = pair[0];
	if (errno != 0)
		close(pair[0]);
	return errno == 0;
}

/* What is still to be written: the kind's line, then the file. */
struct feed {
	int file;
	char bytes[CHUNK];
	size_t at, len;
	bool over;
};

/* False when the other side takes no more. */
static bool
feed(struct feed *f, int to)
{
	ssize_t n;

	if (f->at == f->len) {
		n = read(f->file, f->bytes, sizeof f->bytes);
		f->at = 0;
		f->len = n > 0 ? (size_t)n : 0;
		f->over = n <= 0;
		return f->over ? shutdown(to, SHUT_WR) == 0 : true;
	}
	n = send(to, f->bytes + f->at, f->len - f->at, MSG_DONTWAIT | MSG_NOSIGNAL);
	f->at += n > 0 ? (size_t)n : 0;
	return n > 0 || errno == EAGAIN || errno == EINTR;
}

/* False at the end of what comes. */
static bool
hear(int from, struct buffer *reply)
{
	char bytes[CHUNK];
	ssize_t n = recv(from, bytes, sizeof bytes, MSG_DONTWAIT);

	if (n > 0)
		buffer_add(reply, bytes, (size_t)n);
	return n > 0 ? !reply->full : n < 0 && (errno == EAGAIN || errno == EINTR);
}

static void
converse(const struct maker *m, struct feed *f, struct buffer *reply)
{
	int64_t end = clock_ticks() + SECONDS * INT64_C(1000000), left;
	struct pollfd socket = { .fd = m->socket };

	while ((left = end - clock_ticks()) > 0) {
		socket.events = (short)(f->over ? POLLIN : POLLIN | POLLOUT);
		if (poll(&socket, 1, (int)(left / 1000) + 1) < 0 && errno != EINTR)
			return;
		/* Whoever refuses early does not hear the rest. */
		if ((socket.revents & POLLOUT) != 0 && !f->over && !feed(f, m->socket))
			f->over = true;
		if ((socket.revents & (POLLIN | POLLHUP | POLLERR)) != 0 && !hear(m->socket, reply))
			return;
	}
}

static void
end(const struct maker *m)
{
	int status;

	close(m->socket);
	if (m->child == 0)
		return;
	kill(m->child, SIGKILL);
	while (waitpid(m->child, &status, 0) < 0 && errno == EINTR)
		continue;
}

enum err
maker_copy(struct arena *a, const char *at, int picture, enum picture_kind kind, struct picture_reply *out,
	   const char **why)
{
	struct feed *f = arena_make(a, struct feed);
	struct buffer reply = buffer_new(a, PICTURE_REPLY_BYTES_MAX);
	struct maker m = { .socket = -1 };

	if (!(is_socket(at) ? connect_to(at, &m) : start(at, &m)))
		return blame(a, at, why);
	f->file = picture;
	f->len = (size_t)snprintf(f->bytes, sizeof f->bytes, "%s\n", picture_kind_names[kind]);
	converse(&m, f, &reply);
	end(&m);
	if (picture_read(buffer_string(&reply), reply.len, kind, out) != OK) {
		log_event(LOG_WARNING, "image_maker_failed", { "bytes", log_number((int64_t)reply.len) });
		*out = (struct picture_reply){ .fault = PICTURE_DAMAGED };
	}
	return OK;
}
