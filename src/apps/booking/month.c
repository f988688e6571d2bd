/* Laying out a month. */
#include "apps/booking/month.h"

#include <string.h>

#include "base/clock.h"
#include "usecase/agenda.h"
#include "view/locale.h"

#define WEEK 7
#define WEEKS_MAX 6
#define YEAR_MAX 9998

static const struct field day_fields[] = {
	FIELD(DATE, month_day, date),    FIELD(BOOL, month_day, inside),
	FIELD(BOOL, month_day, open),    FIELD(BOOL, month_day, today),
	FIELD(BOOL, month_day, current), FIELD(ENUM, month_day, mark, .names = day_mark_names),
};
static const struct shape day_shape = SHAPE(month_day, day_fields);

static const struct field week_fields[] = { FIELD(LIST, month_week, days, .of = &day_shape) };
const struct shape month_week_shape = SHAPE(month_week, week_fields);

static const struct field weekday_fields[] = { FIELD(DATE, weekday, date) };
const struct shape weekday_shape = SHAPE(weekday, weekday_fields);

int64_t
month_first(int64_t date)
{
	return date - date_civil(date).day + 1;
}

int64_t
month_later(int64_t date, int months)
{
	struct civil civil = date_civil(date);
	int month = civil.year * 12 + civil.month - 1 + months;

	return date_days(month / 12, month % 12 + 1, 1);
}

bool
month_read(const char *text, int64_t *first)
{
	char whole[] = "0000-00-01";

	if (text == NULL || strlen(text) != strlen("0000-00"))
		return false;
	memcpy(whole, text, strlen(text));
	return date_read(whole, strlen(whole), first) && date_civil(*first).year <= YEAR_MAX;
}

/* Columns from the week's first day to this date's. */
static int
column(enum language language, int64_t date)
{
	return (date_weekday(date) - locale_week_start(language) + WEEK) % WEEK;
}

struct list
month_weeks(struct arena *a, enum language language, const struct list *days, int64_t today, int64_t current)
{
	const struct agenda_day *found = days->items;
	struct month_week *weeks = arena_alloc(a, WEEKS_MAX, sizeof *weeks);
	struct month_day *cells = arena_alloc(a, WEEKS_MAX * WEEK, sizeof *cells);
	size_t lead = days->count == 0 ? 0 : (size_t)column(language, found[0].date);
	size_t count = (lead + days->count + WEEK - 1) / WEEK;

	for (size_t i = 0; i < count; i++)
		weeks[i].days = (struct list){ cells + i * WEEK, WEEK };
	for (size_t i = 0; i < days->count; i++)
		cells[lead + i] = (struct month_day){ .date = found[i].date,
						      .inside = true,
						      .open = found[i].mark != DAY_NONE,
						      .today = found[i].date == today,
						      .current = found[i].date == current,
						      .mark = found[i].mark };
	return (struct list){ weeks, count };
}

struct list
month_weekdays(struct arena *a, enum language language, int64_t first)
{
	struct weekday *heads = arena_alloc(a, WEEK, sizeof *heads);

	for (int i = 0; i < WEEK; i++)
		heads[i].date = first - column(language, first) + i;
	return (struct list){ heads, WEEK };
}
