/* Sockets and programs of this machine. */
#include "apps/cli/door.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANSWER_BYTES 65536
#define SECONDS 5

static int
connect_to(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	const struct timeval patience = { .tv_sec = SECONDS };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || strlen(path) >= sizeof address.sun_path) {
		errno = fd < 0 ? errno : ENAMETOOLONG;
		return fd;
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	if (connect(fd, (const struct sockaddr *)&address, sizeof address) == 0)
		return fd;
	close(fd);
	return -1;
}

/* All there is to read, as far as there is room. */
static char *
read_all(struct arena *a, int fd)
{
	char *text = arena_alloc(a, ANSWER_BYTES + 1, 1);
	size_t len = 0;
	ssize_t n;

	while (len < ANSWER_BYTES && (n = read(fd, text + len, ANSWER_BYTES - len)) > 0)
		len += (size_t)n;
	return text;
}

enum err
door_ask(struct arena *a, const char *socket, const char *path, int *status, const char **body)
{
	const char *question = arena_text(a, "GET %s HTTP/1.0\r\n\r\n", path), *answer, *end;
	int fd = connect_to(socket);

	if (fd < 0) {
		*body = arena_text(a, "%s: %s", socket, strerror(errno));
		return ERR_UPSTREAM;
	}
	answer = write(fd, question, strlen(question)) == (ssize_t)strlen(question) ? read_all(a, fd) : "";
	close(fd);
	end = strstr(answer, "\r\n\r\n");
	if (strncmp(answer, "HTTP/1.", 7) != 0 || end == NULL) {
		*body = arena_text(a, "%s: no answer", socket);
		return ERR_UPSTREAM;
	}
	*status = (int)strtol(answer + 9, NULL, 10);
	*body = end + 4;
	return OK;
}

static pid_t
start(const char *const argv[], const char *setting, int out)
{
	char *environment[] = { setting == NULL ? NULL : strdup(setting), NULL };
	posix_spawn_file_actions_t actions;
	pid_t pid = -1;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, out, 1);
	posix_spawn_file_actions_adddup2(&actions, out, 2);
	errno = posix_spawn(&pid, argv[0], &actions, NULL, (char *const *)(uintptr_t)argv, environment);
	posix_spawn_file_actions_destroy(&actions);
	free(environment[0]);
	return errno == 0 ? pid : -1;
}

enum err
door_run(struct arena *a, const char *const argv[], const char *setting, int *status, const char **said)
{
	int ends[2];
	char *text;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return ERR_INTERNAL;
	pid = start(argv, setting, ends[1]);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		*said = arena_text(a, "%s: %s", argv[0], strerror(errno));
		return ERR_NOT_FOUND;
	}
	text = read_all(a, ends[0]);
	close(ends[0]);
	if (waitpid(pid, status, 0) != pid)
		return ERR_INTERNAL;
	text[strcspn(text, "\n")] = '\0';
	*said = text;
	return OK;
}
