/* Which message goes with which step, and what keeps one back. */
#include "domain/notice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

static void
each_step_calls_for_its_message(void **state)
{
	static const struct {
		enum booking_state from, to;
		enum notice want;
	} told[] = {
		{ BOOKING_NEW, BOOKING_CONFIRMED, NOTICE_BOOKED },
		{ BOOKING_NEW, BOOKING_PENDING_APPROVAL, NOTICE_REQUESTED },
		{ BOOKING_HELD, BOOKING_CONFIRMED, NOTICE_BOOKED },
		{ BOOKING_HELD, BOOKING_PENDING_APPROVAL, NOTICE_REQUESTED },
		{ BOOKING_PENDING_APPROVAL, BOOKING_CONFIRMED, NOTICE_BOOKED },
		{ BOOKING_PENDING_APPROVAL, BOOKING_DECLINED, NOTICE_DECLINED },
		{ BOOKING_PENDING_APPROVAL, BOOKING_CANCELLED, NOTICE_CANCELLED },
		{ BOOKING_PENDING_APPROVAL, BOOKING_EXPIRED, NOTICE_EXPIRED },
		{ BOOKING_PENDING_PAYMENT, BOOKING_CONFIRMED, NOTICE_BOOKED },
		{ BOOKING_PENDING_PAYMENT, BOOKING_CANCELLED, NOTICE_CANCELLED },
		{ BOOKING_PENDING_PAYMENT, BOOKING_EXPIRED, NOTICE_EXPIRED },
		{ BOOKING_CONFIRMED, BOOKING_CANCELLED, NOTICE_CANCELLED },
		{ BOOKING_CHECKED_IN, BOOKING_CANCELLED, NOTICE_CANCELLED },
		{ BOOKING_EXPIRED, BOOKING_CONFIRMED, NOTICE_BOOKED },
		{ BOOKING_CONFIRMED, BOOKING_CONFIRMED, NOTICE_MOVED },
		{ BOOKING_PENDING_APPROVAL, BOOKING_PENDING_APPROVAL, NOTICE_MOVED },
	};

	(void)state;
	for (int from = BOOKING_NEW; from < BOOKING__MAX; from++) {
		for (int to = BOOKING_NEW; to < BOOKING__MAX; to++) {
			enum notice want = NOTICE_NONE;

			if (from != to
			    && state_step((enum booking_state)from, (enum booking_state)to) == STEP_REFUSED)
				continue;
			for (size_t i = 0; i < sizeof told / sizeof *told; i++)
				if ((int)told[i].from == from && (int)told[i].to == to)
					want = told[i].want;
			if (notice_of_step((enum booking_state)from, (enum booking_state)to) != want)
				fail_msg("from %s to %s: not %s", state_name((enum booking_state)from),
					 state_name((enum booking_state)to), notice_names[want]);
		}
	}
}

static void
a_notice_goes_out_only_in_the_state_it_tells_of(void **state)
{
	static const struct {
		enum notice notice;
		const char *states;
	} cases[] = {
		{ NOTICE_REQUESTED, "pending_approval" },
		{ NOTICE_BOOKED, "confirmed" },
		{ NOTICE_MOVED, "confirmed pending_approval" },
		{ NOTICE_CANCELLED, "cancelled" },
		{ NOTICE_DECLINED, "declined" },
		{ NOTICE_EXPIRED, "expired" },
		{ NOTICE_REMINDER, "confirmed" },
	};

	(void)state;
	assert_int_equal(sizeof cases / sizeof *cases, NOTICE__MAX - 1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int s = BOOKING_NEW; s < BOOKING__MAX; s++) {
			struct notice_facts f = {
				cases[i].notice, (enum booking_state)s, 2000, 3000, true, false
			};
			bool wanted =
			    s != BOOKING_NEW && strstr(cases[i].states, state_name(f.state)) != NULL;

			assert_int_equal(notice_objection(&f, 1000) == NULL, wanted);
		}
	}
}

static void
what_is_too_late_unreachable_or_unwanted_stays_unsent(void **state)
{
	static const struct {
		struct notice_facts facts;
		int64_t now;
		const char *objection;
	} cases[] = {
		{ { NOTICE_REMINDER, BOOKING_CONFIRMED, 2000, 3000, true, false }, 1999, NULL },
		{ { NOTICE_REMINDER, BOOKING_CONFIRMED, 2000, 3000, true, false },
		  2000,
		  "It is too late for this message." },
		{ { NOTICE_BOOKED, BOOKING_CONFIRMED, 2000, 3000, true, false }, 2999, NULL },
		{ { NOTICE_BOOKED, BOOKING_CONFIRMED, 2000, 3000, true, false },
		  3000,
		  "It is too late for this message." },
		{ { NOTICE_MOVED, BOOKING_CONFIRMED, 2000, 3000, true, .outrun = true },
		  1000,
		  "A later message tells of it." },
		{ { NOTICE_CANCELLED, BOOKING_CANCELLED, 2000, 3000, false, false },
		  1,
		  "No address to send to." },
		{ { NOTICE_REMINDER, BOOKING_CONFIRMED, 2000, 3000, true, true },
		  1,
		  "The customer does not want these messages." },
		{ { NOTICE_BOOKED, BOOKING_CONFIRMED, 2000, 3000, true, true }, 1, NULL },
		{ { NOTICE_CANCELLED, BOOKING_CANCELLED, 2000, 3000, true, true }, 1, NULL },
		{ { NOTICE_REMINDER, BOOKING_CANCELLED, 2000, 3000, true, false },
		  1,
		  "The booking has changed since." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_true(text_equal(notice_objection(&cases[i].facts, cases[i].now), cases[i].objection));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_step_calls_for_its_message),
		cmocka_unit_test(a_notice_goes_out_only_in_the_state_it_tells_of),
		cmocka_unit_test(what_is_too_late_unreachable_or_unwanted_stays_unsent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
