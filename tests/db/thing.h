/* The table that the tests of db/ work on, its record and its shape. */
#ifndef HORA_TESTS_DB_THING_H
#define HORA_TESTS_DB_THING_H

#include "base/shape.h"

struct thing {
	int64_t id;
	const char *name;
	int64_t price;
	int kind;
	int64_t made;
	int64_t day;
	bool good;
};

enum { KIND_SMALL, KIND_LARGE };

extern const struct shape thing_shape;

struct number {
	int64_t number;
};

extern const struct shape number_shape;

/* cmocka's group set-up and tear-down: a database with the table in it. */
int thing_setup(void **state);
int thing_teardown(void **state);

#endif
