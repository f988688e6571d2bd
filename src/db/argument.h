/* Inside db/ only: arguments in PostgreSQL's binary form. */
#ifndef HORA_DB_ARGUMENT_H
#define HORA_DB_ARGUMENT_H

#include <libpq-fe.h>

#include "db/db.h"

/* PostgreSQL counts from 2000-01-01: days and seconds after 1970-01-01. */
#define EPOCH_DAYS 10957
#define EPOCH_SECONDS (EPOCH_DAYS * INT64_C(86400))

/* The parameters of one execution, as PQsendQueryPrepared takes them. */
struct parameters {
	int count;
	Oid *types;
	const char **values;
	int *lengths;
};

/* Encodes into the arena. False: a time or date that PostgreSQL cannot hold. */
bool arguments_encode(struct arena *, struct db_args, struct parameters *);

#endif
