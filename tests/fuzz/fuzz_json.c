/* JSON: what is accepted is what json-c accepts too, holds valid text and no
 * member twice, and a record that came in goes out as JSON that comes in again
 * the same. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"

static const char *const levels[] = { "junior", "senior", NULL };

struct visit {
	bool paid;
	int64_t price, starts, day;
	int level;
	const char *note;
	const void *host;
	struct list guests;
};

/* Of itself, so that records nest as deep as JSON may. */
static const struct shape visit_shape;
static const struct field visit_fields[] = {
	FIELD(BOOL, visit, paid),
	FIELD(MONEY, visit, price, .least = -5, .most = 99),
	FIELD(TIME, visit, starts),
	FIELD(DATE, visit, day),
	FIELD(ENUM, visit, level, .names = levels),
	FIELD_AS(TEXT, visit, note, "n/~", .lines = true),
	FIELD(RECORD, visit, host, .of = &visit_shape),
	FIELD(LIST, visit, guests, .of = &visit_shape, .max = 3),
};
static const struct shape visit_shape = SHAPE(visit, visit_fields);

static size_t
walk(const struct json *v, size_t depth)
{
	size_t values = 1, len;
	const char *name, *text = json_string(v, &len);
	const struct json *item;

	EXPECT(depth <= JSON_DEPTH + 1);
	EXPECT(text == NULL || (strlen(text) == len && utf8_valid(text, len)));
	EXPECT(json_kind(v) != JSON_REAL || json_real(v) - json_real(v) == 0.0);
	for (size_t i = 0; i < json_count(v); i++) {
		item = json_element(v, i);
		if (json_kind(v) == JSON_OBJECT) {
			item = json_member_at(v, i, &name);
			EXPECT(utf8_valid(name, strlen(name)) && json_member(v, name) == item);
		}
		EXPECT(item != NULL);
		values += walk(item, depth + 1);
	}
	return values;
}

static struct buffer
write_visit(struct arena *a, const struct visit *visit)
{
	struct buffer b = buffer_new(a, 1 << 24);

	json_write_record(&b, &visit_shape, visit);
	EXPECT(!b.full && utf8_valid(b.bytes, b.len) && strpbrk(b.bytes, "<>&\n\x7f") == NULL);
	return b;
}

/* Absent members are written as null: a few more values and bytes than came. */
static void
go_round(struct arena *a, const struct visit *visit)
{
	struct complaints complaints = { .count = 0 };
	struct buffer first = write_visit(a, visit), second;
	struct visit back;
	struct json *v;
	const char *why;

	if (json_read(a, first.bytes, first.len, &v, &why, NULL) != OK) {
		EXPECT(strcmp(why, "There are too many values.") == 0);
		return;
	}
	EXPECT(json_into(a, v, &visit_shape, &back, &complaints) == OK);
	second = write_visit(a, &back);
	EXPECT(first.len == second.len && memcmp(first.bytes, second.bytes, first.len) == 0);
}

static void
check_complaints(const struct complaints *list)
{
	EXPECT(list->count > 0 && list->count <= COMPLAINTS_MAX);
	for (size_t i = 0; i < list->count; i++)
		EXPECT(utf8_valid(list->items[i].pointer, strlen(list->items[i].pointer))
		       && list->items[i].field != NULL && *list->items[i].message != '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct complaints complaints = { .count = 0 };
	struct arena *a = arena_new();
	const char *why = NULL;
	size_t at = SIZE_MAX;
	struct visit visit;
	struct json *v;
	enum err e = json_read(a, (const char *)data, size, &v, &why, &at);

	EXPECT(e == OK || (e == ERR_INVALID && why != NULL && at <= size));
	if (e == OK) {
		EXPECT(walk(v, 1) <= JSON_VALUES);
		if (json_into(a, v, &visit_shape, &visit, &complaints) == OK)
			go_round(a, &visit);
		else
			check_complaints(&complaints);
	}
	arena_free(a);
	return 0;
}
