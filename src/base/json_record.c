/* Records from JSON and to JSON, both by their shape. A member that comes in is
 * checked for its JSON type and then goes, as text, through field_read: one set
 * of rules for forms and for JSON. */
#include "base/json.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define LIST_MAX 200

/* Where we are, innermost first; lives on the stack of the recursion. */
struct place {
	const struct place *outer;
	const char *name; /* of a member; NULL for an element */
	size_t index;     /* of an element */
};

/* The work on one document. */
struct intake {
	struct arena *arena;
	struct complaints *complaints;
	bool bad;
};

static void
add_token(struct buffer *b, const char *name)
{
	for (; *name != '\0'; name++)
		buffer_text(b, *name == '~' ? "~0" : *name == '/' ? "~1" : (char[]){ *name, '\0' });
}

/* RFC 6901. */
static void
add_pointer(struct buffer *b, const struct place *p)
{
	if (p == NULL)
		return;
	add_pointer(b, p->outer);
	buffer_char(b, '/');
	if (p->name != NULL)
		add_token(b, p->name);
	else
		buffer_format(b, "%zu", p->index);
}

static void
complain(struct intake *in, const struct place *p, const char *message)
{
	struct buffer pointer = buffer_new(in->arena, 2 * JSON_BYTES);

	in->bad = true;
	if (in->complaints->count == COMPLAINTS_MAX)
		return;
	add_pointer(&pointer, p);
	while (p != NULL && p->name == NULL)
		p = p->outer;
	complaint_add(in->complaints, p == NULL ? "" : p->name, buffer_string(&pointer), message);
}

static void take_object(struct intake *, const struct place *, const struct json *, const struct shape *,
			void *record);

static void
take_record(struct intake *in, const struct place *p, const struct field *f, const struct json *v,
	    void *place)
{
	void *record = arena_alloc(in->arena, 1, f->of->size);

	take_object(in, p, v, f->of, record);
	*(const void **)place = record;
}

static void
take_list(struct intake *in, const struct place *p, const struct field *f, const struct json *v, void *place)
{
	size_t count = json_count(v);
	char *records;

	if (count > (f->max == 0 ? LIST_MAX : f->max)) {
		complain(in, p, "This list is too long.");
		return;
	}
	if (count == 0 && f->required)
		complain(in, p, "This is needed.");
	records = arena_alloc(in->arena, count, f->of->size);
	for (size_t i = 0; i < count; i++)
		take_object(in, &(struct place){ .outer = p, .index = i }, json_element(v, i), f->of,
			    records + i * f->of->size);
	*(struct list *)place = (struct list){ .items = records, .count = count };
}

/* A scalar, as the text that field_read reads; NULL for a value of another
 * kind. number has room for an int64_t. */
static const char *
scalar_text(const struct json *v, size_t *len, char number[24])
{
	switch (json_kind(v)) {
	case JSON_STRING:
		return json_string(v, len);
	case JSON_INTEGER:
		*len = (size_t)snprintf(number, 24, "%" PRId64, json_integer(v));
		return number;
	case JSON_BOOL:
		*len = json_bool(v) ? 4 : 5;
		return json_bool(v) ? "true" : "false";
	default:
		*len = 0;
		return "";
	}
}

static void
take_scalar(struct intake *in, const struct place *p, const struct field *f, const struct json *v,
	    void *record)
{
	char number[24];
	const char *why;
	size_t len;
	const char *text = scalar_text(v, &len, number);

	if (field_read(f, in->arena, text, len, record, &why) != OK)
		complain(in, p, why);
}

static const struct want {
	enum json_kind kind;
	const char *message;
} wants[] = {
	[KIND_BOOL] = { JSON_BOOL, "This must be true or false." },
	[KIND_INT] = { JSON_INTEGER, "This must be a whole number." },
	[KIND_TEXT] = { JSON_STRING, "This must be a string." },
	[KIND_TIME] = { JSON_STRING, "This must be a string." },
	[KIND_DATE] = { JSON_STRING, "This must be a string." },
	[KIND_MONEY] = { JSON_INTEGER, "This must be a whole number." },
	[KIND_ENUM] = { JSON_STRING, "This must be a string." },
	[KIND_LIST] = { JSON_ARRAY, "This must be a list." },
	[KIND_RECORD] = { JSON_OBJECT, "This must be an object." },
};
static_assert(sizeof wants / sizeof *wants == KIND__MAX, "each kind wants a JSON type");

