/* Plural rules: those of real languages, and what is no rule. */
#include "view/plural.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* The forms of 0, 1, 2, ... as digits. */
struct rule_case {
	const char *rule;
	const char *forms;
};

static const struct rule_case rules[] = {
	{ " nplurals=1; plural=0;\n", "000000" },
	{ "nplurals=2; plural=(n != 1);", "101111" },
	{ "nplurals=2; plural=n>1", "001111" },
	{ "nplurals = 2 ; plural = n == 1 ? 0 : 1 ;", "101111" },
	/* Polish, Slovenian, Irish, Arabic */
	{ "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
	  "201112222222222222222211122" },
	{ "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);", "301223333" },
	{ "nplurals=5; plural=n==1 ? 0 : n==2 ? 1 : n<7 ? 2 : n<11 ? 3 : 4;", "2012222333344" },
	{ "nplurals=6; plural=n==0?0:n==1?1:n==2?2:n%100>=3&&n%100<=10?3:n%100>=11?4:5;", "0123333333344" },
	/* precedence and the rest of C's signs */
	{ "nplurals=6; plural=1+2*3-n/2-4;", "3322110" },
	{ "nplurals=6; plural=!n+!!n*2;", "12222" },
	{ "nplurals=6; plural=n==1||n==2&&n==3;", "01000" },
	{ "nplurals=6; plural=10-4-3-n%3;", "321321" },
	{ "nplurals=6; plural=n<=2;", "1110" },
	{ "nplurals=6; plural=1 - (n > 2);", "1110" },
	/* out of range, and by nothing */
	{ "nplurals=2; plural=n;", "010000" },
	{ "nplurals=2; plural=n-1;", "001000" },
	{ "nplurals=2; plural=1/(n-1);", "001000" },
	{ "nplurals=2; plural=1%0;", "000" },
};

static void
rules_give_the_form_of_each_number(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		struct arena *a = arena_new();
		struct plural *plural;

		if (plural_read(a, rules[i].rule, strlen(rules[i].rule), &plural) != OK)
			fail_msg("%s is refused", rules[i].rule);
		for (size_t n = 0; rules[i].forms[n] != '\0'; n++)
			if (plural_form(plural, n) != (unsigned)(rules[i].forms[n] - '0'))
				fail_msg("%s: %zu has form %u", rules[i].rule, n, plural_form(plural, n));
		arena_free(a);
	}
}

static void
what_is_no_rule_is_refused(void **state)
{
	static const char *const others[] = {
		"",
		"nplurals=2",
		"nplurals=2;",
		"nplurals=2; plural=",
		"nplurals=0; plural=0;",
		"nplurals=7; plural=0;",
		"nplurals=99999999999; plural=0;",
		"nplurals=-1; plural=0;",
		"plural=0; nplurals=1;",
		"nplurals=1; plural=0; x",
		"nplurals=1; plural=0;;",
		"nplurals=1; plural=(0;",
		"nplurals=1; plural=0);",
		"nplurals=1; plural=n n;",
		"nplurals=1; plural=n?1;",
		"nplurals=1; plural=n?1:;",
		"nplurals=1; plural=?1:2;",
		"nplurals=1; plural=n=1;",
		"nplurals=1; plural=n&1;",
		"nplurals=1; plural=-1;",
		"nplurals=1; plural=n+;",
		"nplurals=1; plural=!;",
		"nplurals=1; plural=1000000000;",
		"nplurals=1; plural=x;",
	};

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct arena *a = arena_new();
		struct plural *plural = NULL;

		if (plural_read(a, others[i], strlen(others[i]), &plural) != ERR_INVALID)
			fail_msg("%s is accepted", others[i]);
		assert_null(plural);
		arena_free(a);
	}
}

/* A rule of n times the same text. */
static enum err
read_repeated(const char *text, size_t n)
{
	struct arena *a = arena_new();
	char rule[4096] = "nplurals=2; plural=";
	struct plural *plural;
	enum err e;

	while (n-- > 0)
		strncat(rule, text, sizeof rule - strlen(rule) - 1);
	strncat(rule, "n", sizeof rule - strlen(rule) - 1);
	e = plural_read(a, rule, strlen(rule), &plural);
	arena_free(a);
	return e;
}

static void
depth_and_size_are_bounded(void **state)
{
	(void)state;
	assert_int_equal(read_repeated("!", 20), OK);
	assert_int_equal(read_repeated("!", 40), ERR_INVALID);
	assert_int_equal(read_repeated("(", 1000), ERR_INVALID);
	assert_int_equal(read_repeated("n?n:", 20), OK);
	assert_int_equal(read_repeated("n?n:", 1000), ERR_INVALID);
	assert_int_equal(read_repeated("n+", 100), OK);
	assert_int_equal(read_repeated("n+", 1000), ERR_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_give_the_form_of_each_number),
		cmocka_unit_test(what_is_no_rule_is_refused),
		cmocka_unit_test(depth_and_size_are_bounded),
	};

	return cmocka_run_group_tests_name("plural", tests, NULL, NULL);
}
