/* Rows: from PostgreSQL's binary results to records, by name and type. Which
 * types a kind can be read from is one table; a result that does not fit is our
 * own fault and logged as such. Plain texts are not copied: they point into the
 * result, which the arena then owns. */
#include "db/row.h"

#include <stdlib.h>
#include <string.h>

#include "db/argument.h"
#include "db/connection.h"
#include "db/failure.h"
#include "db/type.h"

#define TYPE_ENUM 0 /* any enum type of the database's own */

/* Sets the field's place from the bytes; false when it cannot hold them. */
typedef bool reader(const struct field *, struct arena *, const char *bytes, int len, void *place);

static int64_t
number(const char *bytes, int len)
{
	uint64_t n = *bytes < 0 ? UINT64_MAX : 0;

	for (int i = 0; i < len; i++)
		n = n << 8 | (unsigned char)bytes[i];
	return (int64_t)n;
}

static bool
read_bool(const struct field *f, struct arena *a, const char *bytes, int len, void *place)
{
	(void)f, (void)a, (void)len;
	*(bool *)place = *bytes != 0;
	return true;
}

static bool
read_number(const struct field *f, struct arena *a, const char *bytes, int len, void *place)
{
	(void)f, (void)a;
	*(int64_t *)place = number(bytes, len);
	return true;
}

static bool
read_text(const struct field *f, struct arena *a, const char *bytes, int len, void *place)
{
	(void)f, (void)a, (void)len;
	*(const char **)place = bytes;
	return true;
}

/* jsonb starts with the version of its form. */
static bool
read_jsonb(const struct field *f, struct arena *a, const char *bytes, int len, void *place)
{
	(void)f, (void)a, (void)len;
	*(const char **)place = bytes + 1;
	return *bytes == 1;
}

static bool
read_uuid(const struct field *f, struct arena *a, const char *bytes, int len, void *place)
{
	static const char digits[] = "0123456789abcdef";
	char *text = arena_alloc(a, 37, 1), *at = text;

	(void)f;
	for (int i = 0; i < len; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*at++ = '-';
		*at++ = digits[bytes[i] >> 4 & 0xf];
		*at++ = digits[bytes[i] & 0xf];
	}
	*(const char **)place = text;
	return true;
}

/* Fractions of a second are cut towards the past, so that order is kept. */
static bool
read_time(const struct field *f, struct arena *a, const char *bytes, int len, void *place)
{
	int64_t micros = number(bytes, len), seconds = micros / 1000000;

	(void)f, (void)a;
	if (micros % 1000000 < 0)
		seconds--;
	if (micros == INT64_MAX)
		*(int64_t *)place = DB_FOREVER;
	else if (micros == INT64_MIN)
		*(int64_t *)place = DB_EVER_SINCE;
	else
		*(int64_t *)place = seconds + EPOCH_SECONDS;
	return true;
}

static bool
read_date(const struct field *f, struct arena *a, const char *bytes, int len, void *place)
{
	int64_t days = number(bytes, len);

	(void)f, (void)a;
	if (days == INT32_MAX)
		*(int64_t *)place = DB_FOREVER;
	else if (days == INT32_MIN)
		*(int64_t *)place = DB_EVER_SINCE;
	else
		*(int64_t *)place = days + EPOCH_DAYS;
	return true;
}

static bool
read_name(const struct field *f, struct arena *a, const char *bytes, int len, void *place)
{
	(void)a, (void)len;
	for (int i = 0; f->names[i] != NULL; i++)
		if (strcmp(f->names[i], bytes) == 0) {
			*(int *)place = i;
			return true;
		}
	return false;
}

struct reading {
	enum kind kind;
	Oid type;
	reader *read;
	bool points; /* what was read points into the result */
};

static const struct reading readings[] = {
	{ KIND_BOOL, TYPE_BOOL, read_bool, false },    { KIND_INT, TYPE_INT8, read_number, false },
	{ KIND_INT, TYPE_INT4, read_number, false },   { KIND_INT, TYPE_INT2, read_number, false },
	{ KIND_MONEY, TYPE_INT8, read_number, false }, { KIND_TIME, TYPE_TIMESTAMPTZ, read_time, false },
	{ KIND_DATE, TYPE_DATE, read_date, false },    { KIND_TEXT, TYPE_TEXT, read_text, true },
	{ KIND_TEXT, TYPE_VARCHAR, read_text, true },  { KIND_TEXT, TYPE_BPCHAR, read_text, true },
	{ KIND_TEXT, TYPE_NAME, read_text, true },     { KIND_TEXT, TYPE_JSON, read_text, true },
	{ KIND_TEXT, TYPE_JSONB, read_jsonb, true },   { KIND_TEXT, TYPE_UUID, read_uuid, false },
	{ KIND_TEXT, TYPE_ENUM, read_text, true },     { KIND_ENUM, TYPE_TEXT, read_name, false },
	{ KIND_ENUM, TYPE_VARCHAR, read_name, false }, { KIND_ENUM, TYPE_ENUM, read_name, false },
};

