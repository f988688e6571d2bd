/* Copies of answers: a hash table of chains to find them by their keys, and a
 * queue by use to give up the oldest. */
#include "apps/booking/copy.h"

#include <string.h>
#include <sys/queue.h>

#include "base/text.h"

#define PLACES 512
#define BYTES_MAX ((1 << 20) - sizeof(struct copies)) /* of all copies */
#define BYTES_EACH 256                                /* of what holds one copy */

struct kept {
	struct copy copy;
	struct arena *arena; /* its own: this, the key, the body */
	size_t bytes;
	uint64_t hash;
	LIST_ENTRY(kept) chain;
	TAILQ_ENTRY(kept) age;
};

struct copies {
	LIST_HEAD(chain, kept) chains[PLACES]; /* by hash */
	TAILQ_HEAD(, kept) ages;               /* the one longest unused first */
	size_t count, bytes;
};

/* FNV-1a. */
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
	LIST_REMOVE(kept, chain);
	TAILQ_REMOVE(&c->ages, kept, age);
	c->bytes -= kept->bytes;
	c->count--;
	arena_free(kept->arena);
}

static void
free_copies(void *copies)
{
	struct copies *c = copies;

	while (!TAILQ_EMPTY(&c->ages))
		give_up(c, TAILQ_FIRST(&c->ages));
}

struct copies *
copies_new(struct arena *a)
{
	struct copies *c = arena_make(a, struct copies);

	TAILQ_INIT(&c->ages);
	return arena_own(a, c, free_copies);
}

static struct kept *
find(struct copies *c, const char *key, uint64_t hash)
{
	struct kept *kept;

	LIST_FOREACH(kept, &c->chains[hash % PLACES], chain)
	if (kept->hash == hash && text_equal(kept->copy.key, key))
		return kept;
	return NULL;
}

const struct copy *
copy_find(struct copies *c, const char *key, int64_t now)
{
	struct kept *kept = find(c, key, hash_of(key));

	if (kept == NULL)
		return NULL;
	TAILQ_REMOVE(&c->ages, kept, age);
	TAILQ_INSERT_TAIL(&c->ages, kept, age);
	return now < kept->copy.stamp.until ? &kept->copy : NULL;
}

void
copy_keep(struct copies *c, const struct copy *copy)
{
	uint64_t hash = hash_of(copy->key);
	struct kept *kept = find(c, copy->key, hash);
	size_t bytes = BYTES_EACH + strlen(copy->key) + copy->len;
	struct arena *arena;

	if (kept != NULL)
		give_up(c, kept);
	if (bytes > BYTES_MAX / 16)
		return;
	while (c->count == PLACES || c->bytes + bytes > BYTES_MAX)
		give_up(c, TAILQ_FIRST(&c->ages));
	arena = arena_new();
	kept = arena_make(arena, struct kept);
	*kept = (struct kept){ .copy = *copy, .arena = arena, .bytes = bytes, .hash = hash };
	kept->copy.key = arena_dup(arena, copy->key);
	kept->copy.body = arena_copy(arena, copy->body, copy->len);
	LIST_INSERT_HEAD(&c->chains[hash % PLACES], kept, chain);
	TAILQ_INSERT_TAIL(&c->ages, kept, age);
	c->bytes += bytes;
	c->count++;
}
