/* field_read of every kind: the first byte chooses the field, the rest is the
 * text. What is accepted obeys the field's limits and reads the same again from
 * its own text; what is refused leaves the record alone. */
#include <string.h>

#include "base/shape.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"

static const char *const levels[] = { "junior", "senior", NULL };

struct sample {
	bool agreed;
	int64_t number, money, starts, born;
	const char *text;
	int level;
};

static const struct field fields[] = {
	FIELD(BOOL, sample, agreed),
	FIELD(INT, sample, number),
	FIELD(INT, sample, number, .least = -3, .most = 99),
	FIELD(MONEY, sample, money, .least = 0, .most = 100000),
	FIELD(TIME, sample, starts),
	FIELD(DATE, sample, born),
	FIELD(ENUM, sample, level, .names = levels),
	FIELD(TEXT, sample, text, .max = 10),
	FIELD(TEXT, sample, text, .required = true),
	FIELD(TEXT, sample, text, .max = 50, .lines = true),
	FIELD(TEXT, sample, text, .max = 50, .lines = true, .keep_space = true),
	FIELD(TEXT, sample, text, .keep_space = true, .required = true),
};

static void
check_text(const struct field *f, const char *text)
{
	size_t len = text == NULL ? 0 : strlen(text);
	uint32_t point;

	EXPECT(text == NULL || len > 0);
	EXPECT(text != NULL || !f->required);
	EXPECT(utf8_valid(text, len) && utf8_length(text, len) <= (f->max == 0 ? 200 : f->max));
	for (size_t at = 0; at < len; at += utf8_read(text + at, len - at, &point)) {
		EXPECT(utf8_read(text + at, len - at, &point) > 0);
		EXPECT(!text_is_control(point) || (f->lines && (point == '\n' || point == '\t')));
	}
}

static void
check_accepted(const struct field *f, struct arena *a, const struct sample *sample)
{
	const char *text = field_text(f, a, sample), *again, *why;
	struct sample second;

	memset(&second, 0x5a, sizeof second);
	if (f->kind == KIND_TEXT)
		check_text(f, text);
	if ((f->kind == KIND_INT || f->kind == KIND_MONEY) && f->most != 0 && *text != '\0')
		EXPECT(*(const int64_t *)field_in(f, sample) >= f->least
		       && *(const int64_t *)field_in(f, sample) <= f->most);
	EXPECT(text == NULL || *text != '\0' || f->kind == KIND_BOOL);
	EXPECT(field_read(f, a, text, text == NULL ? 0 : strlen(text), &second, &why) == OK);
	again = field_text(f, a, &second);
	EXPECT(text_equal(text, again));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct field *f;
	struct sample sample, before;
	struct arena *a;
	const char *why = NULL;
	enum err e;

	if (size == 0)
		return 0;
	a = arena_new();
	f = &fields[data[0] % (sizeof fields / sizeof *fields)];
	memset(&sample, 0x5a, sizeof sample);
	before = sample;
	e = field_read(f, a, (const char *)data + 1, size - 1, &sample, &why);
	EXPECT(e == OK || (e == ERR_INVALID && why != NULL && *why != '\0'));
	if (e == OK)
		check_accepted(f, a, &sample);
	else
		EXPECT(memcmp(&sample, &before, sizeof sample) == 0);
	arena_free(a);
	return 0;
}
