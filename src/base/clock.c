/* The calendar and its two written forms, YYYY-MM-DD and RFC 3339. Day numbers
 * are computed in 400-year eras that start on 1 March, so that the leap day is
 * an era's and a year's last day and needs no case of its own. */
#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define DAY 86400
#define ERA_DAYS 146097             /* days in 400 years */
#define EPOCH_SHIFT 719468          /* days from 0000-03-01 to 1970-01-01 */
#define FIRST_DATE INT64_C(-719162) /* 0001-01-01 */
#define LAST_DATE INT64_C(2932896)  /* 9999-12-31 */
#define FAR_DATE INT64_C(700000000000)

int64_t
clock_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec;
}

int64_t
clock_ticks(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* The quotient towards minus infinity; b > 0. */
static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t
date_days(int year, int month, int day)
{
	int64_t march_year = (int64_t)year - (month <= 2);
	int64_t era = floor_div(march_year, 400);
	int64_t of_era = march_year - era * 400;
	int64_t march_month = month > 2 ? (int64_t)month - 3 : (int64_t)month + 9;
	int64_t of_year = (153 * march_month + 2) / 5 + day - 1;

	return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH_SHIFT;
}

int
date_weekday(int64_t days)
{
	/* 1970-01-01 was a Thursday. */
	return (int)(((days % 7) + 7 + 3) % 7) + 1;
}

struct civil
date_civil(int64_t days)
{
	int64_t shifted, era, of_era, year, of_year, march_month;
	struct civil date;

	if (days > FAR_DATE)
		days = FAR_DATE;
	if (days < -FAR_DATE)
		days = -FAR_DATE;
	shifted = days + EPOCH_SHIFT;
	era = floor_div(shifted, ERA_DAYS);
	of_era = shifted - era * ERA_DAYS;
	year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	of_year = of_era - (365 * year + year / 4 - year / 100);
	march_month = (5 * of_year + 2) / 153;
	date.day = (int)(of_year - (153 * march_month + 2) / 5 + 1);
	date.month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
	date.year = (int)(year + era * 400 + (date.month <= 2));
	date.weekday = date_weekday(days);
	return date;
}

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
month_length(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return lengths[month - 1] + (month == 2 && is_leap(year));
}

bool
date_exists(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1
	       && day <= month_length(year, month);
}

/* Reads text that looks like pattern, in which 0 stands for a digit and any
 * other character for itself, or its lower case (bit 0x20, which "-", "+" and
 * ":" have anyway); each run of digits becomes one number. */
static bool
match(const char *pattern, const char *text, size_t len, int *numbers)
{
	int *number = numbers - 1;

	if (len != strlen(pattern))
		return false;
	for (size_t i = 0; i < len; i++) {
		if (pattern[i] == '0') {
			if (text[i] < '0' || text[i] > '9')
				return false;
			if (i == 0 || pattern[i - 1] != '0')
				*++number = 0;
			*number = *number * 10 + (text[i] - '0');
		} else if (text[i] != pattern[i] && text[i] != (pattern[i] | 0x20)) {
			return false;
		}
	}
	return true;
}

bool
date_read(const char *text, size_t len, int64_t *days)
{
	int n[3];

	if (!match("0000-00-00", text, len, n) || !date_exists(n[0], n[1], n[2]))
		return false;
	*days = date_days(n[0], n[1], n[2]);
	return true;
}

/* "Z" or "+hh:mm" / "-hh:mm"; RFC 3339, 4.3 lets -00:00 mean an unknown place. */
static bool
read_offset(const char *text, size_t len, int *offset)
{
	int n[2] = { 0, 0 };

	if (!match("Z", text, len, n) && !match("+00:00", text, len, n) && !match("-00:00", text, len, n))
		return false;
	if (n[0] > 23 || n[1] > 59)
		return false;
	*offset = (n[0] * 60 + n[1]) * (text[0] == '-' ? -60 : 60);
	return true;
}

/* The length of a fraction that says there is none: ".000", as JavaScript writes it. */
static size_t
no_fraction(const char *text, size_t len)
{
	size_t n = 1;

	if (text[0] != '.')
		return 0;
	while (n < len && text[n] == '0')
		n++;
	return n == 1 ? 0 : n;
}

bool
time_read(const char *text, size_t len, int64_t *seconds)
{
	static const size_t local = sizeof "0000-00-00T00:00:00" - 1;
	int n[6], offset;
	int64_t instant;
	size_t seconds_end;

	if (len <= local || !match("0000-00-00T00:00:00", text, local, n))
		return false;
	seconds_end = local + no_fraction(text + local, len - local);
	if (!read_offset(text + seconds_end, len - seconds_end, &offset))
		return false;
	if (!date_exists(n[0], n[1], n[2]) || n[3] > 23 || n[4] > 59 || n[5] > 59)
		return false;
	instant = date_days(n[0], n[1], n[2]) * DAY + n[3] * 3600 + n[4] * 60 + n[5] - offset;
	if (instant < FIRST_DATE * DAY || instant >= (LAST_DATE + 1) * DAY)
		return false;
	*seconds = instant;
	return true;
}

/* Each number in as many digits as its part of the pattern has zeros; any other
 * character as it is. Answers write times by the dozen, which printf is slow at. */
static char *
fill(const char *pattern, const int *numbers, char *out)
{
	size_t len = strlen(pattern);

	for (size_t i = 0; i < len; i++)
		out[i] = pattern[i];
	out[len] = '\0';
	for (size_t i = 0; i < len; i++) {
		size_t end = i;
		int number;

		while (pattern[end] == '0')
			end++;
		if (end == i)
			continue;
		number = *numbers++;
		for (size_t digit = end; digit-- > i; number /= 10)
			out[digit] = (char)('0' + number % 10);
		i = end - 1;
	}
	return out + len;
}

static char *
fill_date(int64_t days, char *out)
{
	struct civil date = date_civil(days);

	return fill("0000-00-00", (int[]){ date.year, date.month, date.day }, out);
}

char *
date_write(int64_t days, char out[static 16])
{
	out[0] = '\0';
	if (days >= FIRST_DATE && days <= LAST_DATE)
		fill_date(days, out);
	return out;
}

char *
time_write(int64_t seconds, int32_t offset, char out[static 32])
{
	int64_t local, date;
	int second, minutes;
	char *end = out;

	out[0] = '\0';
	if (offset <= -DAY || offset >= DAY)
		return out;
	/* Old local mean times have seconds in their offset, RFC 3339 has not. */
	offset -= offset % 60;
	if (__builtin_add_overflow(seconds, offset, &local))
		return out;
	date = floor_div(local, DAY);
	if (date < FIRST_DATE || date > LAST_DATE)
		return out;
	second = (int)(local - date * DAY);
	minutes = (offset < 0 ? -offset : offset) / 60;
	end = fill_date(date, end);
	end = fill("T00:00:00", (int[]){ second / 3600, second / 60 % 60, second % 60 }, end);
	if (offset == 0)
		fill("Z", NULL, end);
	else
		fill(offset < 0 ? "-00:00" : "+00:00", (int[]){ minutes / 60, minutes % 60 }, end);
	return out;
}
