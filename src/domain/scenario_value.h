/* Reading JSON objects by tables of members, each mistake with its place. Used
 * by domain/scenario.c alone. */
#ifndef HORA_DOMAIN_SCENARIO_VALUE_H
#define HORA_DOMAIN_SCENARIO_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/json.h"

struct reader {
	struct arena *arena;
	const char *complaint; /* the first, with its place */
};

/* Where a value stands: a member of that name, or the element `index`. */
struct place {
	const struct place *in; /* NULL: the document itself */
	const char *name;       /* NULL: an element */
	size_t index;
};

/* Keeps the complaint unless there is one; always false. */
bool complain(struct reader *, const struct place *, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Checks the kind; false with a complaint otherwise. */
bool want(struct reader *, const struct json *, const struct place *, enum json_kind);

struct member {
	const char *name;
	bool required;
	bool (*take)(struct reader *, const struct json *, const struct place *, void *out);
	size_t offset; /* of out in the record */
};

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define MEMBER(record, member, taker, ...) \
	{ \
		.name = #member, .take = (taker), .offset = offsetof(struct record, member), __VA_ARGS__ \
	}

/* Reads an object into a record, member by member in the table's order. A
 * member that is null counts as absent and leaves the record as it was. */
bool take_members(struct reader *, const struct json *, const struct place *, const struct member *members,
		  size_t count, void *record);

/* Takers. int64_t: */
bool take_minutes(struct reader *, const struct json *, const struct place *, void *seconds); /* from 0 */
bool take_duration(struct reader *, const struct json *, const struct place *,
		   void *seconds); /* minutes from 1 */
bool take_count(struct reader *, const struct json *, const struct place *, void *number);    /* from 0 */
bool take_seats(struct reader *, const struct json *, const struct place *, void *number);    /* from 1 */
bool take_instant(struct reader *, const struct json *, const struct place *, void *seconds); /* RFC 3339 */
bool take_date(struct reader *, const struct json *, const struct place *, void *days);
/* int32_t, "00:00" to "24:00": */
bool take_clock(struct reader *, const struct json *, const struct place *, void *minutes);
/* const char *: */
bool take_text(struct reader *, const struct json *, const struct place *, void *text);
/* const struct json *, as it is, object or array: */
bool take_object(struct reader *, const struct json *, const struct place *, void *json);
bool take_array(struct reader *, const struct json *, const struct place *, void *json);

/* A date as text, which is how dates are names of members. */
bool read_date(struct reader *, const char *text, const struct place *, int64_t *days);

#endif
