/* The statements one session knows: a hash table by name that doubles when it
 * is three quarters full. Entries keep their place, so others may point there. */
#include "db/prepared.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

/* FNV-1a. */
static size_t
hash(const char *name)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *name != '\0'; name++)
		h = (h ^ (unsigned char)*name) * UINT64_C(0x100000001b3);
	return (size_t)(h ^ h >> 32);
}

/* Where the statement is or would be. */
static struct prepared **
slot(struct prepared_set *set, const char *name)
{
	size_t i = hash(name) & (set->room - 1);

	while (set->slots[i] != NULL && strcmp(set->slots[i]->statement->name, name) != 0)
		i = (i + 1) & (set->room - 1);
	return &set->slots[i];
}

static void
grow(struct prepared_set *set, struct arena *a)
{
	struct prepared_set old = *set;

	set->room = old.room == 0 ? 64 : old.room * 2;
	set->slots = arena_alloc(a, set->room, sizeof(struct prepared *));
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i] != NULL)
			*slot(set, old.slots[i]->statement->name) = old.slots[i];
}

struct prepared *
prepared_get(struct prepared_set *set, struct arena *a, const struct statement *statement)
{
	struct prepared **place;

	if (set->count * 4 >= set->room * 3)
		grow(set, a);
	place = slot(set, statement->name);
	if (*place == NULL) {
		*place = arena_make(a, struct prepared);
		(*place)->statement = statement;
		(*place)->types = arena_alloc(a, (size_t)statement->parameters, sizeof(Oid));
		set->count++;
	}
	assert((*place)->statement == statement || strcmp((*place)->statement->text, statement->text) == 0);
	return *place;
}
