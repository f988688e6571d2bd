/* Inside db/ only: which statements this session of the server knows, and how
 * their columns map to a record. */
#ifndef HORA_DB_PREPARED_H
#define HORA_DB_PREPARED_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "db/row.h"
#include "db/statement.h"

struct prepared {
	const struct statement *statement;
	bool ready; /* the server has it */
	Oid *types; /* of its parameters, as first used */
	struct mapping mapping;
};

/* A hash table by name; all zero is an empty one. */
struct prepared_set {
	struct prepared **slots;
	size_t room, count;
};

/* The entry of a statement, made when missing, in the arena. */
struct prepared *prepared_get(struct prepared_set *, struct arena *, const struct statement *);

#endif
