/* The members of values: what templates can write of a time, a date, money, in
 * each language, zone, clock and currency. */
#include "view/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/view/visit.h"

struct member_case {
	const char *template;
	const char *want;
};

static const struct member_case members[] = {
	{ "{{starts}}", "2026-11-24T10:30:00Z" },
	{ "{{starts.date}}", "Tuesday, 24 November 2026" },
	{ "{{starts.day}}", "Tue 24 Nov" },
	{ "{{starts.month}}", "November 2026" },
	{ "{{starts.weekday}} {{starts.weekday_short}} {{starts.number}}", "Tuesday Tue 24" },
	{ "{{starts.time}} {{starts.zone}} {{starts.offset}}", "10:30 Europe/Lisbon UTC+00:00" },
	{ "{{starts.iso}} {{starts.iso_date}} {{starts.iso_time}}", "2026-11-24T10:30:00Z 2026-11-24 10:30" },
	{ "{{#starts.visitor}}{{starts.visitor.time}}{{/starts.visitor}}", "18:30" },
	{ "{{starts.visitor.date}} {{starts.visitor.zone}} {{starts.visitor.offset}}",
	  "Tuesday, 24 November 2026 Asia/Taipei UTC+08:00" },
	{ "{{starts.visitor.iso}}", "2026-11-24T18:30:00+08:00" },
	{ "{{#starts}}{{starts.time}}{{/starts}}", "10:30" },
	{ "{{starts.nothing}}{{starts.date.day}}{{price.money.amount}}", "" },
	{ "{{day}} {{day.date}} {{day.day}}", "2026-11-24 Tuesday, 24 November 2026 Tue 24 Nov" },
	{ "{{day.month}} {{day.weekday}} {{day.weekday_short}} {{day.number}} {{day.iso}}",
	  "November 2026 Tuesday Tue 24 2026-11-24" },
	{ "{{price}} {{price.money}} {{price.amount}}", "4500 €45.00 45.00" },
	{ "{{minutes}} {{minutes.duration}} {{minutes.number}}", "90 1" NB "h 30" NB "min 90" },
	{ "{{state}}{{#state.confirmed}}!{{/state.confirmed}}{{#state.held}}?{{/state.held}}", "confirmed!" },
	{ "{{^state.held}}not held{{/state.held}}", "not held" },
	{ "{{guests.count}} {{#first}}{{name}}{{/first}} {{first.name}}", "2 Ana &lt;b&gt; Ana &lt;b&gt;" },
	{ "{{#guests}}{{name}}{{#paid}}*{{/paid}},{{/guests}}", "Ana &lt;b&gt;*,Rui," },
	{ "{{token}} {{name}}", "t0k3n Tom &amp; Co" },
	{ "{{currency}}{{#currency}}x{{/currency}}{{^currency}}none{{/currency}}", "none" },
	{ "{{#_n.minutes}}a|{{minutes}} bs{{/_n.minutes}} {{#_n.state.held}}a|b{{/_n.state.held}}",
	  "90 bs b" },
	{ "{{#_}} a\n\t b {{/_}}", "a b" },
};

static void
values_have_the_members_that_are_promised(void **state)
{
	struct fixture *f = *state;

	f->context.visitor = f->taipei;
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		assert_string_equal(inline_rendered(f, members[i].template, &visit), members[i].want);
}

static void
members_follow_language_zone_clock_and_currency(void **state)
{
	struct fixture *f = *state;
	struct visit other = visit;

	other.currency = "TWD";
	f->context.language = LANGUAGE_ZH_TW;
	f->context.zone = f->taipei;
	f->context.clock = CLOCK_12;
	assert_string_equal(inline_rendered(f, "{{starts.day}} {{starts.time}} {{price.money}}", &other),
			    "11月24日（週二） 下午6:30 NT$4,500");
	assert_string_equal(inline_rendered(f, "{{starts.iso_time}} {{starts.offset}}", &other),
			    "18:30 UTC+08:00");
	f->context.zone = NULL;
	assert_string_equal(inline_rendered(f, "{{starts.iso}} {{starts.zone}}", &other),
			    "2026-11-24T10:30:00Z UTC");
	other.starts = -1;
	assert_string_equal(inline_rendered(f, "{{starts.iso}} {{starts.iso_time}}", &other),
			    "1969-12-31T23:59:59Z 23:59");
}

static void
an_hour_that_comes_twice_is_told_by_its_offset(void **state)
{
	struct fixture *f = *state;
	struct visit first = visit, second = visit;

	first.starts = 1792888200; /* 2026-10-25 01:30, before and after the clocks go back */
	second.starts = first.starts + 3600;
	assert_string_equal(inline_rendered(f, "{{starts.time}} {{starts.offset}}", &first),
			    "01:30 UTC+01:00");
	assert_string_equal(inline_rendered(f, "{{starts.time}} {{starts.offset}}", &second),
			    "01:30 UTC+00:00");
}

static void
absent_values_are_false_and_write_nothing(void **state)
{
	struct fixture *f = *state;
	struct visit none;

	shape_clear(&visit_shape, &none);
	assert_string_equal(
	    inline_rendered(f,
			    "{{name}}{{starts.date}}{{day}}{{#starts}}x{{/starts}}{{#day}}x{{/day}}"
			    "{{#guests}}x{{/guests}}{{#first}}x{{/first}}{{first.name}}{{why._}}"
			    "{{#price}}x{{/price}}{{#minutes}}x{{/minutes}}{{starts.visitor}}",
			    &none),
	    "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		test(values_have_the_members_that_are_promised),
		test(members_follow_language_zone_clock_and_currency),
		test(an_hour_that_comes_twice_is_told_by_its_offset),
		test(absent_values_are_false_and_write_nothing),
	};

	return cmocka_run_group_tests_name("members of values", tests, NULL, NULL);
}
