/* Languages: tags and what Accept-Language comes to. */
#include "view/language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct pick_case {
	const char *accept;
	const char *chosen;
	enum language standard;
	enum language want;
};

static const struct pick_case pick_cases[] = {
	{ NULL, NULL, LANGUAGE_PT, LANGUAGE_PT },
	{ "", NULL, LANGUAGE_PT, LANGUAGE_PT },
	{ "en", NULL, LANGUAGE_PT, LANGUAGE_EN },
	{ "en", "zh-TW", LANGUAGE_PT, LANGUAGE_ZH_TW },
	{ "en", "xx", LANGUAGE_PT, LANGUAGE_EN },
	{ "pt-BR,pt;q=0.9,en;q=0.8", NULL, LANGUAGE_EN, LANGUAGE_PT },
	{ "PT-br", NULL, LANGUAGE_EN, LANGUAGE_PT },
	{ "zh", NULL, LANGUAGE_EN, LANGUAGE_ZH_TW },
	{ "zh-Hant-HK", NULL, LANGUAGE_EN, LANGUAGE_ZH_TW },
	{ "zh-HK;q=0.4, en;q=0.3", NULL, LANGUAGE_PT, LANGUAGE_ZH_TW },
	{ "en;q=0.2, pt;q=0.7", NULL, LANGUAGE_EN, LANGUAGE_PT },
	{ "en;q=0.7, pt;q=0.7", NULL, LANGUAGE_ZH_TW, LANGUAGE_EN },
	{ "pt;q=0.1, en;q=0.5, pt-BR;q=0.9", NULL, LANGUAGE_ZH_TW, LANGUAGE_PT },
	{ "zh, en, pt", NULL, LANGUAGE_EN, LANGUAGE_ZH_TW },
	{ "en;q=0.1, pt;q=0.2, zh;q=0.3, *", NULL, LANGUAGE_EN, LANGUAGE_ZH_TW },
	{ "fr, de;q=0.9", NULL, LANGUAGE_PT, LANGUAGE_PT },
	{ "fr, *;q=0.5", NULL, LANGUAGE_PT, LANGUAGE_PT },
	{ "en;q=0", NULL, LANGUAGE_PT, LANGUAGE_PT },
	{ "en;q=0, pt;q=0, *", NULL, LANGUAGE_EN, LANGUAGE_ZH_TW },
	{ "pt;q=0.5, *;q=0.8", NULL, LANGUAGE_EN, LANGUAGE_EN },
	{ "english, pt;q=0.1", NULL, LANGUAGE_EN, LANGUAGE_PT },
	{ "en;q=2, pt;q=0.1", NULL, LANGUAGE_ZH_TW, LANGUAGE_PT },
	{ "en;q=1.001, pt;q=0.1", NULL, LANGUAGE_ZH_TW, LANGUAGE_PT },
	{ "en;q=0.0001, pt;q=0.1", NULL, LANGUAGE_ZH_TW, LANGUAGE_PT },
	{ "en;level=1, pt;q=0.1", NULL, LANGUAGE_ZH_TW, LANGUAGE_PT },
	{ "en us, pt;q=0.1", NULL, LANGUAGE_ZH_TW, LANGUAGE_PT },
	{ ",,;q=1, ;;; ,\tpt ; q=0.1 ,", NULL, LANGUAGE_EN, LANGUAGE_PT },
	{ "\xff\xfe, pt", NULL, LANGUAGE_EN, LANGUAGE_PT },
};

static void
the_chosen_language_wins_then_the_header_then_the_standard(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pick_cases / sizeof *pick_cases; i++) {
		const struct pick_case *c = &pick_cases[i];

		if (language_pick(c->accept, c->chosen, c->standard) != c->want)
			fail_msg("case %zu: \"%s\"", i, c->accept);
	}
}

static void
every_language_is_found_by_its_own_tag(void **state)
{
	enum language found;

	(void)state;
	for (enum language i = 0; i < LANGUAGE__MAX; i++) {
		assert_int_equal(language_find(language_tag(i), &found), OK);
		assert_int_equal(found, i);
		assert_non_null(language_name(i));
		assert_non_null(language_catalogue(i));
	}
}

static void
unknown_tags_are_not_found(void **state)
{
	static const char *const tags[] = { NULL, "", "e", "fr", "eng", "en,pt", "en;q=1", "en " };
	enum language found = LANGUAGE_PT;

	(void)state;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		assert_int_equal(language_find(tags[i], &found), ERR_NOT_FOUND);
	assert_int_equal(found, LANGUAGE_PT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_chosen_language_wins_then_the_header_then_the_standard),
		cmocka_unit_test(every_language_is_found_by_its_own_tag),
		cmocka_unit_test(unknown_tags_are_not_found),
	};

	return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
