/* Inside db/ only: rows of a binary result as records of a shape. */
#ifndef HORA_DB_ROW_H
#define HORA_DB_ROW_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/shape.h"

struct db;
struct reading;

/* Where the columns of one statement go in the records of one shape; made from
 * its first result and kept as long as the session. */
struct mapping {
	const struct shape *shape; /* NULL: not made yet */
	const struct field **fields;
	const struct reading **readings;
	int columns;
	bool points; /* records point into the result, which has to stay */
};

/* Makes the mapping unless it is for this shape already. ERR_INTERNAL: the
 * columns do not fit the shape, which has been noted. */
MUST_CHECK enum err mapping_need(struct mapping *, struct db *, const char *statement, const struct shape *,
				 const PGresult *);

/* Reads row `row` into a record. ERR_INTERNAL: a null or a value that the field
 * cannot hold; *misfit is its name then. Texts may point into the result. */
MUST_CHECK enum err row_read(const struct mapping *, struct arena *, const PGresult *, int row, void *record,
			     const char **misfit);

#endif
