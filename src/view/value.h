/* Values as templates see them, whether they come from a record and its shape
 * or from JSON: one interface for the renderer. */
#ifndef HORA_VIEW_VALUE_H
#define HORA_VIEW_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buffer.h"
#include "base/json.h"
#include "base/shape.h"
#include "base/zone.h"

struct catalogue;
struct format;
struct view_context;

/* A run of bytes somewhere else; not NUL-terminated. */
struct span {
	const char *at;
	size_t len;
};

enum value_kind {
	VALUE_ABSENT,
	VALUE_BOOL,
	VALUE_INT,
	VALUE_REAL,
	VALUE_TEXT,
	VALUE_TIME,
	VALUE_DATE,
	VALUE_MONEY,
	VALUE_ENUM,
	VALUE_RECORD,
	VALUE_LIST,
	VALUE__MAX
};

struct value {
	enum value_kind kind;
	int64_t number;              /* BOOL, INT, TIME, DATE, MONEY, ENUM */
	double real;                 /* REAL */
	struct span text;            /* TEXT */
	const struct shape *shape;   /* of a RECORD, a LIST's records, or the record MONEY stands in */
	const void *place;           /* the record; the struct list of a LIST */
	const struct json *json;     /* RECORD and LIST that come from JSON */
	const char *const *names;    /* ENUM */
	const struct zone *zone;     /* TIME: another than the context's */
	const struct format *format; /* how it is written; NULL = plainly */
};

/* What writing depends on. */
struct surroundings {
	const struct view_context *context;
	const struct catalogue *catalogue; /* of the context's language; NULL = none */
	FILE *complaints;                  /* told of values no record has; NULL = they write nothing */
};

/* A record (absent when either is NULL), a JSON value (absent when NULL). */
struct value value_of_record(const struct shape *, const void *record);
struct value value_of_json(const struct json *);

/* The field or member of that name; false when the value is no record or has
 * none. */
bool value_field(const struct value *, struct span name, struct value *out);

/* The same, and what view/view.h promises besides the fields. */
bool value_member(const struct value *, struct span name, const struct surroundings *, struct value *out);

/* What a section goes by. */
bool value_holds(const struct value *);

/* A LIST's length and elements. */
size_t value_count(const struct value *);
struct value value_element(const struct value *, size_t i);

/* The value as unescaped text: its own, or written into scratch, whose former
 * content goes. */
struct span value_text(const struct value *, const struct surroundings *, struct buffer *scratch);

#endif
