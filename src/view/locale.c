/* One row per language, one per currency; the functions only put them together.
 * Orders and names follow the Unicode CLDR's for en-GB, pt-PT and zh-Hant-TW. */
#include "view/locale.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

#define NO_BREAK "\302\240" /* U+00A0 */

/* In dates: %W and %w the weekday, long and short; %d the day; %M, %m and %n
 * the month, long, short and in figures; %Y the year. In times: %h the hour of
 * twelve, %t the minute, %p the half of the day. */
struct locale {
	const char *dates[DATE_FORM__MAX];
	const char *weekdays[7]; /* from Monday */
	const char *short_weekdays[7];
	const char *months[12];
	const char *short_months[12];
	const char *time_12;
	const char *halves[2];
	const char *group; /* between groups of three digits */
	const char *decimal;
	const char *hour, *minute;
	int group_from; /* the fewest digits that are grouped */
	int week_start;
	bool twelve; /* the language's standard clock */
	bool currency_last;
};

static const struct locale locales[] = {
	[LANGUAGE_EN] = {
		.dates = { "%W, %d %M %Y", "%w %d %m", "%M %Y", "%W", "%w", "%d" },
		.weekdays = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
		.short_weekdays = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" },
		.months = { "January", "February", "March", "April", "May", "June", "July", "August",
			    "September", "October", "November", "December" },
		.short_months = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
				  "Nov", "Dec" },
		.time_12 = "%h:%t" NO_BREAK "%p",
		.halves = { "am", "pm" },
		.group = ",",
		.group_from = 4,
		.decimal = ".",
		.hour = NO_BREAK "h",
		.minute = NO_BREAK "min",
		.week_start = 1,
	},
	[LANGUAGE_PT] = {
		.dates = { "%W, %d de %M de %Y", "%w, %d %m", "%M de %Y", "%W", "%w", "%d" },
		.weekdays = { "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira",
			      "sábado", "domingo" },
		.short_weekdays = { "seg", "ter", "qua", "qui", "sex", "sáb", "dom" },
		.months = { "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto",
			    "setembro", "outubro", "novembro", "dezembro" },
		.short_months = { "jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out",
				  "nov", "dez" },
		.time_12 = "%h:%t" NO_BREAK "%p",
		.halves = { "da manhã", "da tarde" },
		.group = NO_BREAK,
		.group_from = 5,
		.decimal = ",",
		.currency_last = true,
		.hour = NO_BREAK "h",
		.minute = NO_BREAK "min",
		.week_start = 1,
	},
	[LANGUAGE_ZH_TW] = {
		.dates = { "%Y年%n月%d日 %W", "%n月%d日（%w）", "%Y年%n月", "%W", "%w", "%d" },
		.weekdays = { "星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日" },
		.short_weekdays = { "週一", "週二", "週三", "週四", "週五", "週六", "週日" },
		.months = { "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月",
			    "12月" },
		.short_months = { "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月",
				  "11月", "12月" },
		.time_12 = "%p%h:%t",
		.halves = { "上午", "下午" },
		.group = ",",
		.group_from = 4,
		.decimal = ".",
		.hour = NO_BREAK "小時",
		.minute = NO_BREAK "分鐘",
		.week_start = 7,
	},
};

_Static_assert(sizeof locales / sizeof *locales == LANGUAGE__MAX, "every language has its locale");

/* Decimals as in daily use, not as ISO 4217 has them: nobody pays in cents of a
 * New Taiwan dollar. */
struct currency {
	const char *code;
	const char *symbol;
	int decimals;
};

static const struct currency currencies[] = {
	{ "EUR", "€", 2 },  { "TWD", "NT$", 0 }, { "USD", "$", 2 },   { "GBP", "£", 2 },
	{ "JPY", "¥", 0 },  { "KRW", "₩", 0 },   { "BRL", "R$", 2 },  { "HKD", "HK$", 2 },
	{ "SGD", "S$", 2 }, { "AUD", "A$", 2 },  { "CAD", "CA$", 2 },
};

static void
write_two_digits(struct buffer *out, int number)
{
	buffer_format(out, "%02d", number);
}

/* Writes one of a date's parts by its letter. */
static void
write_part(struct buffer *out, const struct locale *l, const struct civil *date, char part)
{
	switch (part) {
	case 'W':
		buffer_text(out, l->weekdays[date->weekday - 1]);
		break;
	case 'w':
		buffer_text(out, l->short_weekdays[date->weekday - 1]);
		break;
	case 'M':
		buffer_text(out, l->months[date->month - 1]);
		break;
	case 'm':
		buffer_text(out, l->short_months[date->month - 1]);
		break;
	case 'd':
		buffer_format(out, "%d", date->day);
		break;
	case 'n':
		buffer_format(out, "%d", date->month);
		break;
	case 'Y':
		buffer_format(out, "%d", date->year);
		break;
	default:
		break;
	}
}

