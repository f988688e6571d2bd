/* Rows of seals. */
#include "store/seal.h"

#include "store/seal.q.h"

static const struct field entries_field[] = { { .name = "entries", .kind = KIND_INT } };
static const struct shape entries_shape = { "entries", sizeof(int64_t), entries_field, 1 };

static const struct field fault_fields[] = {
	FIELD(INT, seal_fault, studio),
	FIELD(INT, seal_fault, number),
	FIELD(TEXT, seal_fault, fault),
};
const struct shape seal_fault_shape = SHAPE(seal_fault, fault_fields);

static const struct field head_fields[] = {
	FIELD(TEXT, seal_head, slug),      FIELD(INT, seal_head, number), FIELD(INT, seal_head, entries),
	FIELD(TIME, seal_head, sealed_at), FIELD(TEXT, seal_head, hash),
};
const struct shape seal_head_shape = SHAPE(seal_head, head_fields);

enum err
seal_entries(struct db *db, struct arena *a, int64_t *entries)
{
	return db_call(db, a, &q_entries, db_args(), &entries_shape, entries);
}

enum err
seal_faults(struct db *db, struct arena *a, const char *slug, struct list *out)
{
	return db_all(db, a, &q_faults, db_args(db_text(slug)), &seal_fault_shape, out);
}

enum err
seal_heads(struct db *db, struct arena *a, const char *slug, struct list *out)
{
	return db_all(db, a, &q_heads, db_args(db_text(slug)), &seal_head_shape, out);
}
