/* Checks the seals over the audit log, and tells the last ones: written down
 * elsewhere, they prove later that nothing before them was replaced wholesale. */
#include "apps/cli/audit.h"

#include <inttypes.h>
#include <stdio.h>

#include "apps/cli/line.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "store/seal.h"

#define JSON_MOST ((size_t)4 << 20)

static const char usage[] =
    "usage: hora audit verify [OPTION...]\n"
    "Checks that no entry of the audit log was changed, added or removed since it was\n"
    "sealed. Ends with 1 when one was, and says which.\n\n"
    "  --studio SLUG     only that studio's entries\n"
    "  --json            answer in JSON\n"
    "  --config FILE     read the database from FILE\n"
    "  --database WORDS  the database in libpq's words\n";

static const char *const own[] = { "studio", NULL };

static void
tell_json(struct arena *a, const struct list *faults, const struct list *heads)
{
	struct buffer out = buffer_new(a, JSON_MOST);

	buffer_format(&out, "{\"ok\":%s,\"faults\":", faults->count == 0 ? "true" : "false");
	json_write_list(&out, &seal_fault_shape, faults);
	buffer_text(&out, ",\"seals\":");
	json_write_list(&out, &seal_head_shape, heads);
	buffer_char(&out, '}');
	puts(buffer_string(&out));
}

static void
tell(const struct list *faults, const struct list *heads)
{
	const struct seal_fault *f = faults->items;
	const struct seal_head *h = heads->items;
	char at[32];

	for (size_t i = 0; i < faults->count; i++) {
		printf("studio %" PRId64, f[i].studio);
		if (f[i].number != 0)
			printf(", seal %" PRId64, f[i].number);
		printf(": %s\n", f[i].fault);
	}
	for (size_t i = 0; i < heads->count; i++)
		printf("%-20s %8" PRId64 " entries, last seal %" PRId64 " of %s: %s\n",
		       text_is_empty(h[i].slug) ? "(no studio)" : h[i].slug, h[i].entries, h[i].number,
		       time_write(h[i].sealed_at, 0, at), h[i].hash);
	puts(faults->count == 0 ? "The log is as it was written." : "The log was tampered with.");
}

static int
verify(const struct line *line, struct arena *a)
{
	struct list faults, heads;
	struct db *db;

	if (line_open(line, a, &db) != OK)
		return PROGRAM_FAILED;
	db_patience(db, 0);
	if (seal_faults(db, a, line->values[0], &faults) != OK
	    || seal_heads(db, a, line->values[0], &heads) != OK) {
		fputs("hora audit: the log could not be read; see above\n", stderr);
		return PROGRAM_FAILED;
	}
	if (line->values[0] != NULL && heads.count == 0) {
		fputs("hora audit: nothing is sealed of such a studio\n", stderr);
		return PROGRAM_FAILED;
	}
	if (line->json)
		tell_json(a, &faults, &heads);
	else
		tell(&faults, &heads);
	return faults.count == 0 ? PROGRAM_DONE : PROGRAM_FAILED;
}

int
audit_main(int argc, char **argv)
{
	struct line line = { .usage = usage, .own = own };
	struct arena *a;
	int status;

	if (!line_read(&line, argc, argv, &status))
		return status;
	if (!text_equal(line.words[0], "verify") || line.words[1] != NULL) {
		fputs(usage, stderr);
		return PROGRAM_MISUSED;
	}
	a = arena_new();
	log_open("hora", LOG_WARNING);
	status = verify(&line, a);
	arena_free(a);
	return status;
}