static void
take_member(struct intake *in, const struct place *p, const struct field *f, const struct json *v,
	    void *record)
{
	if (json_kind(v) == JSON_NULL) {
		if (f->required)
			complain(in, p, "This is needed.");
	} else if (json_kind(v) != wants[f->kind].kind) {
		complain(in, p, wants[f->kind].message);
	} else if (f->kind == KIND_LIST) {
		take_list(in, p, f, v, field_at(f, record));
	} else if (f->kind == KIND_RECORD) {
		take_record(in, p, f, v, field_at(f, record));
	} else {
		take_scalar(in, p, f, v, record);
	}
}

static void
refuse_unknown(struct intake *in, const struct place *p, const struct json *v, const struct shape *shape)
{
	const char *name;

	for (size_t i = 0; json_member_at(v, i, &name) != NULL; i++)
		if (shape_field(shape, name, strlen(name)) == NULL)
			complain(in, &(struct place){ .outer = p, .name = name }, "This is not known here.");
}

static void
take_object(struct intake *in, const struct place *p, const struct json *v, const struct shape *shape,
	    void *record)
{
	shape_clear(shape, record);
	if (json_kind(v) != JSON_OBJECT) {
		complain(in, p, wants[KIND_RECORD].message);
		return;
	}
	for (const struct field *f = shape->fields; f < shape->fields + shape->count; f++)
		take_member(in, &(struct place){ .outer = p, .name = f->name }, f, json_member(v, f->name),
			    record);
	refuse_unknown(in, p, v, shape);
}

enum err
json_into(struct arena *a, const struct json *v, const struct shape *shape, void *record,
	  struct complaints *complaints)
{
	struct intake in = { .arena = a, .complaints = complaints };

	take_object(&in, NULL, v, shape, record);
	return in.bad ? ERR_INVALID : OK;
}

/* Characters that end a string, a line of script or an HTML context. */
static bool
is_escaped(uint32_t point)
{
	return text_is_control(point) || point == 0x2028 || point == 0x2029
	       || (point < 0x80 && strchr("\"\\<>&", (int)point) != NULL);
}

void
json_write_string(struct buffer *b, const char *text)
{
	size_t len, step, kept = 0; /* bytes from kept on are fine and not written yet */
	uint32_t point;

	if (text == NULL) {
		buffer_text(b, "null");
		return;
	}
	len = strlen(text);
	buffer_char(b, '"');
	for (size_t at = 0; at < len; at += step == 0 ? 1 : step) {
		step = utf8_read(text + at, len - at, &point);
		if (step != 0 && !is_escaped(point))
			continue;
		buffer_add(b, text + kept, at - kept);
		if (step == 0)
			buffer_text(b, "\\ufffd");
		else
			buffer_format(b, "\\u%04x", (unsigned)point);
		kept = at + (step == 0 ? 1 : step);
	}
	buffer_add(b, text + kept, len - kept);
	buffer_char(b, '"');
}

static void
write_field(struct buffer *b, const struct field *f, const void *record)
{
	const void *place = field_in(f, record);

	switch (f->kind) {
	case KIND_BOOL:
		buffer_text(b, *(const bool *)place ? "true" : "false");
		break;
	case KIND_INT:
	case KIND_MONEY:
		buffer_format(b, "%" PRId64, *(const int64_t *)place);
		break;
	case KIND_LIST:
		json_write_list(b, f->of, place);
		break;
	case KIND_RECORD:
		json_write_record(b, f->of, *(const void *const *)place);
		break;
	default:
		json_write_string(b, field_text(f, b->arena, record));
	}
}

void
json_write_record(struct buffer *b, const struct shape *shape, const void *record)
{
	if (record == NULL) {
		buffer_text(b, "null");
		return;
	}
	buffer_char(b, '{');
	for (size_t i = 0; i < shape->count; i++) {
		if (i > 0)
			buffer_char(b, ',');
		json_write_string(b, shape->fields[i].name);
		buffer_char(b, ':');
		write_field(b, &shape->fields[i], record);
	}
	buffer_char(b, '}');
}

void
json_write_list(struct buffer *b, const struct shape *shape, const struct list *list)
{
	const char *record = list->items;

	buffer_char(b, '[');
	for (size_t i = 0; i < list->count; i++, record += shape->size) {
		if (i > 0)
			buffer_char(b, ',');
		json_write_record(b, shape, record);
	}
	buffer_char(b, ']');
}
