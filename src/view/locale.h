/* How each language writes dates, times, money and durations. The names and
 * orders are one table in locale.c; templates reach it through the members of
 * view/view.h. Nothing here depends on the process's own locale. */
#ifndef HORA_VIEW_LOCALE_H
#define HORA_VIEW_LOCALE_H

#include <stdint.h>

#include "base/buffer.h"
#include "view/language.h"

/* The forms of a date: English examples. */
enum date_form {
	DATE_LONG,          /* Tuesday, 24 November 2026 */
	DATE_SHORT,         /* Tue 24 Nov */
	DATE_MONTH,         /* November 2026 */
	DATE_WEEKDAY,       /* Tuesday */
	DATE_WEEKDAY_SHORT, /* Tue */
	DATE_NUMBER,        /* 24 */
	DATE_FORM__MAX
};

/* Whether the hours run to 24 or twice to 12. */
enum clock_form {
	CLOCK_STANDARD, /* as the language's table says */
	CLOCK_24,       /* 14:05 */
	CLOCK_12,       /* 2:05 pm */
};

/* date: days since 1970-01-01. */
void locale_date(struct buffer *, enum language, enum date_form, int64_t date);

/* second: of the day, 0 to 86400; seconds within the minute are not written. */
void locale_time(struct buffer *, enum language, enum clock_form, int32_t second);

/* minor: minor units of the currency (an ISO 4217 code), written with its
 * symbol. An unknown currency is taken to have two decimals and written by its
 * code. */
void locale_money(struct buffer *, enum language, int64_t minor, const char *currency);

/* The same for machines: "45.00", a point and no grouping. */
void locale_amount(struct buffer *, int64_t minor, const char *currency);

/* A whole number with its groups: "12,345". */
void locale_number(struct buffer *, enum language, int64_t number);

/* "45 min", "1 h 30 min". */
void locale_duration(struct buffer *, enum language, int64_t minutes);

/* The weekday a calendar's row begins with, ISO: 1 (Monday) or 7 (Sunday). */
int locale_week_start(enum language);

#endif
