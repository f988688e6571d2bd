/* A picture's way: from the spool through hora-image to the place where pictures
 * are kept, then onto the pages. Its files are claimed before they are
 * written and released before they are deleted (sql: picture_claim), since
 * pictures of the same content share theirs. Each step may be done again. */
#include "apps/worker/gallery.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/worker/lane.h"
#include "apps/worker/maker.h"
#include "base/json.h"
#include "base/log.h"
#include "clients/media.h"
#include "crypto/digest.h"
#include "store/picture.h"

#define LEFT_SECONDS 600 /* after which a file of the spool without a row is nobody's */

/* One picture in hand. */
struct making {
	struct picture_work row;
	struct picture_reply reply;
	const char *digest;
	const char *spool; /* path */
	int64_t bytes;
};

enum err
gallery_open(struct worker *worker)
{
	const struct worker_settings *s = &worker->settings;
	const struct media_place place = { .url = s->media,
					   .region = s->media_region,
					   .id = s->media_id,
					   .secret = s->media_secret,
					   .authorities = s->media_authorities };
	const char *why = "";
	enum err e = media_open(worker->arena, &place, &worker->media, &why);

	if (e != OK)
		fprintf(stderr, "media: %s\n", why);
	return e;
}

static enum err
find_picture(struct work *w, struct picture_work *out)
{
	struct json *payload;
	enum err e;

	if ((e = json_read(w->arena, w->job->payload, strlen(w->job->payload), &payload, NULL, NULL)) != OK)
		return e;
	return picture_find(w->worker->db, w->arena, json_integer(json_member(payload, "picture")), out);
}

static const char *
spool_path(const struct work *w, const char *name)
{
	return arena_text(w->arena, "%s/%s", w->worker->settings.spool, name);
}

/* A file of the spool goes once its picture's end is kept: whoever dies before that
 * leaves it to be worked off again. So it is looked after a moment later. */
static enum err
clear_spent(struct worker *worker, struct arena *a)
{
	bool wanted;
	enum err e;

	if (*worker->spent == '\0')
		return OK;
	if ((e = picture_is_spooled(worker->db, a, worker->spent, &wanted)) != OK)
		return e;
	if (!wanted)
		(void)unlink(arena_text(a, "%s/%s", worker->settings.spool, worker->spent));
	*worker->spent = '\0';
	return OK;
}

/* --- making --- */

static enum err
record_failure(struct work *w)
{
	const struct making *m = w->data;

	return picture_fail(w->worker->db, m->row.id, m->reply.fault);
}

static enum err
record_copies(struct work *w)
{
	const struct making *m = w->data;
	const struct picture_copy *widest = &m->reply.copies[m->reply.count - 1];

	return picture_ready(w->worker->db, m->row.id, widest->width, widest->height, m->bytes);
}

/* The copies' common name: the digest of them all. */
static void
name_copies(struct arena *a, struct making *m, unsigned char digest[static DIGEST_SIZE])
{
	struct buffer all = buffer_new(a, PICTURE_REPLY_BYTES_MAX);

	for (size_t i = 0; i < m->reply.count; i++)
		buffer_add(&all, m->reply.copies[i].bytes, m->reply.copies[i].len);
	digest_sha256(all.bytes, all.len, digest);
	m->digest = hex_write(a, digest, DIGEST_SIZE);
	m->bytes = (int64_t)all.len;
}

static enum err
put_copies(struct work *w, const struct making *m)
{
	static const char *const types[PICTURE_FORMAT__MAX] = {
		[PICTURE_WEBP] = "image/webp", [PICTURE_JPEG] = "image/jpeg"
	};
	enum err e = OK;

	for (size_t i = 0; i < m->reply.count && e == OK; i++) {
		const struct picture_copy *copy = &m->reply.copies[i];
		const struct s3_object object = { .name = picture_name(w->arena, m->digest, copy->width,
								       copy->format),
						  .type = types[copy->format],
						  .bytes = copy->bytes,
						  .len = copy->len };

		e = media_put(w->worker->media, w->arena, &object, w->now, &w->why);
	}
	return e;
}

/* Reads what was sent; a file that is not there (yet, on this machine) may be the
 * next time. */
