/* JSON, strictly: the reader for everything that comes in, the writer for
 * everything that goes out. Reading wraps json-c's strict mode and adds what it
 * lacks: valid UTF-8 without U+0000 (escaped either), no duplicate members,
 * limits on depth and size, integers only within int64_t and never from
 * fractions, exponents or text, nothing after the value. */
#ifndef HORA_BASE_JSON_H
#define HORA_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/complaint.h"
#include "base/shape.h"

struct json; /* one value in a read document; owned by the arena it was read into */

enum json_kind { JSON_NULL, JSON_BOOL, JSON_INTEGER, JSON_REAL, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

#define JSON_DEPTH 32      /* deepest nesting accepted */
#define JSON_VALUES 10000  /* most values (scalars, arrays, objects) in a document */
#define JSON_BYTES 1048576 /* longest document; requests are held to less by their reader */

/* Reads one document. On ERR_INVALID *why is a static sentence and *at the byte
 * where reading stopped (both may be NULL). */
MUST_CHECK enum err json_read(struct arena *, const char *text, size_t len, struct json **out,
			      const char **why, size_t *at);

/* The same for a file that an administrator hands to a command: up to
 * JSON_FILE_VALUES and JSON_FILE_BYTES, and why and at are wanted. Never for what
 * comes from a network. */
#define JSON_FILE_VALUES 1000000
#define JSON_FILE_BYTES 33554432
MUST_CHECK enum err json_read_file(struct arena *, const char *text, size_t len, struct json **out,
				   const char **why, size_t *at);

/* Each may be asked of any value and of NULL (an absent member, which is of kind
 * JSON_NULL); a value of another kind is false, 0, NULL. Strings hold no NUL. */
enum json_kind json_kind(const struct json *);
bool json_bool(const struct json *);                             /* JSON_BOOL */
int64_t json_integer(const struct json *);                       /* JSON_INTEGER */
double json_real(const struct json *);                           /* JSON_REAL or JSON_INTEGER */
const char *json_string(const struct json *, size_t *len);       /* JSON_STRING; len may be NULL */
size_t json_count(const struct json *);                          /* elements or members */
struct json *json_element(const struct json *, size_t i);        /* NULL past the end */
struct json *json_member(const struct json *, const char *name); /* NULL when absent */
/* The i-th member of an object in document order; NULL past the end. */
struct json *json_member_at(const struct json *, size_t i, const char **name);

/* Reads an object into a record by its shape, by the rules of field_read. The
 * JSON type must be the kind's: INT and MONEY want a whole number, BOOL true or
 * false, TEXT, ENUM, TIME and DATE a string, RECORD an object, LIST an array of
 * objects (at most .max, 0 = 200); null is "absent". Unknown members are refused.
 * On ERR_INVALID all that is wrong has been added to the complaints and the
 * record is part-filled. What it points to lives in the arena. */
MUST_CHECK enum err json_into(struct arena *, const struct json *, const struct shape *, void *record,
			      struct complaints *);

/* Writing. All text is escaped so that it can also stand inside HTML (<, >, &,
 * U+2028 and U+2029 as \u escapes); a malformed byte becomes U+FFFD. */
void json_write_string(struct buffer *, const char *text); /* NULL writes null */

/* One record as an object: BOOL, INT, MONEY (a number, minor units), TEXT, TIME
 * (RFC 3339, UTC), DATE, ENUM (its name), LIST (array), RECORD (object); absent
 * values as null. */
void json_write_record(struct buffer *, const struct shape *, const void *record);
void json_write_list(struct buffer *, const struct shape *, const struct list *);

#endif
