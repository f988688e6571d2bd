/* One table row per kind says how its text is read and written; everything
 * that comes in as text (forms, configuration, JSON) passes here. */
#include "base/shape.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"

#define TEXT_MAX 200

void *
field_at(const struct field *f, void *record)
{
	return (char *)record + f->offset;
}

const void *
field_in(const struct field *f, const void *record)
{
	return (const char *)record + f->offset;
}

const struct field *
shape_field(const struct shape *shape, const char *name, size_t len)
{
	for (const struct field *f = shape->fields; f < shape->fields + shape->count; f++)
		if (strlen(f->name) == len && memcmp(f->name, name, len) == 0)
			return f;
	return NULL;
}

/* Readers: set the place and return NULL, or say what is wrong. */

static const char *
read_bool(const struct field *f, struct arena *a, const char *text, size_t len, void *place)
{
	static const char *const words[][2] = {
		{ "false", "true" }, { "no", "yes" }, { "off", "on" }, { "0", "1" }
	};

	(void)f;
	(void)a;
	for (size_t i = 0; i < 2 * (sizeof words / sizeof *words); i++) {
		const char *word = words[i / 2][i % 2];

		if (strlen(word) == len && memcmp(word, text, len) == 0) {
			*(bool *)place = i % 2 == 1;
			return NULL;
		}
	}
	return N_("Answer yes or no.");
}

static const char *
read_int(const struct field *f, struct arena *a, const char *text, size_t len, void *place)
{
	int64_t value;

	(void)a;
	if (!text_integer(text, len, &value))
		return N_("Enter a whole number.");
	if ((f->least != 0 || f->most != 0) && value < f->least)
		return N_("This number is too small.");
	if ((f->least != 0 || f->most != 0) && value > f->most)
		return N_("This number is too large.");
	*(int64_t *)place = value;
	return NULL;
}

/* Browsers send each line's end as CR LF; kept is the LF. */
static bool
is_line_end(const char *text, size_t len)
{
	return len >= 2 && text[0] == '\r' && text[1] == '\n';
}

/* The text is valid UTF-8: field_read has looked. */
static const char *
read_text(const struct field *f, struct arena *a, const char *text, size_t len, void *place)
{
	char *copy = arena_alloc(a, len + 1, 1);
	size_t kept = 0, points = 0;
	uint32_t point;

	for (size_t at = 0, step; at < len; at += step) {
		if (f->lines && is_line_end(text + at, len - at))
			at++;
		step = utf8_read(text + at, len - at, &point);
		if (text_is_control(point) && !(f->lines && (point == '\n' || point == '\t')))
			return f->lines || point != '\n' ? N_("Remove the control characters.")
							 : N_("Write this on one line.");
		memcpy(copy + kept, text + at, step);
		kept += step;
		points++;
	}
	if (points > (f->max == 0 ? TEXT_MAX : f->max))
		return N_("This text is too long.");
	*(const char **)place = copy;
	return NULL;
}

static const char *
read_time(const struct field *f, struct arena *a, const char *text, size_t len, void *place)
{
	(void)f;
	(void)a;
	return time_read(text, len, place) ? NULL : N_("Enter a date and time as 2030-01-31T09:30:00Z.");
}

static const char *
read_date(const struct field *f, struct arena *a, const char *text, size_t len, void *place)
{
	(void)f;
	(void)a;
	return date_read(text, len, place) ? NULL : N_("Enter a date as 2030-01-31.");
}

static const char *
read_enum(const struct field *f, struct arena *a, const char *text, size_t len, void *place)
{
	(void)a;
	for (int i = 0; f->names[i] != NULL; i++) {
		if (strlen(f->names[i]) == len && memcmp(f->names[i], text, len) == 0) {
			*(int *)place = i;
			return NULL;
		}
	}
	return N_("Choose one of the values offered.");
}

/* Writers: the value as text, NULL when absent. */

static const char *
write_bool(const struct field *f, struct arena *a, const void *place)
{
	(void)f;
	(void)a;
	return *(const bool *)place ? "true" : "";
}

static const char *
write_int(const struct field *f, struct arena *a, const void *place)
{
	(void)f;
	return arena_text(a, "%lld", (long long)*(const int64_t *)place);
}

static const char *
write_text(const struct field *f, struct arena *a, const void *place)
{
	(void)f;
	(void)a;
	return *(const char *const *)place;
}

static const char *
write_time(const struct field *f, struct arena *a, const void *place)
{
	int64_t time = *(const int64_t *)place;
	char text[32];

	(void)f;
	return time == TIME_NONE ? NULL : arena_dup(a, time_write(time, 0, text));
}

static const char *
write_date(const struct field *f, struct arena *a, const void *place)
{
	int64_t days = *(const int64_t *)place;
	char text[16];

	(void)f;
	return days == DATE_NONE ? NULL : arena_dup(a, date_write(days, text));
}

static const char *
write_enum(const struct field *f, struct arena *a, const void *place)
{
	int value = *(const int *)place;
	int i = 0;

	(void)a;
	while (i < value && f->names[i] != NULL)
		i++;
	return i == value ? f->names[i] : NULL;
}

static const struct form {
	size_t size; /* of the place */
	const char *(*read)(const struct field *, struct arena *, const char *text, size_t len, void *place);
	const char *(*write)(const struct field *, struct arena *, const void *place);
} forms[] = {
	[KIND_BOOL] = { sizeof(bool), read_bool, write_bool },
	[KIND_INT] = { sizeof(int64_t), read_int, write_int },
	[KIND_TEXT] = { sizeof(char *), read_text, write_text },
	[KIND_TIME] = { sizeof(int64_t), read_time, write_time },
	[KIND_DATE] = { sizeof(int64_t), read_date, write_date },
	[KIND_MONEY] = { sizeof(int64_t), read_int, write_int },
	[KIND_ENUM] = { sizeof(int), read_enum, write_enum },
	[KIND_LIST] = { sizeof(struct list), NULL, NULL },
	[KIND_RECORD] = { sizeof(void *), NULL, NULL },
};
static_assert(sizeof forms / sizeof *forms == KIND__MAX, "each kind has a form");

static_assert(TIME_NONE == DATE_NONE, "one value says absent for both");

static void
clear(const struct field *f, void *record)
{
	void *place = field_at(f, record);

	if (f->kind == KIND_TIME || f->kind == KIND_DATE)
		*(int64_t *)place = TIME_NONE;
	else
		memset(place, 0, forms[f->kind].size);
}

void
shape_clear(const struct shape *shape, void *record)
{
	for (size_t i = 0; i < shape->count; i++)
		clear(&shape->fields[i], record);
}

enum err
field_read(const struct field *f, struct arena *a, const char *text, size_t len, void *record,
	   const char **why)
{
	const char *wrong = NULL;

	if (forms[f->kind].read == NULL)
		return ERR_INTERNAL;
	if (!utf8_valid(text, len))
		wrong = N_("This text is damaged: it is not valid UTF-8.");
	else if (!f->keep_space)
		text_trim(&text, &len);
	if (wrong == NULL && len > 0)
		wrong = forms[f->kind].read(f, a, text, len, field_at(f, record));
	else if (wrong == NULL && f->required)
		wrong = N_("This is needed.");
	else if (wrong == NULL)
		clear(f, record);
	if (wrong == NULL)
		return OK;
	*why = wrong;
	return ERR_INVALID;
}

const char *
field_text(const struct field *f, struct arena *a, const void *record)
{
	if (forms[f->kind].write == NULL)
		return NULL;
	return forms[f->kind].write(f, a, field_in(f, record));
}
