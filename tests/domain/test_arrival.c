/* Who may come in by another's word, and where partners may send people. */
#include "domain/arrival.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void
nobody_gets_an_account_by_its_address_alone(void **state)
{
	static const struct {
		struct arrival arrival;
		enum arrival_way want;
	} cases[] = {
		{ { .linked = 7 }, ARRIVAL_LOG_IN },
		{ { .linked = 7, .proved = true, .taken = true }, ARRIVAL_LOG_IN },
		{ { .linked = 7, .acting = 8 }, ARRIVAL_LOG_IN },
		{ { .linked = 0 }, ARRIVAL_MAKE },
		{ { .proved = true }, ARRIVAL_MAKE },
		{ { .taken = true }, ARRIVAL_MAKE },
		{ { .proved = true, .taken = true }, ARRIVAL_PROVE },
		{ { .proved = true, .taken = true, .acting = 8 }, ARRIVAL_PROVE },
		{ { .linking = true, .acting = 8 }, ARRIVAL_LINK },
		{ { .linking = true, .acting = 8, .proved = true, .taken = true }, ARRIVAL_LINK },
		{ { .linking = true, .acting = 8, .linked = 8 }, ARRIVAL_STAND },
		{ { .linking = true, .acting = 8, .linked = 7 }, ARRIVAL_OTHER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(arrival_judge(&cases[i].arrival), cases[i].want);
}

static void
partners_send_people_only_where_they_may(void **state)
{
	char place[ARRIVAL_PLACE_MOST + 8];
	static const char paths[] = "/s/casa/ /account /b/";
	static const char *const good[] = {
		"/s/casa/", "/s/casa/book/cut", "/s/casa/book/cut?day=2026-11-21&x=/../",
		"/account", "/account?a=b",     "/b/abc"
	};
	static const char *const bad[] = { "",
					   "/",
					   "/s/casa",
					   "/s/casab",
					   "/s/casa/../lumen",
					   "/s/casa/./x",
					   "/s/casa//x",
					   "/s/casa/%2e%2e/x",
					   "/s/casa/\\evil.example",
					   "/s/casa/;x",
					   "/s/casa/ x",
					   "/s/casa/x#y",
					   "/s/casa/x?y#z",
					   "/s/casa/x?\r\nSet-Cookie: a=b",
					   "/s/casa/x?\\",
					   "/account/",
					   "/account/x",
					   "/accounts",
					   "/admin/casa",
					   "//s/casa/",
					   "/\\s/casa/",
					   "s/casa/",
					   "https://evil.example/s/casa/",
					   " /s/casa/",
					   "/s/casa/\t",
					   "/s/casa/\r\nSet-Cookie: a=b",
					   "?/account",
					   "#",
					   "/s/c\xc3\xa1sa/" };

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!arrival_may_go(paths, good[i]))
			fail_msg("refused: %s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (arrival_may_go(paths, bad[i]))
			fail_msg("allowed: %s", bad[i]);
	assert_false(arrival_may_go(NULL, "/account"));
	assert_false(arrival_may_go("", "/account"));
	assert_false(arrival_may_go(" ", "/account"));
	assert_false(arrival_may_go(paths, NULL));
	assert_true(arrival_may_go("/", "/anything"));
	snprintf(place, sizeof place, "/?%0*d", ARRIVAL_PLACE_MOST - 2, 0);
	assert_true(arrival_may_go("/", place));
	snprintf(place, sizeof place, "/?%0*d", ARRIVAL_PLACE_MOST - 1, 0);
	assert_false(arrival_may_go("/", place));
}

static void
every_fault_has_a_sentence(void **state)
{
	(void)state;
	for (int i = 0; i < ARRIVAL_FAULT__MAX; i++) {
		assert_non_null(arrival_explain(arrival_fault_names[i]));
		for (int j = 0; j < i; j++)
			assert_string_not_equal(arrival_explain(arrival_fault_names[i]),
						arrival_explain(arrival_fault_names[j]));
	}
	assert_string_equal(arrival_explain("<script>"), arrival_explain("unfit"));
	assert_string_equal(arrival_explain(NULL), arrival_explain("unfit"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_gets_an_account_by_its_address_alone),
		cmocka_unit_test(partners_send_people_only_where_they_may),
		cmocka_unit_test(every_fault_has_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
