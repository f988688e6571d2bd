/* Reading JSON: our syntax check first, then json-c in its strict mode, then
 * its tree turned into ours. A value of ours is 40 bytes and knows its kind, its
 * name and its neighbours, so that asking is an index, not a hash or a walk. */
#include "base/json.h"

#define json_bool json_c_bool /* json-c's int type; ours is a function */
#include <json-c/json.h>
#undef json_bool
#include <math.h>
#include <stdlib.h>

#include "base/json_syntax.h"
#include "base/text.h"

struct json {
	const char *name; /* as a member */
	enum json_kind kind;
	size_t count; /* of bytes, elements or members */
	union {
		bool truth;
		int64_t integer;
		double real;
		const char *string;
		struct json *items;
	};
};

static void
release(void *root)
{
	json_object_put(root);
}

/* json-c's opinion, strict; the text ends in a NUL that json-c takes for the
 * end (without it, it waits for the rest of a number). */
static bool
parse(struct arena *a, const char *text, size_t len, json_object **out)
{
	/* To json-c the innermost scalar is a level too. */
	json_tokener *tokener = json_tokener_new_ex(JSON_DEPTH + 1);
	bool good;

	if (tokener == NULL)
		abort();
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	*out = arena_own(a, json_tokener_parse_ex(tokener, arena_copy(a, text, len), (int)len + 1), release);
	good = json_tokener_get_error(tokener) == json_tokener_success;
	json_tokener_free(tokener);
	return good;
}

/* A tree in the making; building stops at the first thing it cannot hold. */
struct build {
	struct arena *arena;
	size_t values;
	const char *why;
};

static void build_value(struct build *, json_object *from, struct json *to);

static void
build_array(struct build *b, json_object *from, struct json *to)
{
	to->count = json_object_array_length(from);
	to->items = arena_alloc(b->arena, to->count, sizeof *to->items);
	for (size_t i = 0; i < to->count; i++)
		build_value(b, json_object_array_get_idx(from, i), &to->items[i]);
}

static void
build_object(struct build *b, json_object *from, struct json *to)
{
	struct json *item;

	to->count = (size_t)json_object_object_length(from);
	item = to->items = arena_alloc(b->arena, to->count, sizeof *to->items);
	json_object_object_foreach(from, name, value)
	{
		item->name = name;
		build_value(b, value, item++);
	}
}

static void
build_value(struct build *b, json_object *from, struct json *to)
{
	static const enum json_kind kinds[] = {
		[json_type_null] = JSON_NULL,     [json_type_boolean] = JSON_BOOL,
		[json_type_double] = JSON_REAL,   [json_type_int] = JSON_INTEGER,
		[json_type_object] = JSON_OBJECT, [json_type_array] = JSON_ARRAY,
		[json_type_string] = JSON_STRING,
	};

	b->values++;
	to->kind = kinds[json_object_get_type(from)];
	switch (to->kind) {
	case JSON_NULL:
		break;
	case JSON_BOOL:
		to->truth = json_object_get_boolean(from);
		break;
	case JSON_INTEGER:
		to->integer = json_object_get_int64(from);
		break;
	case JSON_REAL:
		to->real = json_object_get_double(from);
		if (!isfinite(to->real))
			b->why = "This number is too large.";
		break;
	case JSON_STRING:
		to->string = json_object_get_string(from);
		to->count = (size_t)json_object_get_string_len(from);
		break;
	case JSON_ARRAY:
		build_array(b, from, to);
		break;
	case JSON_OBJECT:
		build_object(b, from, to);
		break;
	}
}

/* json-c keeps the last of repeated members and drops the others: then there
 * are fewer values than the syntax check has seen. */
static enum err
read_tree(struct arena *a, const char *text, size_t len, size_t values, struct json **out, const char **why)
{
	struct build b = { .arena = a };
	struct json *root = arena_make(a, struct json);
	json_object *parsed;

	if (!parse(a, text, len, &parsed)) {
		*why = "This is not JSON.";
		return ERR_INTERNAL;
	}
	build_value(&b, parsed, root);
	if (b.why == NULL && b.values != values)
		b.why = "A member is there twice.";
	if (b.why != NULL) {
		*why = b.why;
		return ERR_INVALID;
	}
	*out = root;
	return OK;
}

static enum err
read_within(struct arena *a, const char *text, size_t len, struct json **out, struct json_limits limits,
	    struct json_syntax *syntax)
{
	if (!json_syntax_check(text, len, limits, syntax))
		return ERR_INVALID;
	return read_tree(a, text, len, syntax->values, out, &syntax->why);
}

enum err
json_read(struct arena *a, const char *text, size_t len, struct json **out, const char **why, size_t *at)
{
	struct json_syntax syntax;
	enum err e = read_within(a, text, len, out, (struct json_limits){ JSON_BYTES, JSON_VALUES }, &syntax);

	if (e != OK && why != NULL)
		*why = syntax.why;
	if (e != OK && at != NULL)
		*at = syntax.at;
	return e;
}

enum err
json_read_file(struct arena *a, const char *text, size_t len, struct json **out, const char **why, size_t *at)
{
	struct json_syntax syntax;
	enum err e = read_within(a, text, len, out, (struct json_limits){ JSON_FILE_BYTES, JSON_FILE_VALUES },
				 &syntax);

	if (e != OK) {
		*why = syntax.why;
		*at = syntax.at;
	}
	return e;
}

enum json_kind
json_kind(const struct json *v)
{
	return v == NULL ? JSON_NULL : v->kind;
}

bool
json_bool(const struct json *v)
{
	return json_kind(v) == JSON_BOOL && v->truth;
}

int64_t
json_integer(const struct json *v)
{
	return json_kind(v) == JSON_INTEGER ? v->integer : 0;
}

double
json_real(const struct json *v)
{
	return json_kind(v) == JSON_REAL ? v->real : (double)json_integer(v);
}

const char *
json_string(const struct json *v, size_t *len)
{
	if (json_kind(v) != JSON_STRING)
		return NULL;
	if (len != NULL)
		*len = v->count;
	return v->string;
}

size_t
json_count(const struct json *v)
{
	return json_kind(v) == JSON_ARRAY || json_kind(v) == JSON_OBJECT ? v->count : 0;
}

struct json *
json_element(const struct json *v, size_t i)
{
	return json_kind(v) == JSON_ARRAY && i < v->count ? &v->items[i] : NULL;
}

struct json *
json_member(const struct json *v, const char *name)
{
	if (json_kind(v) != JSON_OBJECT)
		return NULL;
	for (size_t i = 0; i < v->count; i++)
		if (text_equal(v->items[i].name, name))
			return &v->items[i];
	return NULL;
}

struct json *
json_member_at(const struct json *v, size_t i, const char **name)
{
	if (json_kind(v) != JSON_OBJECT || i >= v->count)
		return NULL;
	*name = v->items[i].name;
	return &v->items[i];
}
