/* A round of the installation, from its configuration to its last letter: a
 * table of things to look at. Each tells what it finds; none stops the round. */
#include "apps/cli/doctor.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>

#include "apps/cli/door.h"
#include "apps/cli/folder.h"
#include "apps/cli/line.h"
#include "apps/cli/reach.h"
#include "apps/cli/round.h"
#include "apps/cli/settings.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "base/zone.h"
#include "crypto/random.h"
#include "store/job.h"
#include "store/server.h"

#define SEAL_SECONDS 60
#define DELAY_SECONDS 60
#define LANE_SECONDS 60
#define LETTER_SECONDS 60

static const char usage[] =
    "usage: hora doctor [OPTION...]\n"
    "Looks whether everything is in place: configuration, database, clock, zones,\n"
    "certificate, site, programs, queue, audit log. Tells of each whether it is good,\n"
    "odd or bad. Ends with 0 when nothing is bad, with 1 when something is, with 2\n"
    "when the command line was misunderstood.\n\n"
    "  --mail ADDRESS    has a test letter sent there, all the way\n"
    "  --json            answer in JSON\n"
    "  --config FILE     hora.conf; the programs' files are looked for beside it\n"
    "  --database WORDS  the database in libpq's words\n";

enum { OWN_MAIL };
static const char *const own[] = { [OWN_MAIL] = "mail", NULL };

static const char *const programs[] = { "booking", "auth", "admin", "payments", "line", "worker", NULL };

/* --- what is looked at --- */

static void
look_at_configuration(struct round *r)
{
	const char *setting = arena_text(r->a, "CREDENTIALS_DIRECTORY=%s", r->settings->credentials);

	for (const char *const *name = programs; *name != NULL; name++) {
		const char *file = arena_text(r->a, "%s/hora-%s.conf", r->folder, *name), *said = "";
		const char *argv[] = { arena_text(r->a, "%s/hora-%s", r->settings->programs, *name),
				       "--config", file, "--check", NULL };
		int status = 0;
		bool good = door_run(r->a, argv, setting, &status, &said) == OK && status == 0;

		round_find(r, good ? HEALTH_GOOD : HEALTH_BAD,
			   arena_text(r->a, "configuration of hora-%s", *name), said);
	}
}

static void
look_at_server(struct round *r)
{
	struct server s;
	int64_t off;

	if (server_look(r->db, r->a, &s) != OK) {
		round_find(r, HEALTH_BAD, "database", "no answer; see above");
		return;
	}
	round_find(r, s.version >= 150000 ? HEALTH_GOOD : HEALTH_BAD, "database",
		   arena_text(r->a, "PostgreSQL %" PRId64 ".%" PRId64, s.version / 10000, s.version % 10000));
	round_find(r, s.durable ? HEALTH_GOOD : HEALTH_BAD, "durability",
		   s.durable ? "what is committed is kept"
			     : "fsync, full_page_writes or synchronous_commit is off");
	round_find(r, s.checksums ? HEALTH_GOOD : HEALTH_ODD, "checksums",
		   s.checksums ? "damaged pages are noticed"
			       : "off: damaged pages go unnoticed (pg_checksums --enable)");
	round_find(r, s.roles_missing == 0 && s.extension && s.guarded ? HEALTH_GOOD : HEALTH_BAD,
		   "schema's ground",
		   s.roles_missing != 0 ? "roles are missing: hora migrate"
		   : !s.extension       ? "btree_gist is missing: hora migrate"
		   : s.guarded          ? "roles, extension and the guard against double booking are there"
					: "the constraint claim_no_overlap is missing or not valid");
	round_find(r, s.connections >= 40 ? HEALTH_GOOD : HEALTH_ODD, "connections",
		   arena_text(r->a, "max_connections is %" PRId64, s.connections));
	off = s.at > r->now ? s.at - r->now : r->now - s.at;
	round_find(r, off <= 2 ? HEALTH_GOOD : HEALTH_BAD, "the database's clock",
		   arena_text(r->a, "%" PRId64 " seconds from ours", off));
}

static void
look_at_clock(struct round *r)
{
	struct timex clock = { 0 };
	bool kept = adjtimex(&clock) != TIME_ERROR && (clock.status & STA_UNSYNC) == 0;

	round_find(r, kept ? HEALTH_GOOD : HEALTH_ODD, "clock",
		   kept ? "kept in step" : "nothing keeps it in step (chrony, systemd-timesyncd)");
}

