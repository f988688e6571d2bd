/* A struct's fields as a table, written once and used four times: for rows of
 * the database, forms and JSON that come in, pages and JSON that go out, and
 * configuration.
 *
 *	struct guest { const char *name; int64_t visits; };
 *	static const struct field guest_fields[] = {
 *		FIELD(TEXT, guest, name, .max = 80, .required = true),
 *		FIELD(INT, guest, visits, .least = 0),
 *	};
 *	const struct shape guest_shape = SHAPE(guest, guest_fields);
 */
#ifndef HORA_BASE_SHAPE_H
#define HORA_BASE_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum kind {
	KIND_BOOL,   /* bool */
	KIND_INT,    /* int64_t, between .least and .most (both 0: any) */
	KIND_TEXT,   /* const char *, valid UTF-8 without NUL; NULL when absent */
	KIND_TIME,   /* int64_t, Unix seconds; TIME_NONE when absent */
	KIND_DATE,   /* int64_t, days since 1970-01-01 (civil); DATE_NONE when absent */
	KIND_MONEY,  /* int64_t, minor units of the record's currency */
	KIND_ENUM,   /* int, named by .names */
	KIND_LIST,   /* struct list of records of shape .of; views and JSON only */
	KIND_RECORD, /* const void * to one record of shape .of, or NULL; views and JSON only */
	KIND__MAX
};

#define TIME_NONE INT64_MIN
#define DATE_NONE INT64_MIN

/* A run of records of one shape. Owned by the arena it was made in. */
struct list {
	const void *items;
	size_t count;
};

struct shape;

struct field {
	const char *name; /* column, form field, JSON member, view tag */
	enum kind kind;
	size_t offset;
	bool required;            /* input: absent or empty is refused */
	bool keep_space;          /* input TEXT: do not trim */
	bool lines;               /* input TEXT: line feeds (CR LF becomes LF) and tabs
	                             allowed; other control characters never are */
	size_t max;               /* input TEXT: most characters (code points), LIST: most
	                             records; 0 = 200 */
	int64_t least, most;      /* input INT, MONEY: range; both 0 = any */
	const char *const *names; /* ENUM: names by value, NULL-terminated */
	const struct shape *of;   /* LIST, RECORD */
	const char *label;        /* input: what messages call it (an untranslated text) */
};

struct shape {
	const char *name;
	size_t size; /* of the record, bytes */
	const struct field *fields;
	size_t count;
};

#define FIELD(k, record, member, ...) \
	{ \
		.name = #member, .kind = KIND_##k, .offset = offsetof(struct record, member), __VA_ARGS__ \
	}
/* As FIELD, when the outside name differs from the member's. */
#define FIELD_AS(k, record, member, outside, ...) \
	{ \
		.name = (outside), .kind = KIND_##k, .offset = offsetof(struct record, member), __VA_ARGS__ \
	}
#define SHAPE(record, table) \
	{ \
		.name = #record, .size = sizeof(struct record), .fields = (table), \
		.count = sizeof(table) / sizeof *(table) \
	}

/* Where a field lives in a record. */
void *field_at(const struct field *, void *record);
const void *field_in(const struct field *, const void *record);

/* The field of that name (len bytes), or NULL. */
const struct field *shape_field(const struct shape *, const char *name, size_t len);

/* Sets every field of the record to "absent": NULL, TIME_NONE, DATE_NONE, 0. */
void shape_clear(const struct shape *, void *record);

/* Reads one value from text (a form field, a configuration value): trims,
 * checks UTF-8, kind, length, range and names. Nothing left is "absent", or
 * refused when required. On ERR_INVALID the record is as it was and *why is an
 * untranslated sentence for the person ("Enter a whole number."), a static
 * text. Text copies live in the arena. LIST and RECORD cannot be read. */
MUST_CHECK enum err field_read(const struct field *, struct arena *, const char *text, size_t len,
			       void *record, const char **why);

/* The value as plain text: numbers in decimal, TIME as RFC 3339 in UTC, DATE as
 * YYYY-MM-DD, ENUM by name, BOOL "true" or "". NULL when absent. */
const char *field_text(const struct field *, struct arena *, const void *record);

#endif
