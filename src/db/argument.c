/* Arguments: typed values in, PostgreSQL's binary form out. The formats are
 * those of the types' receive functions (int8recv, timestamptz_recv,
 * array_recv, range_recv, …): big-endian integers, instants in microseconds and
 * dates in days, both since 2000-01-01. */
#include "db/argument.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "db/type.h"

/* What PostgreSQL can hold, in Unix seconds: 4713-11-24 BC to the end of 294276. */
#define TIME_FIRST INT64_C(-210866803200)
#define TIME_AFTER INT64_C(9224318016000)

#define RANGE_FROM_INCLUDED 0x02
#define RANGE_NO_FROM 0x08
#define RANGE_NO_TO 0x10

static const Oid types[] = {
	[DB_BOOL] = TYPE_BOOL,        [DB_INT] = TYPE_INT8,   [DB_TEXT] = TYPE_TEXT,
	[DB_TIME] = TYPE_TIMESTAMPTZ, [DB_DATE] = TYPE_DATE,  [DB_BYTES] = TYPE_BYTEA,
	[DB_RANGE] = TYPE_TSTZRANGE,  [DB_INTS] = TYPE_INT8S, [DB_TIMES] = TYPE_TIMESTAMPTZS,
	[DB_TEXTS] = TYPE_TEXTS,
};
static_assert(sizeof types / sizeof *types == DB__MAX, "each argument type is one of PostgreSQL's");

struct db_arg
db_null(enum db_type type)
{
	return (struct db_arg){ .type = type, .null = true };
}

struct db_arg
db_bool(bool value)
{
	return (struct db_arg){ .type = DB_BOOL, .from = value };
}

struct db_arg
db_int(int64_t value)
{
	return (struct db_arg){ .type = DB_INT, .from = value };
}

struct db_arg
db_text(const char *text)
{
	if (text == NULL)
		return db_null(DB_TEXT);
	return (struct db_arg){ .type = DB_TEXT, .data = text, .count = strlen(text) };
}

struct db_arg
db_time(int64_t instant)
{
	return (struct db_arg){ .type = DB_TIME, .from = instant, .null = instant == TIME_NONE };
}

struct db_arg
db_date(int64_t days)
{
	return (struct db_arg){ .type = DB_DATE, .from = days, .null = days == DATE_NONE };
}

struct db_arg
db_bytes(const void *bytes, size_t count)
{
	return (struct db_arg){ .type = DB_BYTES, .data = bytes, .count = count };
}

struct db_arg
db_range(int64_t from, int64_t to)
{
	return (struct db_arg){ .type = DB_RANGE, .from = from, .to = to };
}

struct db_arg
db_ints(const int64_t *items, size_t count)
{
	return (struct db_arg){ .type = DB_INTS, .data = items, .count = count };
}

struct db_arg
db_times(const int64_t *items, size_t count)
{
	return (struct db_arg){ .type = DB_TIMES, .data = items, .count = count };
}

struct db_arg
db_texts(const char *const *items, size_t count)
{
	return (struct db_arg){ .type = DB_TEXTS, .data = items, .count = count };
}

/* Bytes being written; room was measured before. */
struct writer {
	char *at;
};

static void
put(struct writer *w, const void *bytes, size_t len)
{
	if (len > 0)
		memcpy(w->at, bytes, len);
	w->at += len;
}

static void
put_number(struct writer *w, int64_t value, int bytes)
{
	for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
		*w->at++ = (char)((uint64_t)value >> shift & 0xff);
}

static bool
put_time(struct writer *w, int64_t instant)
{
	int64_t micros;

	if (instant == DB_FOREVER)
		micros = INT64_MAX;
	else if (instant == DB_EVER_SINCE)
		micros = INT64_MIN;
	else if (instant < TIME_FIRST || instant >= TIME_AFTER)
		return false;
	else
		micros = (instant - EPOCH_SECONDS) * 1000000;
	put_number(w, micros, 8);
	return true;
}

static bool
put_date(struct writer *w, int64_t days)
{
	if (days == DB_FOREVER)
		days = INT32_MAX;
	else if (days == DB_EVER_SINCE)
		days = INT32_MIN;
	else if (days < INT32_MIN / 2 || days > INT32_MAX / 2)
		return false;
	else
		days -= EPOCH_DAYS;
	put_number(w, days, 4);
	return true;
}

