/* The harness's main where there is no libFuzzer: runs every kept input, so that
 * what broke once stays mended in each `make check`. Without arguments these are
 * the files in corpus/NAME and regression/NAME, NAME being what follows "fuzz_"
 * in the program's own; else the files named. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "tests/fuzz/fuzz.h"

#define SECONDS_MAX 60 /* for one input, under valgrind too */

static void
run_file(const char *path)
{
	static uint8_t bytes[1 << 20];
	FILE *file = fopen(path, "r");
	uint8_t *exact;
	size_t len;

	if (file == NULL) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		exit(1);
	}
	len = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	/* A block of its own size, so that ASan sees a read past the end. */
	exact = malloc(len + 1);
	if (exact == NULL)
		abort();
	memcpy(exact + 1, bytes, len);
	printf("%s\n", path);
	fflush(stdout);
	alarm(SECONDS_MAX);
	LLVMFuzzerTestOneInput(exact + 1, len);
	alarm(0);
	free(exact);
}

/* The number of files run. */
static size_t
run_folder(struct arena *a, const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	size_t count = 0;

	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		run_file(arena_text(a, "%s/%s", path, entry->d_name));
		count++;
	}
	if (folder != NULL)
		closedir(folder);
	return count;
}

int
main(int argc, char **argv)
{
	const char *source = getenv("HORA_SOURCE"), *name = strrchr(argv[0], '_');
	struct arena *a = arena_new();
	size_t count = (size_t)argc - 1;

	for (int i = 1; i < argc; i++)
		run_file(argv[i]);
	if (argc == 1 && source != NULL && name != NULL) {
		count += run_folder(a, arena_text(a, "%s/tests/fuzz/corpus/%s", source, name + 1));
		count += run_folder(a, arena_text(a, "%s/tests/fuzz/regression/%s", source, name + 1));
	}
	printf("%zu inputs\n", count);
	arena_free(a);
	return count == 0;
}
