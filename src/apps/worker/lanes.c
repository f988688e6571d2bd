/* The lanes as a table: who does what, how soon it is looked for. */
#include "apps/worker/arrival.h"
#include "apps/worker/clock.h"
#include "apps/worker/gallery.h"
#include "apps/worker/lane.h"
#include "apps/worker/letter.h"
#include "apps/worker/live.h"
#include "apps/worker/outside.h"
#include "apps/worker/provider.h"
#include "base/text.h"

static const struct chore live_chores[] = {
	{ "expire", clock_expire, 1 },
	{ "seal", clock_seal, 2 },
	{ .name = NULL },
};

static const struct chore batch_chores[] = {
	{ "complete", clock_complete, 60 },      { "tidy", clock_tidy, 3600 },
	{ "tidy_arrivals", provider_tidy, 600 }, { "clear_spool", gallery_clear, 1 },
	{ "sweep_spool", gallery_sweep, 300 },   { .name = NULL },
};

/* Where nobody waits, and the way is open. */
static const struct chore hooks_chores[] = {
	{ "read_providers", provider_refresh, 5 },
	{ .name = NULL },
};

const struct lane lanes[] = {
	{ .name = "live", .poll_ms = 100, .open = live_open, .batch = live_publish, .chores = live_chores },
	{ .name = "now", .poll_ms = 150, .crew = 4, .open = outside_open, .tasks = arrival_tasks },
	{ .name = "mail", .poll_ms = 200, .open = letter_open, .tasks = letter_tasks },
	{ .name = "sms", .poll_ms = 200 },
	{ .name = "line", .poll_ms = 200 },
	{ .name = "pay", .poll_ms = 200 },
	{ .name = "hooks", .poll_ms = 500, .open = outside_open, .chores = hooks_chores },
	{ .name = "batch",
	  .poll_ms = 500,
	  .open = gallery_open,
	  .tasks = gallery_tasks,
	  .chores = batch_chores,
	  .close = gallery_clear },
	{ .name = NULL },
};

const struct lane *
lane_find(const char *name)
{
	for (const struct lane *l = lanes; l->name != NULL; l++)
		if (text_equal(l->name, name))
			return l;
	return NULL;
}