static enum err
make_copies(struct work *w, struct making *m)
{
	int file = open(m->spool, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	enum err e;

	if (file < 0) {
		w->why = arena_text(w->arena, "spool: %s", strerror(errno));
		return ERR_BUSY;
	}
	e = maker_copy(w->arena, w->worker->settings.image, file, (enum picture_kind)m->row.kind, &m->reply,
		       &w->why);
	close(file);
	return e;
}

static enum err
keep_copies(struct work *w, struct making *m)
{
	unsigned char digest[DIGEST_SIZE];
	enum err e;

	name_copies(w->arena, m, digest);
	if ((e = picture_claim(w->worker->db, w->arena, m->row.id, digest)) != OK)
		return e;
	return put_copies(w, m);
}

/* The last failure of ours, too, is told to who sent the picture. */
static enum err
give_up(struct work *w, struct making *m, enum err e)
{
	if (!work_is_last_try(w) && !task_is_final(e))
		return e;
	m->reply.fault = PICTURE_DAMAGED;
	w->record = record_failure;
	w->ending = END_BURY;
	return OK;
}

static enum err
work_make(struct work *w)
{
	struct making *m = arena_make(w->arena, struct making);
	enum err e;

	w->data = m;
	w->why = "no longer wanted";
	if ((e = clear_spent(w->worker, w->arena)) != OK)
		return e;
	e = find_picture(w, &m->row);
	if (e == ERR_NOT_FOUND || (e == OK && m->row.state != PICTURE_WAITING))
		return OK;
	if (e != OK)
		return e;
	m->spool = spool_path(w, m->row.spool);
	(void)snprintf(w->worker->spent, sizeof w->worker->spent, "%s", m->row.spool);
	if ((e = make_copies(w, m)) == OK && m->reply.fault == PICTURE_FINE)
		e = keep_copies(w, m);
	if (e != OK)
		return give_up(w, m, e);
	w->why = m->reply.fault == PICTURE_FINE ? "shown" : picture_fault_names[m->reply.fault];
	w->record = m->reply.fault == PICTURE_FINE ? record_copies : record_failure;
	return OK;
}

/* --- removing --- */

static enum err
record_removal(struct work *w)
{
	const struct making *m = w->data;

	return picture_forget(w->worker->db, m->row.id);
}

static enum err
delete_copies(struct work *w, const struct picture_work *row)
{
	const struct picture_plan *plan = &picture_plans[row->kind];
	enum err e = OK;

	for (size_t i = 0; i < PICTURE_COPIES && e == OK; i++)
		e = media_delete(w->worker->media, w->arena,
				 picture_name(w->arena, row->digest, plan->widths[i / PICTURE_FORMAT__MAX],
					      (enum picture_format)(i % PICTURE_FORMAT__MAX)),
				 w->now, &w->why);
	return e;
}

static enum err
work_remove(struct work *w)
{
	struct making *m = arena_make(w->arena, struct making);
	enum err e = find_picture(w, &m->row);
	bool last;

	w->data = m;
	w->why = "removed";
	if (e == ERR_NOT_FOUND || (e == OK && m->row.state != PICTURE_REMOVING))
		return OK;
	if (e != OK || (e = picture_release(w->worker->db, w->arena, m->row.id, &last)) != OK
	    || (last && (e = delete_copies(w, &m->row)) != OK))
		return e;
	if (m->row.spool != NULL)
		(void)unlink(spool_path(w, m->row.spool));
	w->record = record_removal;
	return OK;
}

/* --- the spool --- */

/* A file with a row belongs to a picture that waits: its end clears the row. */
static enum err
sweep_file(struct worker *worker, struct arena *a, const char *name, int64_t now)
{
	const char *path = arena_text(a, "%s/%s", worker->settings.spool, name);
	struct stat status;
	bool wanted = true;
	enum err e;

	if (lstat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_mtime > now - LEFT_SECONDS)
		return OK;
	if ((e = picture_is_spooled(worker->db, a, name, &wanted)) == OK && !wanted)
		(void)unlink(path);
	return e;
}

enum err
gallery_clear(struct worker *worker, int64_t now)
{
	struct arena *a = arena_new();
	enum err e = clear_spent(worker, a);

	(void)now;
	arena_free(a);
	return e;
}

enum err
gallery_sweep(struct worker *worker, int64_t now)
{
	DIR *folder = opendir(worker->settings.spool);
	struct arena *a = arena_new();
	const struct dirent *entry;
	enum err e = picture_fail_stuck(worker->db);

	while (folder != NULL && e == OK && !worker->stopping && (entry = readdir(folder)) != NULL) {
		e = sweep_file(worker, a, entry->d_name, now);
		arena_clear(a);
	}
	if (folder != NULL)
		closedir(folder);
	arena_free(a);
	return e;
}

/* Half an hour of trying: whoever waits for their photo does not wait longer. A
 * removal waits for a bucket as long as it takes. */
const struct task gallery_tasks[] = {
	{ "picture.make", work_make, 45, 12 },
	{ "picture.remove", work_remove, 45, 1000 },
	{ .name = NULL },
};
