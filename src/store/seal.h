/* Seals over the audit log: made by the worker, checked by hora audit verify. */
#ifndef HORA_STORE_SEAL_H
#define HORA_STORE_SEAL_H

#include "base/shape.h"
#include "db/db.h"

/* Seals the entries of all transactions that have ended; *entries says how many. */
MUST_CHECK enum err seal_entries(struct db *, struct arena *, int64_t *entries);

struct seal_fault {
	int64_t studio; /* 0 = entries of no studio */
	int64_t number; /* of the seal; 0 = it is about an entry */
	const char *fault;
};

extern const struct shape seal_fault_shape;

/* What is wrong, of one studio (its slug) or of all (NULL): struct seal_fault, at
 * most 1,000. None: nobody has touched what was sealed. */
MUST_CHECK enum err seal_faults(struct db *, struct arena *, const char *slug, struct list *out);

struct seal_head {
	const char *slug; /* "" = entries of no studio */
	int64_t number, entries;
	int64_t sealed_at;
	const char *hash; /* hexadecimal */
};

extern const struct shape seal_head_shape;

/* The last seal of each studio, or of the one: struct seal_head. */
MUST_CHECK enum err seal_heads(struct db *, struct arena *, const char *slug, struct list *out);

#endif