static void
refuse_migrations(void *self, const char *why)
{
	struct round *r = self;

	round_find(r, HEALTH_BAD, "migrations", arena_dup(r->a, why));
}

static void
look_at_migrations(struct round *r)
{
	const struct migration_listener listener = { .self = r, .refused = refuse_migrations };
	const char *database = r->line->database != NULL ? r->line->database : r->settings->database;
	struct migration *migrations;
	size_t count, missing = 0;

	if (folder_read(r->a, r->settings->migrations, stderr, &migrations, &count) != OK) {
		round_find(r, HEALTH_BAD, "migrations", "the folder cannot be read; see above");
		return;
	}
	if (migration_apply(database, r->a, migrations, count, true, &listener) != OK)
		return;
	for (size_t i = 0; i < count; i++)
		missing += !migrations[i].applied;
	round_find(r, missing == 0 ? HEALTH_GOOD : HEALTH_BAD, "migrations",
		   missing == 0 ? arena_text(r->a, "all %zu applied", count)
				: arena_text(r->a, "%zu of %zu not applied: hora migrate", missing, count));
}

static void
look_at_zones(struct round *r)
{
	const struct zone_name *zones;
	struct list list;
	size_t bad = 0;

	if (server_zones(r->db, r->a, &list) != OK) {
		round_find(r, HEALTH_BAD, "time zones", "the studios cannot be read");
		return;
	}
	zones = list.items;
	for (size_t i = 0; i < list.count; i++) {
		struct zone *zone;

		if (zone_open(zones[i].name, &zone) == OK) {
			zone_free(zone);
			continue;
		}
		bad++;
		round_find(r, HEALTH_BAD, "time zones",
			   arena_text(r->a, "%s is not known here (tzdata)", zones[i].name));
	}
	if (bad == 0)
		round_find(r, HEALTH_GOOD, "time zones", arena_text(r->a, "all %zu known", list.count));
}

/* When a lane was last seen, by its own figures; 0 = never. */
static int64_t
seen(const char *figures)
{
	const char *line = strstr(figures, "\nhora_worker_seen_seconds{");
	const char *value = line == NULL ? NULL : strchr(line, '}');

	return value == NULL ? 0 : strtoll(value + 1, NULL, 10);
}

/* How many of a program's processes run: "alive, 5 of 6 processes". */
static bool
are_all_there(const char *health)
{
	static const char start[] = "alive, ", between[] = " of ";
	char *end;
	long alive;

	if (!text_starts(health, start))
		return true;
	alive = strtol(health + strlen(start), &end, 10);
	return !text_starts(end, between) || alive >= strtol(end + strlen(between), NULL, 10);
}

static void
look_at_responder(struct round *r, const char *socket, const char *name)
{
	const char *what = arena_text(r->a, "hora-%s", name), *body, *health;
	int status, health_status;

	if (door_ask(r->a, socket, arena_text(r->a, "/%s/ready", name), &status, &body) != OK)
		round_find(r, HEALTH_BAD, what, body);
	else if (status != 200)
		round_find(r, HEALTH_BAD, what,
			   arena_text(r->a, "answers %d when asked whether it is ready", status));
	else if (door_ask(r->a, socket, arena_text(r->a, "/%s/health", name), &health_status, &health) != OK
		 || health_status != 200)
		round_find(r, HEALTH_BAD, what, "answers, but does not tell how it is");
	else
		round_find(
		    r, are_all_there(health) ? HEALTH_GOOD : HEALTH_ODD, what,
		    arena_text(r->a, "%.*s; reaches the database", (int)strcspn(health, "\n"), health));
}

static void
look_at_programs(struct round *r)
{
	const char *socket = arena_text(r->a, "%s/inside/status.sock", r->settings->run), *body;
	int status;

	for (const char *const *name = programs; !text_equal(*name, "worker"); name++)
		look_at_responder(r, socket, *name);
	for (const char *const *lane = job_lanes; *lane != NULL; lane++) {
		bool good =
		    door_ask(r->a, socket, arena_text(r->a, "/worker/%s/metrics", *lane), &status, &body)
			== OK
		    && status == 200 && seen(body) > r->now - LANE_SECONDS;

		round_find(r, good ? HEALTH_GOOD : HEALTH_BAD, arena_text(r->a, "hora-worker@%s", *lane),
			   good ? "at work" : "has not been seen for a minute");
	}
}

