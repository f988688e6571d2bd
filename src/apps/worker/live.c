/* Events for open pages. Many bookings of one moment become one event per
 * studio. An event is a hint: a page that missed it reads anew when it connects
 * again, so what cannot be told for a minute is not told at all. */
#include "apps/worker/live.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "clients/publisher.h"
#include "store/news.h"

#define EVENT_BYTES 65536
#define STALE_SECONDS 60
#define LEFT_MAX 64 /* resources that one move leaves */

/* The ids that jobs name. */
struct named {
	int64_t *bookings, *left;
	size_t booking_count, left_count;
};

enum err
live_open(struct worker *worker)
{
	return publisher_open(worker->arena, worker->settings.publisher, &worker->publisher);
}

static void
read_job(struct arena *a, const struct job *job, struct named *n)
{
	struct json *payload, *left;

	if (json_read(a, job->payload, strlen(job->payload), &payload, NULL, NULL) != OK)
		return;
	n->bookings[n->booking_count++] = json_integer(json_member(payload, "booking"));
	left = json_member(payload, "left");
	for (size_t i = 0; i < json_count(left) && i < LEFT_MAX; i++)
		n->left[n->left_count++] = json_integer(json_element(left, i));
}

static struct named
read_jobs(struct arena *a, const struct list *jobs, int64_t now)
{
	const struct job *items = jobs->items;
	struct named n = { .bookings = arena_alloc(a, jobs->count, sizeof(int64_t)),
			   .left = arena_alloc(a, jobs->count * LEFT_MAX, sizeof(int64_t)) };

	for (size_t i = 0; i < jobs->count; i++)
		if (items[i].due_at > now - STALE_SECONDS)
			read_job(a, &items[i], &n);
	return n;
}

/* One event for the resources from items[first] on that are of one studio;
 * returns where the next studio's begin. */
static enum err
tell_studio(struct worker *worker, struct arena *a, const struct list *resources, size_t *next)
{
	const struct resource_news *r = resources->items;
	const char *slug = r[*next].slug;
	struct buffer json = buffer_new(a, EVENT_BYTES);

	buffer_text(&json, "{\"resources\":[");
	for (bool first = true; *next < resources->count && text_equal(r[*next].slug, slug);
	     (*next)++, first = false)
		buffer_format(&json, "%s{\"id\":%" PRId64 ",\"version\":%" PRId64 "}", first ? "" : ",",
			      r[*next].id, r[*next].version);
	buffer_text(&json, "]}");
	return publisher_send(worker->publisher, a, arena_text(a, "studio.%s", slug), "resources",
			      buffer_string(&json));
}

static enum err
tell_holder(struct worker *worker, struct arena *a, const struct booking_news *b)
{
	return publisher_send(worker->publisher, a, arena_text(a, "booking.%s", b->public_id), "booking",
			      arena_text(a, "{\"version\":%" PRId64 "}", b->version));
}

enum err
live_publish(struct worker *worker, struct arena *a, const struct list *jobs)
{
	struct named n = read_jobs(a, jobs, clock_now());
	struct db_arg ids = db_ints(n.bookings, n.booking_count);
	struct list resources, bookings;
	enum err e;

	if (n.booking_count == 0)
		return OK;
	db_pipe(worker->db);
	if ((e = news_resources(worker->db, a, ids, db_ints(n.left, n.left_count), &resources)) != OK
	    || (e = news_bookings(worker->db, a, ids, &bookings)) != OK || (e = db_flush(worker->db)) != OK)
		return e;
	for (size_t next = 0; next < resources.count && e == OK;)
		e = tell_studio(worker, a, &resources, &next);
	for (size_t i = 0; i < bookings.count && e == OK; i++)
		e = tell_holder(worker, a, (const struct booking_news *)bookings.items + i);
	return e;
}
