/* Files in folders by the first two characters of their name, written beside and
 * then put in place; or a bucket, which does all that itself. */
#include "clients/media.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"

struct media {
	const char *folder; /* NULL: in the bucket */
	struct s3_bucket bucket;
	struct s3 *s3;
};

enum err
media_open(struct arena *a, const struct media_place *place, struct media **out, const char **why)
{
	struct media *m = arena_make(a, struct media);

	*out = m;
	if (text_starts(place->url, "file:/")) {
		m->folder = place->url + strlen("file:");
		return OK;
	}
	if (place->region == NULL || place->id == NULL || place->secret == NULL) {
		*why = "a bucket wants media_region, media_id and media_secret; a folder is file:/FOLDER";
		return ERR_INVALID;
	}
	m->bucket = (struct s3_bucket){ .url = place->url,
					.region = place->region,
					.id = place->id,
					.secret = place->secret,
					.authorities = place->authorities };
	return s3_open(a, &m->bucket, &m->s3, why);
}

/* Files are nginx's to read, whatever the process's umask. */
static bool
write_file(const char *path, const struct s3_object *object)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	size_t done = 0;
	bool good = file >= 0 && fchmod(file, 0644) == 0;

	while (good && done < object->len) {
		ssize_t n = write(file, object->bytes + done, object->len - done);

		good = n > 0 || (n < 0 && errno == EINTR);
		done += n > 0 ? (size_t)n : 0;
	}
	good = good && fsync(file) == 0;
	return file >= 0 && close(file) == 0 && good;
}

static enum err
blame(struct arena *a, const char *path, const char **why)
{
	*why = arena_text(a, "%s: %s", path, strerror(errno));
	log_event(LOG_WARNING, "media_folder", { "why", *why });
	return ERR_BUSY;
}

static enum err
put_file(const struct media *m, struct arena *a, const struct s3_object *object, const char **why)
{
	const char *path = arena_text(a, "%s/%s", m->folder, object->name);
	const char *draft = arena_text(a, "%s.%ld.part", path, (long)getpid());
	const char *folder =
	    arena_text(a, "%s/%.*s", m->folder, (int)strcspn(object->name, "/"), object->name);

	if ((mkdir(folder, 0755) == 0 && chmod(folder, 0755) != 0) || !write_file(draft, object)
	    || rename(draft, path) != 0) {
		enum err e = blame(a, path, why);

		(void)unlink(draft);
		return e;
	}
	return OK;
}

enum err
media_put(struct media *m, struct arena *a, const struct s3_object *object, int64_t now, const char **why)
{
	return m->folder != NULL ? put_file(m, a, object, why) : s3_put(m->s3, a, object, now, why);
}

enum err
media_delete(struct media *m, struct arena *a, const char *name, int64_t now, const char **why)
{
	const char *path;

	if (m->folder == NULL)
		return s3_delete(m->s3, a, name, now, why);
	path = arena_text(a, "%s/%s", m->folder, name);
	return unlink(path) == 0 || errno == ENOENT ? OK : blame(a, path, why);
}