void
locale_date(struct buffer *out, enum language language, enum date_form form, int64_t date)
{
	const struct locale *l = &locales[language];
	struct civil civil = date_civil(date);

	for (const char *at = l->dates[form]; *at != '\0'; at++)
		if (*at == '%')
			write_part(out, l, &civil, *++at);
		else
			buffer_char(out, *at);
}

void
locale_time(struct buffer *out, enum language language, enum clock_form form, int32_t second)
{
	const struct locale *l = &locales[language];
	int hour = second / 3600, minute = second / 60 % 60;

	if (form == CLOCK_24 || (form == CLOCK_STANDARD && !l->twelve)) {
		buffer_format(out, "%02d:%02d", hour, minute);
		return;
	}
	for (const char *at = l->time_12; *at != '\0'; at++)
		if (*at != '%')
			buffer_char(out, *at);
		else if (*++at == 'p')
			buffer_text(out, l->halves[hour % 24 / 12]);
		else if (*at == 'h')
			buffer_format(out, "%d", (hour + 11) % 12 + 1);
		else
			write_two_digits(out, minute);
}

/* Digits with a separator between groups of three, counted from the end. */
static void
write_groups(struct buffer *out, uint64_t number, const char *group, int group_from)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%" PRIu64, number);

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0 && len >= group_from)
			buffer_text(out, group);
		buffer_char(out, digits[i]);
	}
}

static uint64_t
magnitude(int64_t number)
{
	return number < 0 ? -(uint64_t)number : (uint64_t)number;
}

void
locale_number(struct buffer *out, enum language language, int64_t number)
{
	const struct locale *l = &locales[language];

	if (number < 0)
		buffer_char(out, '-');
	write_groups(out, magnitude(number), l->group, l->group_from);
}

static const struct currency *
find_currency(const char *code)
{
	for (size_t i = 0; code != NULL && i < sizeof currencies / sizeof *currencies; i++)
		if (strcmp(currencies[i].code, code) == 0)
			return &currencies[i];
	return NULL;
}

static void
write_decimals(struct buffer *out, int64_t minor, int decimals, const char *decimal)
{
	uint64_t rest = magnitude(minor) % 100;

	if (decimals > 0)
		buffer_format(out, "%s%02d", decimal, (int)rest);
}

void
locale_money(struct buffer *out, enum language language, int64_t minor, const char *currency)
{
	const struct locale *l = &locales[language];
	const struct currency *c = find_currency(currency);
	const char *symbol = c != NULL ? c->symbol : currency != NULL ? currency : "";
	int decimals = c != NULL ? c->decimals : 2;

	if (minor < 0)
		buffer_char(out, '-');
	if (!l->currency_last)
		buffer_text(out, symbol);
	if (!l->currency_last && c == NULL && *symbol != '\0')
		buffer_text(out, NO_BREAK);
	write_groups(out, magnitude(minor) / (decimals > 0 ? 100 : 1), l->group, l->group_from);
	write_decimals(out, minor, decimals, l->decimal);
	if (l->currency_last && *symbol != '\0') {
		buffer_text(out, NO_BREAK);
		buffer_text(out, symbol);
	}
}

void
locale_amount(struct buffer *out, int64_t minor, const char *currency)
{
	const struct currency *c = find_currency(currency);
	int decimals = c != NULL ? c->decimals : 2;

	buffer_format(out, "%s%" PRIu64, minor < 0 ? "-" : "", magnitude(minor) / (decimals > 0 ? 100 : 1));
	write_decimals(out, minor, decimals, ".");
}

void
locale_duration(struct buffer *out, enum language language, int64_t minutes)
{
	const struct locale *l = &locales[language];
	int64_t hours = minutes / 60;

	if (minutes < 0) {
		buffer_char(out, '-');
		hours = -hours;
	}
	if (hours > 0)
		buffer_format(out, "%" PRId64 "%s", hours, l->hour);
	if (hours > 0 && minutes % 60 != 0)
		buffer_char(out, ' ');
	if (hours == 0 || minutes % 60 != 0)
		buffer_format(out, "%d%s", abs((int)(minutes % 60)), l->minute);
}

int
locale_week_start(enum language language)
{
	return locales[language].week_start;
}
