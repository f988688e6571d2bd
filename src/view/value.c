/* Where values come from: fields of records by their kind, members of JSON, and
 * what can be derived from either (format.c says how derived ones are written). */
#include "view/value.h"

#include <string.h>

#include "view/format.h"
#include "view/view.h"

static struct span
span_of(const char *text)
{
	return (struct span){ text, strlen(text) };
}

struct value
value_of_record(const struct shape *shape, const void *record)
{
	if (shape == NULL || record == NULL)
		return (struct value){ .kind = VALUE_ABSENT };
	return (struct value){ .kind = VALUE_RECORD, .shape = shape, .place = record };
}

struct value
value_of_json(const struct json *json)
{
	struct value value = { .kind = VALUE_ABSENT };

	if (json == NULL)
		return value;
	switch (json_kind(json)) {
	case JSON_NULL:
		break;
	case JSON_BOOL:
		value.kind = VALUE_BOOL;
		value.number = json_bool(json);
		break;
	case JSON_INTEGER:
		value.kind = VALUE_INT;
		value.number = json_integer(json);
		break;
	case JSON_REAL:
		value.kind = VALUE_REAL;
		value.real = json_real(json);
		break;
	case JSON_STRING:
		value.kind = VALUE_TEXT;
		value.text.at = json_string(json, &value.text.len);
		break;
	case JSON_ARRAY:
		value.kind = VALUE_LIST;
		value.json = json;
		break;
	case JSON_OBJECT:
		value.kind = VALUE_RECORD;
		value.json = json;
		break;
	}
	return value;
}

/* The value of an int64_t field, absent when it holds the mark of absence. */
static struct value
number_of(enum value_kind kind, const void *place, int64_t none)
{
	int64_t number = *(const int64_t *)place;

	return (struct value){ .kind = number == none ? VALUE_ABSENT : kind, .number = number };
}

static struct value
field_value(const struct shape *shape, const struct field *f, const void *record)
{
	const void *place = field_in(f, record);
	const char *text;

	switch (f->kind) {
	case KIND_BOOL:
		return (struct value){ .kind = VALUE_BOOL, .number = *(const bool *)place };
	case KIND_INT:
		return (struct value){ .kind = VALUE_INT, .number = *(const int64_t *)place };
	case KIND_TEXT:
		text = *(const char *const *)place;
		if (text == NULL)
			break;
		return (struct value){ .kind = VALUE_TEXT, .text = span_of(text) };
	case KIND_TIME:
		return number_of(VALUE_TIME, place, TIME_NONE);
	case KIND_DATE:
		return number_of(VALUE_DATE, place, DATE_NONE);
	case KIND_MONEY:
		return (struct value){ .kind = VALUE_MONEY,
				       .number = *(const int64_t *)place,
				       .shape = shape,
				       .place = record };
	case KIND_ENUM:
		return (struct value){ .kind = VALUE_ENUM, .number = *(const int *)place, .names = f->names };
	case KIND_LIST:
		return (struct value){ .kind = VALUE_LIST, .shape = f->of, .place = place };
	case KIND_RECORD:
		return value_of_record(f->of, *(const void *const *)place);
	case KIND__MAX:
		break;
	}
	return (struct value){ .kind = VALUE_ABSENT };
}

/* json_member takes a C string, which a name in a template is not. */
static const struct json *
find_member(const struct json *json, struct span name)
{
	for (size_t i = 0; i < json_count(json); i++) {
		const char *found;
		const struct json *member = json_member_at(json, i, &found);

		if (strlen(found) == name.len && memcmp(found, name.at, name.len) == 0)
			return member;
	}
	return NULL;
}

bool
value_field(const struct value *value, struct span name, struct value *out)
{
	const struct json *member;
	const struct field *field;

	if (value->kind != VALUE_RECORD)
		return false;
	if (value->json != NULL) {
		if ((member = find_member(value->json, name)) == NULL)
			return false;
		*out = value_of_json(member);
		return true;
	}
	if ((field = shape_field(value->shape, name.at, name.len)) == NULL)
		return false;
	*out = field_value(value->shape, field, value->place);
	return true;
}

static bool
is_name(struct span name, const char *text)
{
	return strlen(text) == name.len && memcmp(text, name.at, name.len) == 0;
}

/* The names of an ENUM are members: true for the one it has. */
static bool
enum_member(const struct value *value, struct span name, struct value *out)
{
	for (int i = 0; value->names[i] != NULL; i++)
		if (is_name(name, value->names[i])) {
			*out = (struct value){ .kind = VALUE_BOOL, .number = value->number == i };
			return true;
		}
	return false;
}

bool
value_member(const struct value *value, struct span name, const struct surroundings *around,
	     struct value *out)
{
	const struct format *format;

	if (value->format != NULL)
		return false;
	if (value->kind == VALUE_RECORD)
		return value_field(value, name, out);
	if (value->kind == VALUE_ENUM)
		return enum_member(value, name, out);
	if (value->kind == VALUE_LIST && is_name(name, "count")) {
		*out = (struct value){ .kind = VALUE_INT, .number = (int64_t)value_count(value) };
		return true;
	}
	if (value->kind == VALUE_TIME && is_name(name, "visitor")) {
		*out = *value;
		out->zone = around->context->visitor;
		if (out->zone == NULL)
			out->kind = VALUE_ABSENT;
		return true;
	}
	if ((format = format_find(value->kind, name)) == NULL)
		return false;
	*out = *value;
	out->format = format;
	return true;
}

bool
value_holds(const struct value *value)
{
	switch (value->kind) {
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_MONEY:
		return value->number != 0;
	case VALUE_REAL:
		return value->real < 0 || value->real > 0;
	case VALUE_TEXT:
		return value->text.len > 0;
	case VALUE_TIME:
	case VALUE_DATE:
	case VALUE_ENUM:
	case VALUE_RECORD:
		return true;
	case VALUE_LIST:
		return value_count(value) > 0;
	case VALUE_ABSENT:
	case VALUE__MAX:
		break;
	}
	return false;
}

size_t
value_count(const struct value *value)
{
	if (value->json != NULL)
		return json_count(value->json);
	return ((const struct list *)value->place)->count;
}

struct value
value_element(const struct value *value, size_t i)
{
	const struct list *list = value->place;

	if (value->json != NULL)
		return value_of_json(json_element(value->json, i));
	return value_of_record(value->shape, (const char *)list->items + i * value->shape->size);
}

struct span
value_text(const struct value *value, const struct surroundings *around, struct buffer *scratch)
{
	const struct format *format = value->format;

	if (format == NULL && value->kind == VALUE_TEXT)
		return value->text;
	scratch->len = 0;
	scratch->full = false;
	if (format == NULL)
		format = format_plain(value->kind);
	if (format != NULL)
		format->write(scratch, around, value);
	return (struct span){ buffer_string(scratch), scratch->len };
}
