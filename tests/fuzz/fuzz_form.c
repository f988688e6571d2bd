/* Forms: what is read is text, survives being written and read again, and fits
 * its shape or is complained of. */
#include <string.h>

#include "base/complaint.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"
#include "web/form.h"

static const char *const levels[] = { "low", "high", NULL };

struct form {
	const char *name, *note;
	int64_t count, price, day, time;
	bool agreed;
	int level;
};

static const struct field fields[] = {
	FIELD(TEXT, form, name, .max = 10, .required = true),
	FIELD(TEXT, form, note, .lines = true, .max = 100),
	FIELD(INT, form, count, .least = -5, .most = 5),
	FIELD(MONEY, form, price),
	FIELD(DATE, form, day),
	FIELD(TIME, form, time),
	FIELD(BOOL, form, agreed),
	FIELD(ENUM, form, level, .names = levels),
};
static const struct shape form_shape = SHAPE(form, fields);

/* The same pairs, written by percent_write and read back. */
static void
check_round_trip(struct arena *a, const struct pairs *pairs)
{
	struct buffer text = buffer_new(a, 1 << 24);
	struct pairs again;

	for (size_t i = 0; i < pairs->count; i++)
		buffer_format(&text, "%s%s=%s", i == 0 ? "" : "&", percent_write(a, pairs->items[i].name),
			      percent_write(a, pairs->items[i].value));
	EXPECT(!text.full && pairs_read(a, buffer_string(&text), text.len, &again) == OK);
	EXPECT(again.count == pairs->count);
	for (size_t i = 0; i < again.count; i++) {
		EXPECT(text_equal(again.items[i].name, pairs->items[i].name));
		EXPECT(text_equal(again.items[i].value, pairs->items[i].value));
	}
}

static void
check_record(const struct form *form)
{
	EXPECT(form->name != NULL && utf8_length(form->name, strlen(form->name)) <= 10);
	EXPECT(form->note == NULL || utf8_length(form->note, strlen(form->note)) <= 100);
	EXPECT(form->count >= -5 && form->count <= 5);
	EXPECT(form->level == 0 || form->level == 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct complaints complaints = { .count = 0 };
	struct form form;
	struct pairs pairs;

	if (pairs_read(a, (const char *)data, size, &pairs) == OK) {
		EXPECT(pairs.count <= PAIRS_MAX);
		for (size_t i = 0; i < pairs.count; i++) {
			EXPECT(utf8_valid(pairs.items[i].name, strlen(pairs.items[i].name)));
			EXPECT(utf8_valid(pairs.items[i].value, strlen(pairs.items[i].value)));
		}
		check_round_trip(a, &pairs);
		if (form_fill(&form_shape, a, &pairs, &complaints, &form) == OK) {
			EXPECT(complaints.count == 0);
			check_record(&form);
		} else {
			EXPECT(complaints.count > 0);
		}
	}
	arena_free(a);
	return 0;
}
