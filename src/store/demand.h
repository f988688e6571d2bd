/* Whom a studio asks for a second factor, as rows. */
#ifndef HORA_STORE_DEMAND_H
#define HORA_STORE_DEMAND_H

#include "base/shape.h"
#include "db/db.h"

struct demand {
	int role;        /* enum role: owner to reception */
	int64_t members; /* who have it */
	int64_t bare;    /* who of them have no factor yet */
	bool wanted;
};

extern const struct shape demand_shape;

/* One for each role of members: struct demand. */
MUST_CHECK enum err demand_list(struct db *, struct arena *, int64_t studio, struct list *out);

/* Asks those in these roles (by name) and no others. */
MUST_CHECK enum err demand_put(struct db *, int64_t studio, const char *const *roles, size_t count);

#endif
