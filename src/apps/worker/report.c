/* Figures as Prometheus reads them (text format 0.0.4), replaced in one step, so
 * that nobody reads half of them. A lane that hangs shows by its time standing. */
#include "apps/worker/report.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "apps/worker/crew.h"
#include "apps/worker/lane.h"
#include "base/buffer.h"
#include "base/log.h"
#include "base/text.h"

#define BYTES 8192

static void
add(struct buffer *out, const char *lane, const char *name, const char *kind, const char *help, int64_t value)
{
	buffer_format(out, "# HELP hora_%s %s\n# TYPE hora_%s %s\nhora_%s{lane=\"%s\"} %" PRId64 "\n", name,
		      help, name, kind, name, lane, value);
}

static enum err
put(struct arena *a, const char *folder, const char *lane, int seat, const struct buffer *text)
{
	const char *path = arena_text(a, "%s/%s.prom", folder, lane);
	const char *draft = arena_text(a, "%s/.%s.%d.part", folder, lane, seat);
	FILE *file = fopen(draft, "we");
	bool good;

	if (file != NULL) {
		/* nginx reads it as another user; there is nothing in it to keep. */
		good =
		    fchmod(fileno(file), 0644) == 0 && fwrite(text->bytes, 1, text->len, file) == text->len;
		good = fclose(file) == 0 && good;
		if (good && rename(draft, path) == 0)
			return OK;
	}
	log_event(LOG_WARNING, "figures_not_written", { "folder", folder }, { "why", strerror(errno) });
	return ERR_INTERNAL;
}

enum err
report_write(const struct worker *worker, struct arena *a, int64_t now)
{
	const char *lane = worker->lane->name;
	struct buffer out = buffer_new(a, BYTES);
	const struct lane_depth *depths;
	struct list list;
	enum err e;

	if (worker->settings.metrics == NULL)
		return OK;
	if ((e = job_depth(worker->db, a, lane, &list)) != OK)
		return e;
	depths = list.items;
	add(&out, lane, "jobs_due", "gauge", "Jobs whose time has come.", depths->due);
	add(&out, lane, "jobs_leased", "gauge", "Jobs under way.", depths->leased);
	add(&out, lane, "jobs_dead", "gauge", "Jobs given up, until somebody looks.", depths->dead);
	add(&out, lane, "jobs_oldest_seconds", "gauge", "For how long the oldest job due has waited.",
	    depths->age);
	add(&out, lane, "jobs_done_total", "counter", "Jobs done since the worker started.",
	    atomic_load(&worker->crew->done));
	add(&out, lane, "jobs_failed_total", "counter", "Tries that failed since the worker started.",
	    atomic_load(&worker->crew->failed));
	add(&out, lane, "worker_seen_seconds", "gauge",
	    "When the worker last wrote this, in seconds since 1970.", now);
	return put(a, worker->settings.metrics, lane, worker->seat, &out);
}
