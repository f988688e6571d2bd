/* The spool is a folder that its programs can write to and not list. The names in it
 * are chance's, so that nobody's name for a file is ever part of a path; the
 * worker reads a file as a member of the folder's group. */
#include "web/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/complaint.h"
#include "base/log.h"
#include "base/text.h"
#include "crypto/random.h"
#include "web/multipart.h"

#define NAME_RANDOM_BYTES 18

/* The file while it is written. The upload comes first: see upload_keep. */
struct spooling {
	struct upload upload;
	const char *path;
	int file;
	size_t most;
	bool kept;
};

/* Bytes of the request, as many as it says it has. */
struct body {
	struct source source;
	size_t left;
};

static size_t
read_body(void *from, char *bytes, size_t len)
{
	struct body *body = from;
	size_t got = body->source.read(body->source.from, bytes, len < body->left ? len : body->left);

	body->left -= got;
	return got;
}

static void
let_go(void *thing)
{
	struct spooling *s = thing;

	close(s->file);
	if (!s->kept)
		(void)unlink(s->path);
}

static enum err
open_spool(struct arena *a, const char *folder, size_t most, struct spooling **out)
{
	struct spooling *s = arena_make(a, struct spooling);

	s->upload.name = random_token(a, NAME_RANDOM_BYTES);
	s->path = arena_text(a, "%s/%s", folder, s->upload.name);
	s->most = most;
	s->file = open(s->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
	if (s->file < 0 || fchmod(s->file, 0640) != 0) {
		log_event(LOG_ERROR, "spool", { "folder", folder }, { "why", strerror(errno) });
		if (s->file >= 0)
			close(s->file);
		return ERR_INTERNAL;
	}
	*out = arena_own(a, s, let_go);
	return OK;
}

/* What is too much is taken in, for the sake of an answer, and not kept. */
static enum err
spool(void *to, const char *bytes, size_t len)
{
	struct spooling *s = to;

	s->upload.len += len;
	if (s->upload.len > s->most)
		return OK;
	while (len > 0) {
		ssize_t n = write(s->file, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			log_event(LOG_ERROR, "spool", { "file", s->upload.name }, { "why", strerror(errno) });
			return ERR_INTERNAL;
		}
		bytes += n;
		len -= (size_t)n;
	}
	return OK;
}

/* The length must be told, since it is the only bound of what follows. */
static enum err
read_length(const struct request *rq, struct response *rs, size_t *out)
{
	const char *length = rq->content_length;
	int64_t len;

	if (text_is_empty(length) || !text_integer(length, strlen(length), &len) || len <= 0)
		return refuse(rs, ERR_INVALID, 411, "Say how long the request is.");
	if ((uint64_t)len > UPLOAD_REQUEST_BYTES)
		return refuse(rs, ERR_INVALID, 413, "That is more than we take at once.");
	if (!text_is_empty(rq->content_encoding) && !text_equal_fold(rq->content_encoding, "identity"))
		return refuse(rs, ERR_INVALID, 415, "Compressed requests are not read.");
	*out = (size_t)len;
	return OK;
}

enum err
upload_read(struct request *rq, struct response *rs, struct source source, const char *folder, size_t most)
{
	const char *boundary = multipart_boundary(rq->arena, rq->content_type);
	struct body body = { .source = source };
	struct multipart form;
	struct spooling *s;
	enum err e;

	rq->complaints = arena_make(rq->arena, struct complaints);
	if (boundary == NULL)
		return refuse(rs, ERR_INVALID, 415, "Send the form as multipart/form-data.");
	if ((e = read_length(rq, rs, &body.left)) != OK
	    || (e = open_spool(rq->arena, folder, most, &s)) != OK)
		return e;
	e = multipart_read(rq->arena, (struct source){ read_body, &body }, boundary,
			   (struct sink){ spool, s }, &form);
	if (e == ERR_INVALID || (e == OK && body.left > 0))
		return refuse(rs, ERR_INVALID, 400, "The form is not well formed.");
	if (e != OK)
		return e;
	rq->typed = form.fields;
	if (form.file_name != NULL) {
		s->upload.field = form.file_name;
		rq->upload = &s->upload;
	}
	return OK;
}

void
upload_keep(struct upload *upload)
{
	((struct spooling *)upload)->kept = true;
}