static void
look_at_queue(struct round *r)
{
	const struct lane_depth *depths;
	struct list list;

	if (job_depth(r->db, r->a, NULL, &list) != OK) {
		round_find(r, HEALTH_BAD, "queue", "cannot be read");
		return;
	}
	depths = list.items;
	for (size_t i = 0; i < list.count; i++) {
		if (depths[i].age > DELAY_SECONDS)
			round_find(r, HEALTH_BAD, "queue",
				   arena_text(r->a, "%s: %" PRId64 " due, the oldest for %" PRId64 " seconds",
					      depths[i].lane, depths[i].due, depths[i].age));
		else if (depths[i].dead > 0)
			round_find(r, HEALTH_ODD, "queue",
				   arena_text(r->a, "%s: %" PRId64 " given up (hora jobs list --state dead)",
					      depths[i].lane, depths[i].dead));
		else
			round_find(r, HEALTH_GOOD, "queue",
				   arena_text(r->a, "%s: %" PRId64 " due", depths[i].lane, depths[i].due));
	}
}

static void
look_at_seals(struct round *r)
{
	int64_t seconds;

	if (server_unsealed(r->db, r->a, &seconds) != OK)
		round_find(r, HEALTH_BAD, "audit log", "cannot be read");
	else
		round_find(
		    r, seconds > SEAL_SECONDS ? HEALTH_BAD : HEALTH_GOOD, "audit log",
		    seconds == 0
			? "sealed up to now"
			: arena_text(r->a, "an entry has waited %" PRId64 " seconds for its seal", seconds));
}

/* A letter of ours, through the queue, the worker and the relay. */
static void
send_letter(struct round *r)
{
	const struct timespec moment = { .tv_nsec = 200000000 };
	const char *to = r->line->values[OWN_MAIL];
	struct job_row row = { 0 };
	int64_t id;

	if (to == NULL)
		return;
	if (job_test_mail(r->db, r->a, random_id(r->a), to, &id) != OK) {
		round_find(r, HEALTH_BAD, "test letter", "could not be written");
		return;
	}
	for (int tries = 0; tries < LETTER_SECONDS * 5; tries++) {
		if (job_find(r->db, r->a, id, &row) != OK || text_equal(row.state, "done")
		    || text_equal(row.state, "dead"))
			break;
		nanosleep(&moment, NULL);
	}
	if (text_equal(row.state, "done"))
		round_find(r, HEALTH_GOOD, "test letter", arena_text(r->a, "on its way to %s", to));
	else
		round_find(r, HEALTH_BAD, "test letter",
			   row.last_error != NULL ? row.last_error
						  : "nobody has taken it up within a minute");
}

static void (*const stations[])(struct round *) = {
	look_at_configuration, look_at_server,    look_at_migrations, look_at_clock,
	look_at_zones,         reach_certificate, reach_site,         look_at_programs,
	look_at_queue,         look_at_seals,     send_letter,
};

/* --- the round --- */

/* The folder that a file lies in. */
static const char *
folder_of(struct arena *a, const char *path)
{
	const char *stroke = strrchr(path, '/');

	return stroke == NULL ? "." : arena_copy(a, path, (size_t)(stroke - path));
}

static int
examine(const struct line *line, struct arena *a)
{
	const char *config = line->config == NULL ? settings_path : line->config;
	struct settings settings;
	struct round *r = arena_make(a, struct round);

	if (conf_read(&settings_table, a, config, &settings, stderr) != OK)
		return PROGRAM_FAILED;
	*r = (struct round){ .a = a,
			     .line = line,
			     .settings = &settings,
			     .folder = folder_of(a, config),
			     .now = clock_now() };
	if (line_open(line, a, &r->db) != OK)
		return PROGRAM_FAILED;
	for (size_t i = 0; i < sizeof stations / sizeof *stations; i++)
		stations[i](r);
	return round_tell(r, line->json) ? PROGRAM_DONE : PROGRAM_FAILED;
}

int
doctor_main(int argc, char **argv)
{
	struct line line = { .usage = usage, .own = own };
	struct arena *a;
	int status;

	if (!line_read(&line, argc, argv, &status))
		return status;
	if (line.words[0] != NULL) {
		fputs(usage, stderr);
		return PROGRAM_MISUSED;
	}
	a = arena_new();
	log_open("hora", LOG_WARNING);
	status = examine(&line, a);
	arena_free(a);
	return status;
}
