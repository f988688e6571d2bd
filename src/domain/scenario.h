/* A scenario: all that slots follow from, as one JSON object, so that hours can
 * be tried before they are saved and "why not?" answered without a database
 * (product.md 4.2). It is read into the facts that rows are read into. */
#ifndef HORA_DOMAIN_SCENARIO_H
#define HORA_DOMAIN_SCENARIO_H

#include "base/buffer.h"
#include "domain/slot.h"

struct scenario {
	struct slot_facts facts;
	struct slot_query query;
	const char *const *names; /* of the resources: providers in byte order, then rooms */
};

/* Reads one; everything lives in the arena. On ERR_INVALID *complaint says what
 * is wrong and where ("service.duration: a whole number from 1 to … is
 * expected"). */
MUST_CHECK enum err scenario_read(struct arena *, const char *text, size_t len, struct scenario *out,
				  const char **complaint);

/* Writes {"slots": [...]} and, for a query that explains, "dropped". */
void scenario_write(struct buffer *, const struct scenario *, const struct slot_list *);

#endif
