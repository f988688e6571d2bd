/* A table with one column of each kind. */
#include "tests/db/thing.h"

#include "tests/support/database.h"

static const char *const kinds[] = { "small", "large", NULL };

static const struct field thing_fields[] = {
	FIELD(INT, thing, id),      FIELD(TEXT, thing, name),
	FIELD(MONEY, thing, price), FIELD(ENUM, thing, kind, .names = kinds),
	FIELD(TIME, thing, made),   FIELD(DATE, thing, day),
	FIELD(BOOL, thing, good),
};
const struct shape thing_shape = SHAPE(thing, thing_fields);

static const struct field number_fields[] = {
	FIELD(INT, number, number),
};
const struct shape number_shape = SHAPE(number, number_fields);

int
thing_setup(void **state)
{
	(void)state;
	database_make(DATABASE_EMPTY);
	database_sql(
	    "create type thing_kind as enum ('small', 'large', 'huge');"
	    "create table thing (id bigint generated always as identity primary key, name text unique,"
	    " price bigint not null default 0 check (price >= 0), kind thing_kind not null"
	    " default 'small', made timestamptz, day date, good boolean not null default true);"
	    "alter table thing owner to hora_owner");
	return 0;
}

int
thing_teardown(void **state)
{
	(void)state;
	database_drop();
	return 0;
}
