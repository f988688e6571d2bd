/* Copies of answers, found by scanning the hashes of their keys: there are never
 * more than a few hundred. */
#include "apps/booking/copy.h"

#include <string.h>

#include "base/text.h"

#define PLACES 512
#define BYTES_MAX ((1 << 20) - sizeof(struct copies)) /* of all copies */
#define BYTES_EACH 256                                /* of what holds one copy */

struct kept {
	struct copy copy;
	struct arena *arena; /* its own; NULL = an empty place */
	size_t bytes;
	uint64_t used; /* when, counted in calls */
};

struct copies {
	uint64_t hashes[PLACES]; /* of the keys of places[] */
	struct kept places[PLACES];
	size_t bytes;
	uint64_t calls;
};

/* FNV-1a. Equal hashes only cost a comparison. */
static uint64_t
hash_of(const char *key)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (; *key != '\0'; key++)
		hash = (hash ^ (unsigned char)*key) * UINT64_C(1099511628211);
	return hash;
}

static void
give_up(struct copies *c, struct kept *kept)
{
	c->bytes -= kept->bytes;
	arena_free(kept->arena);
	*kept = (struct kept){ 0 };
}

static void
free_copies(void *copies)
{
	struct copies *c = copies;

	for (size_t i = 0; i < PLACES; i++)
		give_up(c, &c->places[i]);
}

struct copies *
copies_new(struct arena *a)
{
	return arena_own(a, arena_make(a, struct copies), free_copies);
}

static struct kept *
find(struct copies *c, const char *key)
{
	uint64_t hash = hash_of(key);

	for (size_t i = 0; i < PLACES; i++)
		if (c->hashes[i] == hash && text_equal(c->places[i].copy.key, key))
			return &c->places[i];
	return NULL;
}

const struct copy *
copy_find(struct copies *c, const char *key, int64_t now)
{
	struct kept *kept = find(c, key);

	if (kept == NULL)
		return NULL;
	kept->used = ++c->calls;
	return now < kept->copy.stamp.until ? &kept->copy : NULL;
}

/* An empty place, after giving up as many as the new one needs. */
static struct kept *
make_room(struct copies *c, size_t bytes)
{
	for (;;) {
		struct kept *empty = NULL, *oldest = NULL;

		for (size_t i = 0; i < PLACES; i++) {
			struct kept *kept = &c->places[i];

			if (kept->arena == NULL)
				empty = kept;
			else if (oldest == NULL || kept->used < oldest->used)
				oldest = kept;
		}
		if (oldest == NULL || (empty != NULL && c->bytes + bytes <= BYTES_MAX))
			return empty;
		give_up(c, oldest);
	}
}

void
copy_keep(struct copies *c, const struct copy *copy)
{
	struct kept *kept = find(c, copy->key);
	size_t bytes = BYTES_EACH + strlen(copy->key) + copy->len;

	if (kept != NULL)
		give_up(c, kept);
	if (bytes > BYTES_MAX / 16)
		return;
	kept = make_room(c, bytes);
	*kept = (struct kept){ .copy = *copy, .arena = arena_new(), .bytes = bytes, .used = ++c->calls };
	kept->copy.key = arena_dup(kept->arena, copy->key);
	kept->copy.body = arena_copy(kept->arena, copy->body, copy->len);
	c->hashes[kept - c->places] = hash_of(copy->key);
	c->bytes += bytes;
}
