/* Deeds: the whole table of who may do what with bookings, cell by cell. */
#include "domain/deed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A row per deed, a column per role in the order of the enum: - none, o own, a all. */
static const char *const table[DEED__MAX] = {
	/*                       npmcrsmoPkK */
	[DEED_SEE] = "----aoaa---",     [DEED_APPROVE] = "----aoaa---",  [DEED_WAIVE] = "------aa---",
	[DEED_DECLINE] = "----aoaa---", [DEED_CANCEL] = "----aoaa---",   [DEED_CHECK_IN] = "----aoaa---",
	[DEED_START] = "----aoaa---",   [DEED_COMPLETE] = "----aoaa---", [DEED_MISS] = "----aoaa---",
	[DEED_CORRECT] = "----aoaa---", [DEED_MOVE] = "----aoaa---",     [DEED_OVERBOOK] = "------aa---",
	[DEED_RESEND] = "----aoaa---",
};

static void
a_role_reaches_what_the_table_says(void **state)
{
	(void)state;
	for (int deed = 0; deed < DEED__MAX; deed++) {
		assert_int_equal(strlen(table[deed]), ROLE__MAX);
		for (int role = 0; role < ROLE__MAX; role++)
			if ("-oa"[deed_reach((enum role)role, (enum deed)deed)] != table[deed][role])
				fail_msg("%s: %s", role_name(role), deed_names[deed]);
	}
}

static void
what_is_no_role_or_no_deed_reaches_nothing(void **state)
{
	(void)state;
	assert_int_equal(deed_reach(ROLE__MAX, DEED_SEE), REACH_NONE);
	assert_int_equal(deed_reach((enum role) - 1, DEED_SEE), REACH_NONE);
	assert_int_equal(deed_reach(ROLE_OWNER, DEED__MAX), REACH_NONE);
	assert_int_equal(deed_reach(ROLE_OWNER, (enum deed) - 1), REACH_NONE);
	assert_false(deed_is_due(DEED__MAX, true, true));
	assert_false(deed_wants_reason(DEED__MAX));
}

/* A row per state come from, a column per state gone to (new, held, pending
 * payment, pending approval, confirmed, checked in, in service, completed, no
 * show, cancelled, declined, expired): the deed's letter. */
static const char *const steps[BOOKING__MAX] = {
	[BOOKING_NEW] = /*              */ "            ", [BOOKING_HELD] = /*             */ "            ",
	[BOOKING_PENDING_PAYMENT] = /*  */ "    W    C  ", [BOOKING_PENDING_APPROVAL] = /* */ "    A    CD ",
	[BOOKING_CONFIRMED] = /*        */ "     ISEMC  ", [BOOKING_CHECKED_IN] = /*       */ "    R SEMC  ",
	[BOOKING_IN_SERVICE] = /*       */ "     R E    ", [BOOKING_COMPLETED] = /*        */ "      R     ",
	[BOOKING_NO_SHOW] = /*          */ "    RR      ", [BOOKING_CANCELLED] = /*        */ "            ",
	[BOOKING_DECLINED] = /*         */ "            ", [BOOKING_EXPIRED] = /*          */ "            ",
};
static const char letters[DEED__MAX + 1] = ".AWDCISEMR...";

static void
each_step_is_one_deed_and_no_step_is_one_the_states_refuse(void **state)
{
	(void)state;
	for (int from = 0; from < BOOKING__MAX; from++)
		for (int to = 0; to < BOOKING__MAX; to++) {
			enum deed deed;
			bool is = deed_of_step((enum booking_state)from, (enum booking_state)to, &deed);

			if ((is ? letters[deed] : ' ') != steps[from][to])
				fail_msg("%s to %s", state_names[from], state_names[to]);
			if (is)
				assert_int_not_equal(
				    state_step((enum booking_state)from, (enum booking_state)to),
				    STEP_REFUSED);
		}
}

static void
what_undoes_or_refuses_wants_a_reason(void **state)
{
	(void)state;
	for (int deed = 0; deed < DEED__MAX; deed++) {
		bool wanted = deed == DEED_WAIVE || deed == DEED_DECLINE || deed == DEED_CANCEL
			      || deed == DEED_CORRECT || deed == DEED_OVERBOOK;

		assert_int_equal(deed_wants_reason((enum deed)deed), wanted);
	}
}

static void
the_desk_s_deeds_are_due_on_the_day_and_those_of_the_end_from_the_start(void **state)
{
	(void)state;
	for (int deed = 0; deed < DEED__MAX; deed++) {
		bool day = deed == DEED_CHECK_IN || deed == DEED_START || deed == DEED_CORRECT;
		bool begun = deed == DEED_COMPLETE || deed == DEED_MISS;

		assert_int_equal(deed_is_due((enum deed)deed, false, false), !day && !begun);
		assert_int_equal(deed_is_due((enum deed)deed, true, false), !begun);
		assert_int_equal(deed_is_due((enum deed)deed, false, true), !day);
		assert_true(deed_is_due((enum deed)deed, true, true));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_role_reaches_what_the_table_says),
		cmocka_unit_test(what_is_no_role_or_no_deed_reaches_nothing),
		cmocka_unit_test(each_step_is_one_deed_and_no_step_is_one_the_states_refuse),
		cmocka_unit_test(what_undoes_or_refuses_wants_a_reason),
		cmocka_unit_test(the_desk_s_deeds_are_due_on_the_day_and_those_of_the_end_from_the_start),
	};

	return cmocka_run_group_tests_name("deed", tests, NULL, NULL);
}
