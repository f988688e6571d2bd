/* Reads migrations from their folder. Names are checked so strictly that they
 * can be shown anywhere as they are. */
#include "apps/cli/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

#define FILE_MOST ((size_t)1 << 20)

static int
is_sql(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return len > 4 && strcmp(entry->d_name + len - 4, ".sql") == 0;
}

/* NNNN_words.sql, words of small letters, digits and underscores. */
static bool
is_well_named(const char *name)
{
	size_t len = strlen(name) - 4;

	if (len < 6 || len > 100 || strspn(name, "0123456789") != 4 || name[4] != '_')
		return false;
	return strspn(name + 5, "abcdefghijklmnopqrstuvwxyz0123456789_") == len - 5;
}

static bool
read_file(FILE *file, struct buffer *text)
{
	char chunk[16384];
	size_t n;

	while ((n = fread(chunk, 1, sizeof chunk, file)) > 0 && !text->full)
		buffer_add(text, chunk, n);
	return ferror(file) == 0;
}

/* The file's text; NULL, with the reason in *why. */
static const char *
load(struct arena *a, const char *path, const char **why)
{
	struct buffer text = buffer_new(a, FILE_MOST);
	FILE *file = fopen(path, "r");
	bool good = file != NULL && read_file(file, &text);

	*why = NULL;
	if (!good)
		*why = strerror(errno);
	else if (text.full)
		*why = "longer than 1 MiB";
	else if (!utf8_valid(buffer_string(&text), text.len))
		*why = "not UTF-8 text";
	if (file != NULL)
		fclose(file);
	return *why == NULL ? buffer_string(&text) : NULL;
}

static const char *
read_one(struct arena *a, const char *folder, const char *name, struct migration *out)
{
	const char *why;

	if (!is_well_named(name))
		return "a migration is called 0001_words.sql";
	out->name = arena_copy(a, name, strlen(name) - 4);
	out->text = load(a, arena_text(a, "%s/%s", folder, name), &why);
	return why;
}

enum err
folder_read(struct arena *a, const char *path, FILE *complaints, struct migration **out, size_t *count)
{
	struct dirent **entries;
	const char *why = NULL;
	int n = scandir(path, &entries, is_sql, alphasort);

	if (n < 0) {
		fprintf(complaints, "hora: %s: %s\n", path, strerror(errno));
		return ERR_INVALID;
	}
	*count = (size_t)n;
	*out = arena_alloc(a, *count, sizeof **out);
	for (int i = 0; i < n; i++) {
		if (why == NULL && (why = read_one(a, path, entries[i]->d_name, *out + i)) != NULL)
			fprintf(complaints, "hora: %s/%s: %s\n", path, entries[i]->d_name, why);
		free(entries[i]);
	}
	free(entries);
	return why == NULL ? OK : ERR_INVALID;
}
