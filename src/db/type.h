/* Inside db/ only: PostgreSQL's built-in types that we speak, by their fixed
 * numbers (src/include/catalog/pg_type.dat of PostgreSQL). */
#ifndef HORA_DB_TYPE_H
#define HORA_DB_TYPE_H

enum type {
	TYPE_BOOL = 16,
	TYPE_BYTEA = 17,
	TYPE_NAME = 19,
	TYPE_INT8 = 20,
	TYPE_INT2 = 21,
	TYPE_INT4 = 23,
	TYPE_TEXT = 25,
	TYPE_JSON = 114,
	TYPE_TEXTS = 1009,
	TYPE_INT8S = 1016,
	TYPE_BPCHAR = 1042,
	TYPE_VARCHAR = 1043,
	TYPE_DATE = 1082,
	TYPE_TIMESTAMPTZ = 1184,
	TYPE_TIMESTAMPTZS = 1185,
	TYPE_UUID = 2950,
	TYPE_JSONB = 3802,
	TYPE_TSTZRANGE = 3910,
};

#define TYPE_FIRST_OWN 16384 /* types made by the database's own schema start here */

#endif
