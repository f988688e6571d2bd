/* How each language writes dates, times, money and durations. */
#include "view/locale.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NB "\302\240"

static struct arena *arena;
static struct buffer out;

static int
open_buffer(void **state)
{
	(void)state;
	arena = arena_new();
	out = buffer_new(arena, 1000);
	return 0;
}

static int
close_buffer(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* Wants what was written since, and empties the buffer. */
static void
expect(const char *want)
{
	assert_string_equal(buffer_string(&out), want);
	out = buffer_new(arena, 1000);
}

#define A_DATE 20781 /* Tuesday, 24 November 2026 */

static void
dates_are_written_in_the_languages_order(void **state)
{
	static const struct {
		enum language language;
		const char *forms[DATE_FORM__MAX];
	} cases[] = {
		{ LANGUAGE_EN,
		  { "Tuesday, 24 November 2026", "Tue 24 Nov", "November 2026", "Tuesday", "Tue", "24" } },
		{ LANGUAGE_PT,
		  { "terça-feira, 24 de novembro de 2026", "ter, 24 nov", "novembro de 2026", "terça-feira",
		    "ter", "24" } },
		{ LANGUAGE_ZH_TW,
		  { "2026年11月24日 星期二", "11月24日（週二）", "2026年11月", "星期二", "週二", "24" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (enum date_form form = 0; form < DATE_FORM__MAX; form++) {
			locale_date(&out, cases[i].language, form, A_DATE);
			expect(cases[i].forms[form]);
		}
}

static void
every_day_and_month_has_its_name(void **state)
{
	(void)state;
	for (enum language language = 0; language < LANGUAGE__MAX; language++)
		for (int64_t date = 0; date < 366; date++)
			for (enum date_form form = 0; form < DATE_FORM__MAX; form++) {
				locale_date(&out, language, form, date);
				assert_true(out.len > 0);
				out.len = 0;
			}
	locale_date(&out, LANGUAGE_EN, DATE_LONG, 0);
	expect("Thursday, 1 January 1970");
	locale_date(&out, LANGUAGE_PT, DATE_LONG, -1);
	expect("quarta-feira, 31 de dezembro de 1969");
}

static void
hours_run_to_24_or_twice_to_12(void **state)
{
	static const struct {
		int32_t second;
		const char *of_24, *en, *pt, *zh;
	} cases[] = {
		{ 0, "00:00", "12:00" NB "am", "12:00" NB "da manhã", "上午12:00" },
		{ 9 * 3600 + 5 * 60 + 59, "09:05", "9:05" NB "am", "9:05" NB "da manhã", "上午9:05" },
		{ 12 * 3600, "12:00", "12:00" NB "pm", "12:00" NB "da tarde", "下午12:00" },
		{ 23 * 3600 + 59 * 60, "23:59", "11:59" NB "pm", "11:59" NB "da tarde", "下午11:59" },
		{ 86400, "24:00", "12:00" NB "am", "12:00" NB "da manhã", "上午12:00" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *twelve[] = { cases[i].en, cases[i].pt, cases[i].zh };

		for (enum language language = 0; language < LANGUAGE__MAX; language++) {
			locale_time(&out, language, CLOCK_24, cases[i].second);
			expect(cases[i].of_24);
			locale_time(&out, language, CLOCK_STANDARD, cases[i].second);
			expect(cases[i].of_24);
			locale_time(&out, language, CLOCK_12, cases[i].second);
			expect(twelve[language]);
		}
	}
}

static void
money_is_written_as_people_read_it(void **state)
{
	static const struct {
		int64_t minor;
		const char *currency;
		const char *want[LANGUAGE__MAX];
		const char *amount;
	} cases[] = {
		{ 4500, "EUR", { "€45.00", "45,00" NB "€", "€45.00" }, "45.00" },
		{ 5, "EUR", { "€0.05", "0,05" NB "€", "€0.05" }, "0.05" },
		{ 0, "EUR", { "€0.00", "0,00" NB "€", "€0.00" }, "0.00" },
		{ -4550, "EUR", { "-€45.50", "-45,50" NB "€", "-€45.50" }, "-45.50" },
		{ 123456, "EUR", { "€1,234.56", "1234,56" NB "€", "€1,234.56" }, "1234.56" },
		{ 1234567, "EUR", { "€12,345.67", "12" NB "345,67" NB "€", "€12,345.67" }, "12345.67" },
		{ 1200, "TWD", { "NT$1,200", "1200" NB "NT$", "NT$1,200" }, "1200" },
		{ 1200, "JPY", { "¥1,200", "1200" NB "¥", "¥1,200" }, "1200" },
		{ 1200, "CHF", { "CHF" NB "12.00", "12,00" NB "CHF", "CHF" NB "12.00" }, "12.00" },
		{ 1200, NULL, { "12.00", "12,00", "12.00" }, "12.00" },
		{ INT64_MIN,
		  "TWD",
		  { "-NT$9,223,372,036,854,775,808",
		    "-9" NB "223" NB "372" NB "036" NB "854" NB "775" NB "808" NB "NT$",
		    "-NT$9,223,372,036,854,775,808" },
		  "-9223372036854775808" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (enum language language = 0; language < LANGUAGE__MAX; language++) {
			locale_money(&out, language, cases[i].minor, cases[i].currency);
			expect(cases[i].want[language]);
		}
		locale_amount(&out, cases[i].minor, cases[i].currency);
		expect(cases[i].amount);
	}
}

static void
durations_are_hours_and_minutes(void **state)
{
	static const struct {
		int64_t minutes;
		const char *want[2];
	} cases[] = {
		{ 0, { "0" NB "min", "0" NB "分鐘" } },
		{ 45, { "45" NB "min", "45" NB "分鐘" } },
		{ 60, { "1" NB "h", "1" NB "小時" } },
		{ 90, { "1" NB "h 30" NB "min", "1" NB "小時 30" NB "分鐘" } },
		{ 1501, { "25" NB "h 1" NB "min", "25" NB "小時 1" NB "分鐘" } },
		{ -90, { "-1" NB "h 30" NB "min", "-1" NB "小時 30" NB "分鐘" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		locale_duration(&out, LANGUAGE_EN, cases[i].minutes);
		expect(cases[i].want[0]);
		locale_duration(&out, LANGUAGE_PT, cases[i].minutes);
		expect(cases[i].want[0]);
		locale_duration(&out, LANGUAGE_ZH_TW, cases[i].minutes);
		expect(cases[i].want[1]);
	}
}

static void
numbers_are_grouped(void **state)
{
	(void)state;
	locale_number(&out, LANGUAGE_EN, 999);
	expect("999");
	locale_number(&out, LANGUAGE_EN, -1234567);
	expect("-1,234,567");
	locale_number(&out, LANGUAGE_PT, 1234);
	expect("1234");
	locale_number(&out, LANGUAGE_PT, 12345);
	expect("12" NB "345");
	assert_int_equal(locale_week_start(LANGUAGE_PT), 1);
	assert_int_equal(locale_week_start(LANGUAGE_ZH_TW), 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(dates_are_written_in_the_languages_order, open_buffer,
						close_buffer),
		cmocka_unit_test_setup_teardown(every_day_and_month_has_its_name, open_buffer, close_buffer),
		cmocka_unit_test_setup_teardown(hours_run_to_24_or_twice_to_12, open_buffer, close_buffer),
		cmocka_unit_test_setup_teardown(money_is_written_as_people_read_it, open_buffer,
						close_buffer),
		cmocka_unit_test_setup_teardown(durations_are_hours_and_minutes, open_buffer, close_buffer),
		cmocka_unit_test_setup_teardown(numbers_are_grouped, open_buffer, close_buffer),
	};

	return cmocka_run_group_tests_name("locale", tests, NULL, NULL);
}