static bool
put_range(struct writer *w, int64_t from, int64_t to)
{
	int flags = RANGE_FROM_INCLUDED;
	bool fits = true;

	if (from == TIME_NONE)
		flags = RANGE_NO_FROM;
	if (to == TIME_NONE)
		flags |= RANGE_NO_TO;
	put_number(w, flags, 1);
	if (from != TIME_NONE) {
		put_number(w, 8, 4);
		fits = put_time(w, from);
	}
	if (to != TIME_NONE) {
		put_number(w, 8, 4);
		fits = put_time(w, to) && fits;
	}
	return fits;
}

/* Dimensions, "may hold nulls", element type; then the only dimension. */
static void
put_array_head(struct writer *w, Oid element, size_t count)
{
	put_number(w, count > 0, 4);
	put_number(w, 1, 4);
	put_number(w, element, 4);
	if (count > 0) {
		put_number(w, (int64_t)count, 4);
		put_number(w, 1, 4);
	}
}

static bool
put_numbers(struct writer *w, const struct db_arg *arg)
{
	const int64_t *items = arg->data;
	bool fits = true;

	put_array_head(w, arg->type == DB_INTS ? TYPE_INT8 : TYPE_TIMESTAMPTZ, arg->count);
	for (size_t i = 0; i < arg->count; i++) {
		if (arg->type == DB_TIMES && items[i] == TIME_NONE) {
			put_number(w, -1, 4);
			continue;
		}
		put_number(w, 8, 4);
		if (arg->type == DB_INTS)
			put_number(w, items[i], 8);
		else
			fits = put_time(w, items[i]) && fits;
	}
	return fits;
}

static void
put_texts(struct writer *w, const struct db_arg *arg)
{
	const char *const *items = arg->data;

	put_array_head(w, TYPE_TEXT, arg->count);
	for (size_t i = 0; i < arg->count; i++) {
		if (items[i] == NULL) {
			put_number(w, -1, 4);
			continue;
		}
		put_number(w, (int64_t)strlen(items[i]), 4);
		put(w, items[i], strlen(items[i]));
	}
}

/* The bytes an argument takes at most. */
static size_t
room_for(const struct db_arg *arg)
{
	const char *const *texts = arg->data;
	size_t room = 32;

	switch (arg->type) {
	case DB_TEXT:
	case DB_BYTES:
		return arg->count;
	case DB_INTS:
	case DB_TIMES:
		return room + arg->count * 12;
	case DB_TEXTS:
		for (size_t i = 0; i < arg->count; i++)
			room += 4 + (texts[i] == NULL ? 0 : strlen(texts[i]));
		return room;
	default:
		return room;
	}
}

static bool
put_argument(struct writer *w, const struct db_arg *arg)
{
	switch (arg->type) {
	case DB_BOOL:
		put_number(w, arg->from, 1);
		return true;
	case DB_INT:
		put_number(w, arg->from, 8);
		return true;
	case DB_TEXT:
	case DB_BYTES:
		put(w, arg->data, arg->count);
		return true;
	case DB_TIME:
		return put_time(w, arg->from);
	case DB_DATE:
		return put_date(w, arg->from);
	case DB_RANGE:
		return put_range(w, arg->from, arg->to);
	case DB_INTS:
	case DB_TIMES:
		return put_numbers(w, arg);
	case DB_TEXTS:
		put_texts(w, arg);
		return true;
	case DB__MAX:
		break;
	}
	abort();
}

/* One block for the three arrays, one for all values. */
static struct writer
make_room(struct arena *a, struct db_args args, struct parameters *out)
{
	size_t room = 0;
	char *block =
	    arena_alloc(a, args.count, sizeof *out->values + sizeof *out->types + sizeof *out->lengths);

	out->count = (int)args.count;
	out->values = (const char **)(void *)block;
	out->types = (Oid *)(out->values + args.count);
	out->lengths = (int *)(out->types + args.count);
	for (size_t i = 0; i < args.count; i++)
		room += room_for(&args.items[i]);
	return (struct writer){ arena_alloc(a, room, 1) };
}

bool
arguments_encode(struct arena *a, struct db_args args, struct parameters *out)
{
	struct writer w;

	*out = (struct parameters){ 0 };
	if (args.count == 0)
		return true;
	w = make_room(a, args, out);
	for (size_t i = 0; i < args.count; i++) {
		const struct db_arg *arg = &args.items[i];
		char *start = w.at;

		out->types[i] = types[arg->type];
		if (arg->null)
			continue;
		if (!put_argument(&w, arg))
			return false;
		assert(w.at - start <= INT_MAX);
		out->values[i] = start;
		out->lengths[i] = (int)(w.at - start);
	}
	return true;
}
