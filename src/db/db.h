/* The database as the rest of the program sees it: one lazy connection,
 * statements known at build time, typed arguments, rows read by shape.
 *
 * Each verb is one round trip. Between db_pipe and db_flush verbs only queue;
 * db_flush sends them together and then fills their results:
 *
 *	db_pipe(db);
 *	if ((e = db_begin(db)) != OK
 *	    || (e = db_do(db, &q_lock, db_args(db_int(studio), db_ints(ids, n)))) != OK
 *	    || (e = db_all(db, a, &q_facts, db_args(db_int(studio)), &fact_shape, &facts)) != OK
 *	    || (e = db_flush(db)) != OK)
 *		return e;
 *
 * Returning an error undoes: only db_commit keeps, and the request loop calls
 * db_end. Failures are logged here, once, without values. */
#ifndef HORA_DB_DB_H
#define HORA_DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/shape.h"
#include "db/statement.h"

struct db;

/* conninfo as libpq takes it (several hosts too); program is what the server's
 * lists show. Connects when first used and again whenever the connection was
 * lost: one that restarts is waited for, two seconds at most; while it stays away
 * every verb is ERR_BUSY at once. db_free takes NULL
 * and can be given to arena_own. */
struct db *db_new(const char *conninfo, const char *program);
void db_free(void *db);

/* The longest silence of the server, in milliseconds, before the connection is
 * given up (10,000 at first; 0: wait for ever). */
void db_patience(struct db *, int milliseconds);

/* Arguments. Each function fixes the parameter's type, so SQL that wants
 * another says so with a cast ($3::booking_state, $4::integer). */
enum db_type {
	DB_BOOL,
	DB_INT,   /* bigint */
	DB_TEXT,  /* text */
	DB_TIME,  /* timestamptz */
	DB_DATE,  /* date */
	DB_BYTES, /* bytea */
	DB_RANGE, /* tstzrange */
	DB_INTS,  /* bigint[] */
	DB_TIMES, /* timestamptz[] */
	DB_TEXTS, /* text[] */
	DB__MAX
};

struct db_arg {
	enum db_type type;
	bool null;
	int64_t from, to;
	const void *data;
	size_t count;
};

struct db_args {
	const struct db_arg *items;
	size_t count;
};

/* db_args(db_int(id), db_text(name)), or db_args() for none. */
#define db_args(...) \
	((struct db_args){ (const struct db_arg[]){ __VA_ARGS__ __VA_OPT__(, ){ 0 } }, \
			   sizeof((const struct db_arg[]){ __VA_ARGS__ __VA_OPT__(, ){ 0 } }) \
				   / sizeof(struct db_arg) \
			       - 1 })

/* Instants and dates no calendar reaches: SQL's infinity and -infinity. */
#define DB_FOREVER INT64_MAX
#define DB_EVER_SINCE (INT64_MIN + 1)

struct db_arg db_bool(bool);
struct db_arg db_int(int64_t);
struct db_arg db_text(const char *);    /* NULL: null */
struct db_arg db_time(int64_t instant); /* Unix seconds; TIME_NONE: null */
struct db_arg db_date(int64_t days);    /* since 1970-01-01; DATE_NONE: null */
struct db_arg db_bytes(const void *, size_t);
struct db_arg db_range(int64_t from, int64_t to); /* [from, to); TIME_NONE: no bound */
struct db_arg db_ints(const int64_t *, size_t count);
struct db_arg db_times(const int64_t *, size_t count); /* TIME_NONE: a null element */
struct db_arg db_texts(const char *const *, size_t count);
struct db_arg db_null(enum db_type);

/* The verbs. All results are set only when the answer came; in a pipe, by the
 * flush. Rows are matched to the shape's fields by name and type: bigint,
 * integer and smallint for INT; bigint for MONEY; text and its kin, enum types,
 * uuid, json and jsonb for TEXT; text and enum types for ENUM; timestamptz for
 * TIME (fractions cut, towards the past); date for DATE; boolean. A column
 * without a field or a field without a column (but for LIST and RECORD) is
 * ERR_INTERNAL, and so is null in anything but TEXT, TIME and DATE. Texts live
 * in the arena. */

/* Changes at least one row, else ERR_NOT_FOUND. */
MUST_CHECK enum err db_run(struct db *, const struct statement *, struct db_args);

/* Does something; how many rows it touches does not matter. */
MUST_CHECK enum err db_do(struct db *, const struct statement *, struct db_args);

/* One row into *out, a record of that shape; none is ERR_NOT_FOUND, several
 * ERR_INTERNAL. */
MUST_CHECK enum err db_one(struct db *, struct arena *, const struct statement *, struct db_args,
			   const struct shape *, void *out);

/* As db_one for what always answers one row, such as the call of a function:
 * none is ERR_INTERNAL. */
MUST_CHECK enum err db_call(struct db *, struct arena *, const struct statement *, struct db_args,
			    const struct shape *, void *out);

/* All rows, none included, as records of that shape. */
MUST_CHECK enum err db_all(struct db *, struct arena *, const struct statement *, struct db_args,
			   const struct shape *, struct list *out);

/* Transactions do not nest. A commit in a pipe waits for the answers of what
 * may have found no row (db_run, db_one): that is a second round trip, which
 * db_do and db_call do not need. So does a begin that is not a pipe's first. */
MUST_CHECK enum err db_begin(struct db *);
MUST_CHECK enum err db_commit(struct db *);
MUST_CHECK enum err db_rollback(struct db *);

/* From here verbs queue. Once one has failed the rest do nothing and return the
 * same error. Outside db_begin and db_commit a pipe is a transaction of its own. */
void db_pipe(struct db *);
MUST_CHECK enum err db_flush(struct db *);

/* Ends a request: drops an unflushed pipe and rolls an open transaction back.
 * True when there was something to undo. */
bool db_end(struct db *);

/* The last failure, since the last db_begin or db_end; all zero for none. */
struct db_failure {
	enum err err;
	char sqlstate[6]; /* "" when the server did not say */
	char statement[64];
	char constraint[64];
	char table[64];
	char column[64];
	bool lost;           /* the connection is gone */
	bool commit_unknown; /* lost after something was sent that the server may have kept */
};
const struct db_failure *db_failure(const struct db *);

/* How often a transaction was tried; {0} at first. */
struct db_tries {
	int conflicts;
	int collisions;
};

/* True when the failed transaction is worth another try from its db_begin: once
 * after an exclusion conflict (23P01), three times after a serialization failure
 * or deadlock (40001, 40P01), those after a short random sleep. Has rolled back
 * then. Never after a lost connection.
 *
 *	do
 *		e = put(db, booking);
 *	while (e != OK && db_again(db, &tries)); */
bool db_again(struct db *, struct db_tries *);

#endif
