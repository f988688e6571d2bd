/* Reads a scenario from a file, lists its slots with the same function as the
 * booking page, and writes them as JSON. */
#include "apps/cli/slots.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "domain/scenario.h"

#define ANSWER_MOST ((size_t)1 << 30)
#define CHUNK 65536

enum { ANSWERED, FAILED, REFUSED };

static const char usage[] =
    "usage: hora slots [--explain] FILE\n"
    "Lists the starts that can be booked in a scenario, as JSON. No database is asked.\n\n"
    "  --explain  says of each start that is not offered why\n"
    "  FILE       the scenario (JSON); - reads standard input\n";

static int
misuse(void)
{
	fputs(usage, stderr);
	return REFUSED;
}

/* The whole file; false with errno set when it cannot be read. */
static bool
read_all(FILE *file, struct buffer *text)
{
	char chunk[CHUNK];
	size_t n;

	while ((n = fread(chunk, 1, sizeof chunk, file)) > 0 && !text->full)
		buffer_add(text, chunk, n);
	return ferror(file) == 0;
}

static bool
load(const char *name, struct buffer *text)
{
	FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
	bool good = file != NULL && read_all(file, text);
	int why = errno;

	if (file != NULL && file != stdin)
		fclose(file);
	if (!good)
		fprintf(stderr, "hora slots: %s: %s\n", name, strerror(why));
	return good;
}

/* A complaint may quote names from the file: none of them steers the terminal. */
static int
refuse(const char *name, char *complaint)
{
	for (char *c = complaint; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 127)
			*c = '?';
	fprintf(stderr, "hora slots: %s: %s\n", name, complaint);
	return REFUSED;
}

static int
answer(struct arena *a, const char *name, bool explain)
{
	struct buffer text = buffer_new(a, JSON_FILE_BYTES), out = buffer_new(a, ANSWER_MOST);
	struct scenario scenario;
	struct slot_list list;
	const char *complaint;

	if (!load(name, &text))
		return FAILED;
	if (text.full)
		complaint = "the file is too long";
	if (text.full || scenario_read(a, buffer_string(&text), text.len, &scenario, &complaint) != OK)
		return refuse(name, arena_dup(a, complaint));
	scenario.query.explain = explain;
	list = slot_find(a, &scenario.facts, &scenario.query);
	scenario_write(&out, &scenario, &list);
	if (out.full || fwrite(out.bytes, 1, out.len, stdout) != out.len || fflush(stdout) != 0) {
		fprintf(stderr, "hora slots: the answer %s\n",
			out.full ? "is too long: ask for a shorter time" : "cannot be written");
		return FAILED;
	}
	return ANSWERED;
}

int
slots_main(int argc, char **argv)
{
	const char *name = NULL;
	bool explain = false;
	struct arena *a;
	int status;

	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		fputs(usage, stdout);
		return ANSWERED;
	}
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--explain") == 0)
			explain = true;
		else if (name == NULL && (argv[i][0] != '-' || argv[i][1] == '\0'))
			name = argv[i];
		else
			return misuse();
	}
	if (name == NULL)
		return misuse();
	a = arena_new();
	status = answer(a, name, explain);
	arena_free(a);
	return status;
}