static int
compare_types(const void *a, const void *b)
{
	Oid x = *(const Oid *)a, y = *(const Oid *)b;

	return (x > y) - (x < y);
}

static const struct reading *
find_reading(const struct db *db, enum kind kind, Oid type)
{
	if (type >= TYPE_FIRST_OWN
	    && bsearch(&type, db->enums, db->enum_count, sizeof type, compare_types) != NULL)
		type = TYPE_ENUM;
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++)
		if (readings[i].kind == kind && readings[i].type == type)
			return &readings[i];
	return NULL;
}

static bool
has_column(const struct mapping *m, const struct field *f)
{
	for (int c = 0; c < m->columns; c++)
		if (m->fields[c] == f)
			return true;
	return false;
}

/* Maps the next column; says what is wrong with it, or NULL. */
static const char *
map_column(struct mapping *m, struct db *db, const struct shape *shape, const PGresult *result)
{
	const char *name = PQfname(result, m->columns);
	const struct field *f = shape_field(shape, name, strlen(name));

	if (f == NULL)
		return "no such field";
	if (has_column(m, f))
		return "the column comes twice";
	m->fields[m->columns] = f;
	m->readings[m->columns] = find_reading(db, f->kind, PQftype(result, m->columns));
	if (m->readings[m->columns] == NULL) {
		/* An enum type younger than the session is known to the next. */
		db->farewell |= PQftype(result, m->columns) >= TYPE_FIRST_OWN;
		return "the column's type is not one of the field's kind";
	}
	m->points = m->points || m->readings[m->columns]->points;
	return NULL;
}

enum err
mapping_need(struct mapping *m, struct db *db, const char *statement, const struct shape *shape,
	     const PGresult *result)
{
	size_t columns = (size_t)PQnfields(result);

	if (m->shape == shape)
		return OK;
	if (m->fields == NULL) { /* a prepared statement's columns stay as many as they are */
		m->fields = arena_alloc(db->session, columns, sizeof *m->fields);
		m->readings = arena_alloc(db->session, columns, sizeof *m->readings);
	}
	m->shape = NULL;
	m->points = false;
	for (m->columns = 0; (size_t)m->columns < columns; m->columns++) {
		const char *why = map_column(m, db, shape, result);

		if (why != NULL)
			return failure_misfit(&db->failure, statement, PQfname(result, m->columns), why);
	}
	for (const struct field *f = shape->fields; f < shape->fields + shape->count; f++)
		if (f->kind != KIND_LIST && f->kind != KIND_RECORD && !has_column(m, f))
			return failure_misfit(&db->failure, statement, f->name, "no such column");
	m->shape = shape;
	return OK;
}

/* Null: only these three kinds have a value for it. */
static bool
read_null(const struct field *f, void *place)
{
	if (f->kind == KIND_TEXT)
		*(const char **)place = NULL;
	else if (f->kind == KIND_TIME)
		*(int64_t *)place = TIME_NONE;
	else if (f->kind == KIND_DATE)
		*(int64_t *)place = DATE_NONE;
	else
		return false;
	return true;
}

enum err
row_read(const struct mapping *m, struct arena *a, const PGresult *result, int row, void *record,
	 const char **misfit)
{
	for (int c = 0; c < m->columns; c++) {
		const struct field *f = m->fields[c];
		void *place = field_at(f, record);
		int len = PQgetlength(result, row, c);
		bool fits;

		/* Null has no length. */
		if (len == 0 && PQgetisnull(result, row, c))
			fits = read_null(f, place);
		else
			fits = m->readings[c]->read(f, a, PQgetvalue(result, row, c), len, place);
		if (!fits) {
			*misfit = f->name;
			return ERR_INTERNAL;
		}
	}
	return OK;
}
