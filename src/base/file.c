/* Reading files whole, with a limit. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* All of an open file, or why not. */
static const char *
read_all(struct arena *a, int fd, struct buffer *out)
{
	char bytes[4096];
	ssize_t len;

	*out = buffer_new(a, FILE_BYTES_MAX);
	while ((len = read(fd, bytes, sizeof bytes)) != 0) {
		if (len < 0 && errno != EINTR)
			return strerror(errno);
		if (len > 0)
			buffer_add(out, bytes, (size_t)len);
		if (out->full)
			return "is larger than 64 kB";
	}
	return NULL;
}

static const char *
object_to_secret(int fd)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return strerror(errno);
	if (!S_ISREG(status.st_mode))
		return "is not a regular file";
	if ((status.st_mode & S_IRWXO) != 0)
		return "is open to others; take their rights away with chmod o-rwx";
	return NULL;
}

const char *
file_read(struct arena *a, const char *path, bool secret, struct buffer *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (secret ? O_NONBLOCK : 0));
	const char *why = NULL;

	if (fd < 0)
		return strerror(errno);
	if (secret)
		why = object_to_secret(fd);
	if (why == NULL)
		why = read_all(a, fd, out);
	close(fd);
	if (why == NULL && secret && out->len > 0 && out->bytes[out->len - 1] == '\n')
		out->bytes[--out->len] = '\0';
	return why;
}
