/* The table of formats: for each kind of value a row per name. The row without
 * a name is the plain one. */
#include "view/format.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "view/catalogue.h"
#include "view/locale.h"
#include "view/view.h"

/* What the clock of the value's zone shows; without any zone, UTC. */
static struct wall
wall_of(const struct surroundings *around, const struct value *value)
{
	const struct zone *zone = value->zone != NULL ? value->zone : around->context->zone;
	int64_t date = value->number / 86400;

	if (zone != NULL)
		return zone_wall(zone, value->number);
	date -= value->number % 86400 < 0;
	return (struct wall){ .date = date, .second = (int32_t)(value->number - date * 86400) };
}

/* The local date of a TIME, or the DATE itself. */
static int64_t
date_of(const struct surroundings *around, const struct value *value)
{
	return value->kind == VALUE_DATE ? value->number : wall_of(around, value).date;
}

static void
write_date(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	locale_date(out, around->context->language, value->format->date, date_of(around, value));
}

static void
write_iso_date(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	char text[16];

	buffer_text(out, date_write(date_of(around, value), text));
}

static void
write_time(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	locale_time(out, around->context->language, around->context->clock, wall_of(around, value).second);
}

static void
write_iso_time(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	locale_time(out, LANGUAGE_EN, CLOCK_24, wall_of(around, value).second);
}

static void
write_iso(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	char text[32];

	buffer_text(out, time_write(value->number, wall_of(around, value).offset, text));
}

static void
write_zone(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	const struct zone *zone = value->zone != NULL ? value->zone : around->context->zone;

	buffer_text(out, zone != NULL ? zone_name(zone) : "UTC");
}

static void
write_offset(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	int minutes = wall_of(around, value).offset / 60;

	buffer_format(out, "UTC%c%02d:%02d", minutes < 0 ? '-' : '+', abs(minutes) / 60, abs(minutes) % 60);
}

/* The currency of the value's record, else of the context. */
static const char *
currency_of(const struct surroundings *around, const struct value *value)
{
	const struct field *f = value->shape == NULL ? NULL : shape_field(value->shape, "currency", 8);
	const char *own = NULL;

	if (f != NULL && f->kind == KIND_TEXT)
		own = *(const char *const *)field_in(f, value->place);
	return own != NULL ? own : around->context->currency;
}

static void
write_money(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	locale_money(out, around->context->language, value->number, currency_of(around, value));
}

static void
write_amount(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	locale_amount(out, value->number, currency_of(around, value));
}

static void
write_integer(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	(void)around;
	buffer_format(out, "%" PRId64, value->number);
}

static void
write_grouped(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	locale_number(out, around->context->language, value->number);
}

static void
write_duration(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	locale_duration(out, around->context->language, value->number);
}

/* The shortest decimal that reads back as the same number. */
static void
write_real(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	char text[32];

	(void)around;
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, value->real);
		if (!islessgreater(strtod(text, NULL), value->real))
			break;
	}
	buffer_text(out, text);
}

static void
write_bool(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	(void)around;
	buffer_text(out, value->number ? "true" : "");
}

static void
write_enum(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	(void)around;
	for (int i = 0; value->names[i] != NULL; i++)
		if (i == value->number)
			buffer_text(out, value->names[i]);
}

static void
write_translated(struct buffer *out, const struct surroundings *around, const struct value *value)
{
	char *text = arena_copy(out->arena, value->text.at, value->text.len);
	const char *found = *text == '\0' ? NULL : catalogue_text(around->catalogue, NULL, text, 0);

	buffer_text(out, found != NULL ? found : text);
}

static const struct format time_formats[] = {
	{ "", write_iso, 0 },
	{ "date", write_date, DATE_LONG },
	{ "day", write_date, DATE_SHORT },
	{ "iso", write_iso, 0 },
	{ "iso_date", write_iso_date, 0 },
	{ "iso_time", write_iso_time, 0 },
	{ "month", write_date, DATE_MONTH },
	{ "number", write_date, DATE_NUMBER },
	{ "offset", write_offset, 0 },
	{ "time", write_time, 0 },
	{ "weekday", write_date, DATE_WEEKDAY },
	{ "weekday_short", write_date, DATE_WEEKDAY_SHORT },
	{ "zone", write_zone, 0 },
	{ 0 },
};

static const struct format date_formats[] = {
	{ "", write_iso_date, 0 },
	{ "date", write_date, DATE_LONG },
	{ "day", write_date, DATE_SHORT },
	{ "iso", write_iso_date, 0 },
	{ "month", write_date, DATE_MONTH },
	{ "number", write_date, DATE_NUMBER },
	{ "weekday", write_date, DATE_WEEKDAY },
	{ "weekday_short", write_date, DATE_WEEKDAY_SHORT },
	{ 0 },
};

static const struct format money_formats[] = {
	{ "", write_integer, 0 },
	{ "amount", write_amount, 0 },
	{ "money", write_money, 0 },
	{ 0 },
};

static const struct format int_formats[] = {
	{ "", write_integer, 0 },
	{ "duration", write_duration, 0 },
	{ "number", write_grouped, 0 },
	{ 0 },
};

static const struct format real_formats[] = { { "", write_real, 0 }, { 0 } };
static const struct format bool_formats[] = { { "", write_bool, 0 }, { 0 } };
static const struct format enum_formats[] = { { "", write_enum, 0 }, { 0 } };
static const struct format text_formats[] = { { "_", write_translated, 0 }, { 0 } };

static const struct format *const formats[VALUE__MAX] = {
	[VALUE_BOOL] = bool_formats, [VALUE_INT] = int_formats,     [VALUE_REAL] = real_formats,
	[VALUE_TEXT] = text_formats, [VALUE_TIME] = time_formats,   [VALUE_DATE] = date_formats,
	[VALUE_ENUM] = enum_formats, [VALUE_MONEY] = money_formats,
};

const struct format *
format_find(enum value_kind kind, struct span name)
{
	const struct format *format = formats[kind];

	for (; format != NULL && format->name != NULL; format++)
		if (strlen(format->name) == name.len && memcmp(format->name, name.at, name.len) == 0)
			return format;
	return NULL;
}

const struct format *
format_plain(enum value_kind kind)
{
	return format_find(kind, (struct span){ "", 0 });
}
