/* A statement of SQL, known when the program is built: tools/sql2c.awk makes
 * these constants from the .sql files, and nothing else does. */
#ifndef HORA_DB_STATEMENT_H
#define HORA_DB_STATEMENT_H

#define STATEMENT_PARAMETERS 64 /* most parameters a statement may have */

struct statement {
	const char *name; /* "booking.find": file and heading; also its name in the server */
	const char *text;
	int parameters; /* the highest $n */
};

#endif
