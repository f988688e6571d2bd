/* The queue as an operator sees it: how it stands with each lane, which jobs
 * there are, and the two things to do with one: again, or not at all. */
#include "apps/cli/jobs.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apps/cli/line.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "store/job.h"

#define JSON_MOST ((size_t)16 << 20)
#define LIST_MOST 10000

static const char usage[] =
    "usage: hora jobs [OPTION...]                    how it stands with each lane\n"
    "       hora jobs list [OPTION...]               the newest jobs\n"
    "       hora jobs retry [OPTION...] ID...        do again what was given up or dropped\n"
    "       hora jobs drop [OPTION...] ID...         never do what waits or was given up\n\n"
    "  --lane LANE       list: only those of live, now, mail, sms, line, pay, hooks or batch\n"
    "  --state STATE     list: only those due, leased, done, dead (given up) or dropped\n"
    "  --kind KIND       list: only those of a kind, such as mail.booked\n"
    "  --most N          list: no more than N (20)\n"
    "  --json            answer in JSON\n"
    "  --config FILE     read the database from FILE\n"
    "  --database WORDS  the database in libpq's words\n";

enum { OWN_LANE, OWN_STATE, OWN_KIND, OWN_MOST };
static const char *const own[] = {
	[OWN_LANE] = "lane", [OWN_STATE] = "state", [OWN_KIND] = "kind", [OWN_MOST] = "most", NULL,
};

static void
write_json(struct arena *a, const struct shape *shape, const struct list *list)
{
	struct buffer out = buffer_new(a, JSON_MOST);

	json_write_list(&out, shape, list);
	puts(buffer_string(&out));
}

static enum err
show_lanes(struct db *db, struct arena *a, const struct line *line)
{
	struct list list;
	const struct lane_depth *lanes;
	enum err e;

	if ((e = job_depth(db, a, NULL, &list)) != OK)
		return e;
	if (line->json) {
		write_json(a, &lane_depth_shape, &list);
		return OK;
	}
	lanes = list.items;
	printf("%-6s %8s %8s %8s %12s\n", "lane", "due", "at work", "dead", "oldest, s");
	for (size_t i = 0; i < list.count; i++)
		printf("%-6s %8" PRId64 " %8" PRId64 " %8" PRId64 " %12" PRId64 "\n", lanes[i].lane,
		       lanes[i].due, lanes[i].leased, lanes[i].dead, lanes[i].age);
	return OK;
}

/* NULL is any. */
static bool
is_one_of(const char *const names[], const char *option, const char *word)
{
	for (const char *const *name = names; word != NULL && !text_equal(*name, word); name++)
		if (*name == NULL) {
			fprintf(stderr, "hora jobs: %s is nothing for --%s\n", word, option);
			return false;
		}
	return true;
}

static enum err
show_jobs(struct db *db, struct arena *a, const struct line *line)
{
	struct job_filter filter = { .lane = line->values[OWN_LANE],
				     .state = line->values[OWN_STATE],
				     .kind = line->values[OWN_KIND],
				     .most = 20 };
	const char *most = line->values[OWN_MOST];
	const struct job_row *rows;
	struct list list;
	char due[32];
	enum err e;

	if (!is_one_of(job_lanes, own[OWN_LANE], filter.lane)
	    || !is_one_of(job_states, own[OWN_STATE], filter.state))
		return ERR_INVALID;
	if (most != NULL
	    && (!text_integer(most, strlen(most), &filter.most) || filter.most < 1
		|| filter.most > LIST_MOST)) {
		fprintf(stderr, "hora jobs: --most is a number from 1 to %d\n", LIST_MOST);
		return ERR_INVALID;
	}
	if ((e = job_list(db, a, &filter, &list)) != OK)
		return e;
	if (line->json) {
		write_json(a, &job_row_shape, &list);
		return OK;
	}
	rows = list.items;
	for (size_t i = 0; i < list.count; i++)
		printf("%-8" PRId64 " %-8s %-16s %-24s due %s, tried %" PRId64 " times%s%s\n", rows[i].id,
		       rows[i].state, rows[i].kind, rows[i].key, time_write(rows[i].due_at, 0, due),
		       rows[i].tries, rows[i].last_error == NULL && rows[i].result == NULL ? "" : ": ",
		       rows[i].last_error != NULL ? rows[i].last_error
		       : rows[i].result != NULL   ? rows[i].result
						  : "");
	return OK;
}

/* Are there words, and all of them numbers? */
static bool
names_jobs(char **words)
{
	int64_t id;

	for (char **word = words; *word != NULL; word++)
		if (!text_integer(*word, strlen(*word), &id)) {
			fprintf(stderr, "hora jobs: %s is no number of a job\n", *word);
			return false;
		}
	if (*words == NULL)
		fputs(usage, stderr);
	return *words != NULL;
}

/* One change to each job named; one that cannot be changed keeps no other from it. */
static enum err
change_jobs(struct db *db, const struct line *line, enum err (*change)(struct db *, int64_t),
	    const char *done)
{
	enum err e = OK;

	if (!names_jobs(line->words + 1))
		return ERR_INVALID;
	for (char **word = line->words + 1; *word != NULL && (e == OK || e == ERR_NOT_FOUND); word++) {
		int64_t id = strtoll(*word, NULL, 10);
		enum err this = change(db, id);

		if (this == OK)
			printf("%s: %s\n", *word, done);
		else
			e = this;
		if (this == ERR_NOT_FOUND)
			fprintf(stderr, "hora jobs: there is no job %s, or it is not in a state for this\n",
				*word);
	}
	return e;
}

static enum err
retry_jobs(struct db *db, struct arena *a, const struct line *line)
{
	(void)a;
	return change_jobs(db, line, job_again, "is due again");
}

static enum err
drop_jobs(struct db *db, struct arena *a, const struct line *line)
{
	(void)a;
	return change_jobs(db, line, job_drop, "dropped");
}

static const struct {
	const char *name; /* NULL: no word at all */
	bool words;       /* takes more of them */
	enum err (*run)(struct db *, struct arena *, const struct line *);
} verbs[] = {
	{ NULL, false, show_lanes },
	{ "list", false, show_jobs },
	{ "retry", true, retry_jobs },
	{ "drop", true, drop_jobs },
};
#define VERBS (sizeof verbs / sizeof *verbs)

/* What was asked for in words that mean nothing is told apart from what failed. */
static int
status_of(enum err e)
{
	return e == OK ? PROGRAM_DONE : e == ERR_INVALID ? PROGRAM_MISUSED : PROGRAM_FAILED;
}

int
jobs_main(int argc, char **argv)
{
	struct line line = { .usage = usage, .own = own };
	struct arena *a;
	struct db *db;
	size_t verb = 0;
	int status;

	if (!line_read(&line, argc, argv, &status))
		return status;
	while (verb < VERBS && !text_equal(line.words[0], verbs[verb].name))
		verb++;
	if (verb == VERBS || (!verbs[verb].words && line.words[0] != NULL && line.words[1] != NULL)) {
		fputs(usage, stderr);
		return PROGRAM_MISUSED;
	}
	a = arena_new();
	log_open("hora", LOG_WARNING);
	status = line_open(&line, a, &db) == OK ? status_of(verbs[verb].run(db, a, &line)) : PROGRAM_FAILED;
	arena_free(a);
	return status;
}
