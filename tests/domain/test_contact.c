/* Names, addresses and numbers as people type them. */
#include "domain/contact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define TEN "0123456789"

static void
names_are_kept_but_for_white_space(void **state)
{
	static const struct {
		const char *typed, *kept; /* NULL: refused */
	} cases[] = {
		{ "Ana Sousa", "Ana Sousa" },
		{ "  Ana \xc2\xa0  Sousa ", "Ana Sousa" },
		{ "\xe9\x99\xb3\xe5\xb0\x8f\xe8\x8f\xaf", "\xe9\x99\xb3\xe5\xb0\x8f\xe8\x8f\xaf" },
		{ "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0" },
		{ "<b>Ana</b>", "<b>Ana</b>" },
		{ TEN TEN TEN TEN TEN TEN TEN TEN, TEN TEN TEN TEN TEN TEN TEN TEN },
		{ TEN TEN TEN TEN TEN TEN TEN TEN "0", NULL },
		{ "", NULL },
		{ " \t", NULL },
		{ "A\nB", NULL },
		{ "A\x7f", NULL },
		{ "A\xe2\x80\xae"
		  "B",
		  NULL },
		{ "\xff", NULL },
		{ NULL, NULL },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *name = NULL, *why = NULL;
		enum err e = contact_name(a, cases[i].typed, &name, &why);

		assert_int_equal(e, cases[i].kept == NULL ? ERR_INVALID : OK);
		if (cases[i].kept != NULL)
			assert_string_equal(name, cases[i].kept);
		else
			assert_non_null(why);
	}
	arena_free(a);
}

static void
addresses_have_one_form_and_one_key(void **state)
{
	static const struct {
		const char *typed, *address, *key;
	} cases[] = {
		{ "ana@example.pt", "ana@example.pt", "ana@example.pt" },
		{ " Ana.Sousa+x@Example.PT ", "Ana.Sousa+x@example.pt", "ana.sousa+x@example.pt" },
		{ "jos\xc3\xa9@caf\xc3\xa9.pt", "jos\xc3\xa9@caf\xc3\xa9.pt", "jos\xc3\xa9@caf\xc3\xa9.pt" },
		{ "a@b.co", "a@b.co", "a@b.co" },
		{ "a@b.c", NULL, NULL },
		{ "a@b", NULL, NULL },
		{ "@b.co", NULL, NULL },
		{ "a@", NULL, NULL },
		{ "a b@c.co", NULL, NULL },
		{ "a@b..co", NULL, NULL },
		{ "a..b@c.co", NULL, NULL },
		{ ".a@b.co", NULL, NULL },
		{ "a.@b.co", NULL, NULL },
		{ "a@-b.co", NULL, NULL },
		{ "a@b-.co", NULL, NULL },
		{ "a@b.co\r\nBcc: x@y.zz", NULL, NULL },
		{ "a@b@c.co", NULL, NULL },
		{ "\"a\"@b.co", NULL, NULL },
		{ "<a@b.co>", NULL, NULL },
		{ "a@b.co\xe2\x80\xae", NULL, NULL },
		{ "", NULL, NULL },
		{ TEN TEN TEN TEN TEN TEN "12345@b.co", NULL, NULL },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *address = NULL, *key = NULL, *why = NULL;
		enum err e = contact_email(a, cases[i].typed, &address, &key, &why);

		assert_int_equal(e, cases[i].address == NULL ? ERR_INVALID : OK);
		if (cases[i].address == NULL)
			continue;
		assert_string_equal(address, cases[i].address);
		assert_string_equal(key, cases[i].key);
	}
	arena_free(a);
}

static void
numbers_become_e164(void **state)
{
	static const struct {
		const char *typed, *code, *number;
	} cases[] = {
		{ "+351 912 345 678", "351", "+351912345678" },
		{ "00351 912345678", "351", "+351912345678" },
		{ "912-345-678", "351", "+351912345678" },
		{ "0912 345 678", "886", "+886912345678" },
		{ "(02) 2345-6789", "886", "+886223456789" },
		{ "+1 (415) 555-2671", "351", "+14155552671" },
		{ "12345678", "351", NULL },
		{ "9123456789", "351", NULL },
		{ "912345678", "999", NULL },
		{ "+0912345678", "351", NULL },
		{ "+12345", "351", NULL },
		{ "+1234567890123456", "351", NULL },
		{ "912345678x", "351", NULL },
		{ "+351+912345678", "351", NULL },
		{ "", "351", NULL },
		{ "+", "351", NULL },
		{ "12345678901234567890123456789012345678901234567890", "351", NULL },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *number = NULL, *why = NULL;
		enum err e = contact_phone(a, cases[i].typed, cases[i].code, &number, &why);

		assert_int_equal(e, cases[i].number == NULL ? ERR_INVALID : OK);
		if (cases[i].number != NULL)
			assert_string_equal(number, cases[i].number);
	}
	arena_free(a);
}

static void
both_names_are_one_as_the_person_s_language_has_it(void **state)
{
	static const struct {
		const char *first, *last, *whole;
	} cases[] = {
		{ "Ana", "Marques", "Ana Marques" },
		{ "怡君", "陳", "陳怡君" },
		{ "𠀋", "𠮷", "𠮷𠀋" },
		{ "Grace", "陳", "Grace 陳" },
		{ "Åsa", "Öberg", "Åsa Öberg" },
		{ "さくら", "田中", "さくら 田中" },
		{ "Ana", "", "Ana" },
		{ "", "陳", "陳" },
		{ NULL, "Marques", "Marques" },
		{ "Ana", NULL, "Ana" },
		{ NULL, NULL, "" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(contact_whole_name(a, cases[i].first, cases[i].last), cases[i].whole);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_kept_but_for_white_space),
		cmocka_unit_test(addresses_have_one_form_and_one_key),
		cmocka_unit_test(numbers_become_e164),
		cmocka_unit_test(both_names_are_one_as_the_person_s_language_has_it),
	};

	return cmocka_run_group_tests_name("contact", tests, NULL, NULL);
}
