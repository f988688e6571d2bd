/* Counting a supervisor's children, from proc(5). A process that nobody keeps up
 * has no kin: so it is in tests, and with a debugger. */
#include "base/kin.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"

/* A file of proc; empty when it cannot be read. */
static struct buffer
read_proc(struct arena *a, const char *path)
{
	struct buffer out = buffer_new(a, FILE_BYTES_MAX);

	(void)file_read(a, path, false, &out);
	return out;
}

/* "/usr/bin/multiwatch\0-f\06\0…--\0program\0": what follows -f. */
static int
read_wanted(struct arena *a, pid_t supervisor)
{
	struct buffer words = read_proc(a, arena_text(a, "/proc/%ld/cmdline", (long)supervisor));
	const char *word = buffer_string(&words), *end = word + words.len, *last = strrchr(word, '/');

	if (!text_equal(last == NULL ? word : last + 1, "multiwatch"))
		return 0;
	while ((word += strlen(word) + 1) < end && !text_equal(word, "--"))
		if (text_equal(word, "-f"))
			return (int)strtol(word + sizeof "-f", NULL, 10);
	return 0;
}

/* "123 (hora-booking) S …": neither a zombie, nor dead, nor stopped. */
static bool
is_running(struct arena *a, long pid)
{
	struct buffer line = read_proc(a, arena_text(a, "/proc/%ld/stat", pid));
	const char *state = strrchr(buffer_string(&line), ')');

	return state != NULL && state[1] == ' ' && strchr("ZXTt", state[2]) == NULL;
}

struct kin
kin_of(struct arena *a, pid_t supervisor)
{
	struct kin kin = { .wanted = read_wanted(a, supervisor) };
	struct buffer list =
	    read_proc(a, arena_text(a, "/proc/%ld/task/%ld/children", (long)supervisor, (long)supervisor));
	const char *at = buffer_string(&list);
	char *next;
	long pid;

	for (; (pid = strtol(at, &next, 10)) > 0; at = next)
		kin.alive += is_running(a, pid);
	return kin;
}
