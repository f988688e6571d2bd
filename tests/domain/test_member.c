/* Who has a say in which role: the whole table. */
#include "domain/member.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static bool
is_member(int role)
{
	return role >= ROLE_RECEPTION && role <= ROLE_OWNER;
}

static bool
is_lower(int role)
{
	return role == ROLE_NONE || role == ROLE_RECEPTION || role == ROLE_STAFF;
}

static void
owners_give_any_role_managers_the_lower_ones_others_none(void **state)
{
	(void)state;
	for (int who = 0; who <= ROLE__MAX; who++)
		for (int was = 0; was < ROLE__MAX; was++)
			for (int will = 0; will < ROLE__MAX; will++) {
				bool want = (who == ROLE_OWNER && (was == ROLE_NONE || is_member(was))
					     && (will == ROLE_NONE || is_member(will)))
					    || (who == ROLE_MANAGER && is_lower(was) && is_lower(will));

				if (member_may((enum role)who, (enum role)was, (enum role)will) != want)
					fail_msg("%s: %s to %s", role_name(who), role_name(was),
						 role_name(will));
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(owners_give_any_role_managers_the_lower_ones_others_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
