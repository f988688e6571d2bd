/* Roles: the whole table of who may, and that nobody may what was forgotten. */
#include "domain/role.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A row per need, a column per role, in the order of the enum: x = allowed. */
static const char *const table[ROLE__MAX] = {
	/*               npmcrsmoPkK */
	[ROLE_NONE] = /*      */ "...........", [ROLE_PUBLIC] = /*    */ ".xxxxxxxxxx",
	[ROLE_MANAGE] = /*    */ "..x........", [ROLE_CUSTOMER] = /*  */ "...xxxxxx..",
	[ROLE_RECEPTION] = /* */ "....xxxx...", [ROLE_STAFF] = /*     */ ".....xxx...",
	[ROLE_MANAGER] = /*   */ "......xx...", [ROLE_OWNER] = /*     */ ".......x...",
	[ROLE_PLATFORM] = /*  */ "........x..", [ROLE_KIOSK] = /*     */ ".........x.",
	[ROLE_KEY] = /*       */ "..........x",
};

static void
a_role_may_what_the_table_says(void **state)
{
	(void)state;
	for (int need = 0; need < ROLE__MAX; need++)
		for (int have = 0; have < ROLE__MAX; have++)
			if (role_allows((enum role)have, (enum role)need) != (table[need][have] == 'x'))
				fail_msg("%s for %s", role_name(have), role_name(need));
}

static void
what_is_no_role_may_nothing(void **state)
{
	(void)state;
	assert_false(role_allows((enum role)ROLE__MAX, ROLE_PUBLIC));
	assert_false(role_allows((enum role) - 1, ROLE_PUBLIC));
	assert_false(role_allows(ROLE_OWNER, (enum role)ROLE__MAX));
	assert_false(role_allows(ROLE_OWNER, (enum role) - 1));
	assert_string_equal(role_name(-1), "none");
	assert_string_equal(role_name(ROLE__MAX), "none");
}

static void
each_role_has_its_own_name(void **state)
{
	(void)state;
	for (int a = 0; a < ROLE__MAX; a++)
		for (int b = 0; b < a; b++)
			assert_string_not_equal(role_name(a), role_name(b));
	assert_string_equal(role_name(ROLE_RECEPTION), "reception");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_role_may_what_the_table_says),
		cmocka_unit_test(what_is_no_role_may_nothing),
		cmocka_unit_test(each_role_has_its_own_name),
	};

	return cmocka_run_group_tests_name("role", tests, NULL, NULL);
}
