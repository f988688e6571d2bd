/* Editions: a digest of names, sizes and times of change. */
#include "front/edition.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "crypto/digest.h"

#define DEPTH_MAX 8

static void
note_file(struct buffer *list, const char *path, const struct stat *st)
{
	buffer_format(list, "%s %lld %lld.%09ld\n", path, (long long)st->st_size,
		      (long long)st->st_mtim.tv_sec, st->st_mtim.tv_nsec);
}

/* scandir sorts, so that the order of the folder's entries does not matter. */
static void
note_folder(struct arena *a, struct buffer *list, const char *path, int depth)
{
	struct dirent **entries;
	int count = depth < DEPTH_MAX ? scandir(path, &entries, NULL, alphasort) : -1;

	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name, *inner = arena_text(a, "%s/%s", path, name);
		struct stat st;

		if (*name != '.' && stat(inner, &st) == 0) {
			if (S_ISDIR(st.st_mode))
				note_folder(a, list, inner, depth + 1);
			else
				note_file(list, inner, &st);
		}
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

const char *
edition_of(struct arena *a, const char *view_folder, const char *text_folder)
{
	struct buffer list = buffer_new(a, 1 << 20);

	buffer_text(&list, PACKAGE_VERSION);
	note_folder(a, &list, view_folder, 0);
	note_folder(a, &list, text_folder, 0);
	return arena_copy(a, digest_hex(a, buffer_string(&list), list.len), 16);
}
