/* The studio's people at its bookings: what they find, what they are offered,
 * what becomes of it; and that nobody gets beyond their reach. */
#include "usecase/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "store/notice.h"
#include "tests/support/database.h"
#include "tests/support/world.h"

static const struct actor owner = { .role = ROLE_OWNER, .account = 1, .studio = 1, .name = "account:1" };
static const struct actor reception = {
	.role = ROLE_RECEPTION, .account = 2, .studio = 1, .name = "account:2"
};
static const struct actor rui = {
	.role = ROLE_STAFF, .account = 3, .studio = 1, .resource = 2, .name = "account:3"
};
static const struct actor idle = { .role = ROLE_STAFF, .account = 4, .studio = 1, .name = "account:4" };
static const struct actor stranger = { .role = ROLE_OWNER, .account = 5, .studio = 2, .name = "account:5" };

static int
set_up(void **state)
{
	struct world *w = world_make("hora_admin");

	*state = w;
	assert_non_null(world_book(w));
	return 0;
}

static int
tear_down(void **state)
{
	world_drop(*state);
	return 0;
}

static void
be(struct world *w, const struct actor *actor)
{
	w->act.actor = actor;
	w->act.studio = 1;
}

/* Books as a guest would; the wish may be changed before. */
static const char *
make(struct world *w, const struct wish *wish)
{
	struct complaints complaints = { 0 };
	struct booked made;

	assert_int_equal(book(&w->act, wish, &complaints, &made), OK);
	return arena_dup(w->program, made.public_id);
}

static const char *
make_at(struct world *w, const char *service, const char *staff, int64_t start)
{
	struct wish wish = world_wish(w, service, staff, start);

	return make(w, &wish);
}

static const char *
make_for(struct world *w, const char *name, const char *email, const char *phone, int64_t start)
{
	struct wish wish = world_wish(w, "massage", "ana", start);

	wish.name = name;
	wish.email = email;
	wish.phone = phone;
	return make(w, &wish);
}

static struct desk_search
everything(void)
{
	return (struct desk_search){ .from = WORLD_AT(0, 0, 0), .to = WORLD_AT(30, 0, 0), .limit = 50 };
}

/* The names found, each followed by a space. */
static const char *
found(struct world *w, const struct desk_search *search)
{
	struct desk_page page;
	const struct desk_line *lines;
	const char *all = "";

	assert_int_equal(desk_list(&w->act, search, &page), OK);
	lines = page.lines.items;
	for (size_t i = 0; i < page.lines.count; i++)
		all = arena_text(w->act.arena, "%s%s ", all, lines[i].name);
	return all;
}

static const char *
found_by(struct world *w, const char *words)
{
	struct desk_search search = everything();

	search.words = words;
	return found(w, &search);
}

static struct desk_view
look(struct world *w, const char *public_id)
{
	struct desk_view view;

	assert_int_equal(desk_open(&w->act, world_book(w), public_id, &view), OK);
	return view;
}

static enum err
take(struct world *w, const struct desk_view *view, enum booking_state to, const char *reason)
{
	const struct desk_wish wish = { to, view->row.card.version, reason };

	return desk_take(&w->act, world_book(w), view, &wish);
}

static const char *
offered(struct world *w, const struct desk_view *view)
{
	const struct desk_offer *offers = view->offers.items;
	const char *all = "";

	for (size_t i = 0; i < view->offers.count; i++)
		all = arena_text(w->act.arena, "%s%s ", all, state_names[offers[i].to]);
	return all;
}

static void
pages_of_every_order_hold_each_booking_once(void **state)
{
	struct world *w = *state;
	struct wish seat = world_wish(w, "yoga", NULL, WORLD_AT(1, 18, 0));

	/* Three at one moment, and others around. */
	for (int i = 0; i < 3; i++)
		make(w, &seat);
	for (int hour = 13; hour < 17; hour++)
		make_at(w, "talk", "rui", WORLD_AT(2, hour, 0));
	be(w, &owner);
	for (int order = 0; order < DESK_ORDER__MAX; order++) {
		struct desk_search search = everything();
		struct desk_page page;
		const char *seen = "";
		int64_t last = order == DESK_SOONEST ? INT64_MIN : INT64_MAX;
		size_t count = 0;

		search.order = (enum desk_order)order;
		search.limit = 2;
		do {
			const struct desk_line *lines;

			assert_int_equal(desk_list(&w->act, &search, &page), OK);
			lines = page.lines.items;
			for (size_t i = 0; i < page.lines.count; i++, count++) {
				assert_null(strstr(seen, lines[i].public_id));
				seen = arena_text(w->act.arena, "%s%s ", seen, lines[i].public_id);
				if (order == DESK_SOONEST)
					assert_true(lines[i].starts >= last);
				if (order == DESK_LATEST)
					assert_true(lines[i].starts <= last);
				last = lines[i].starts;
				search.after = lines[i].public_id;
				search.after_start = lines[i].starts;
			}
		} while (page.more);
		assert_int_equal(count, 7);
	}
}

static void
a_search_finds_by_name_address_number_and_code(void **state)
{
	struct world *w = *state;
	const char *code = make_for(w, "João Conceição", "joao@example.pt", NULL, WORLD_AT(1, 9, 0));

	make_for(w, "陳怡君", NULL, "+886912345678", WORLD_AT(1, 11, 0));
	make_for(w, "100% Anna_B", "ANNA@example.org", "+351911000222", WORLD_AT(1, 13, 0));
	be(w, &owner);
	assert_string_equal(found_by(w, "joao"), "João Conceição ");
	assert_string_equal(found_by(w, "CONCEIÇÃO"), "João Conceição ");
	assert_string_equal(found_by(w, "怡君"), "陳怡君 ");
	assert_string_equal(found_by(w, "anna@"), "100% Anna_B ");
	assert_string_equal(found_by(w, "911 000 222"), "100% Anna_B ");
	assert_string_equal(found_by(w, "+351 (911)-000.222"), "100% Anna_B ");
	assert_string_equal(found_by(w, code), "João Conceição ");
	assert_string_equal(found_by(w, "%"), "100% Anna_B ");
	assert_string_equal(found_by(w, "a_b"), "100% Anna_B ");
	assert_string_equal(found_by(w, "\\"), "");
	assert_string_equal(found_by(w, "12"), "");
	assert_string_equal(found_by(w, "' or ''='"), "");
}

static void
filters_leave_what_they_say(void **state)
{
	struct world *w = *state;
	const struct rulebook *b = world_book(w);
	struct desk_search search = everything();
	const char *waiting;
	int64_t count;

	make_at(w, "talk", "ana", WORLD_AT(1, 10, 0));
	waiting = make_at(w, "approval", "rui", WORLD_AT(1, 14, 0));
	be(w, &owner);
	b = world_book(w);
	search.state = BOOKING_PENDING_APPROVAL;
	{
		struct desk_page page;

		assert_int_equal(desk_list(&w->act, &search, &page), OK);
		assert_int_equal(page.lines.count, 1);
		assert_string_equal(((const struct desk_line *)page.lines.items)->public_id, waiting);
		assert_string_equal(((const struct desk_line *)page.lines.items)->staff, "Rui");
	}
	assert_int_equal(desk_count_waiting(&w->act, &count), OK);
	assert_int_equal(count, 1);
	search.staff = rulebook_staff(b, "ana");
	assert_string_equal(found(w, &search), "");
	search = everything();
	search.service = rulebook_service(b, "massage");
	assert_string_equal(found(w, &search), "");
	search = everything();
	search.to = WORLD_AT(1, 10, 0);
	assert_string_equal(found(w, &search), "");
}

static void
staff_see_their_own_and_nobody_sees_another_studio_s(void **state)
{
	struct world *w = *state;
	const struct rulebook *b;
	const char *hers = make_at(w, "talk", "ana", WORLD_AT(1, 14, 0));
	const char *his = make_at(w, "talk", "rui", WORLD_AT(1, 14, 0));
	struct desk_search search = everything(), of_ana = everything();
	struct desk_view view;
	struct desk_page page;

	b = world_book(w);
	of_ana.staff = rulebook_staff(b, "ana");
	be(w, &rui);
	assert_int_equal(desk_list(&w->act, &search, &page), OK);
	assert_int_equal(page.lines.count, 1);
	assert_int_equal(desk_list(&w->act, &of_ana, &page), OK);
	assert_int_equal(page.lines.count, 0);
	assert_int_equal(desk_open(&w->act, b, his, &view), OK);
	assert_int_equal(desk_open(&w->act, b, hers, &view), ERR_NOT_FOUND);
	be(w, &idle);
	assert_int_equal(desk_list(&w->act, &search, &page), OK);
	assert_int_equal(page.lines.count, 0);
	assert_int_equal(desk_open(&w->act, b, his, &view), ERR_NOT_FOUND);
	be(w, &reception);
	assert_int_equal(desk_list(&w->act, &search, &page), OK);
	assert_int_equal(page.lines.count, 2);
	be(w, &stranger);
	assert_int_equal(desk_list(&w->act, &search, &page), ERR_DENIED);
	assert_int_equal(desk_open(&w->act, b, his, &view), ERR_DENIED);
	w->act.studio = 2;
	assert_int_equal(desk_list(&w->act, &search, &page), OK);
	assert_int_equal(page.lines.count, 0);
	assert_int_equal(desk_open(&w->act, b, his, &view), ERR_NOT_FOUND);
}

static void
a_day_goes_from_step_to_step(void **state)
{
	struct world *w = *state;
	const char *id = make_at(w, "talk", "ana", WORLD_AT(0, 10, 30));
	struct desk_view view;

	be(w, &reception);
	view = look(w, id);
	assert_string_equal(offered(w, &view), "checked_in in_service cancelled ");
	assert_int_equal(take(w, &view, BOOKING_NO_SHOW, NULL), ERR_TOO_LATE);
	assert_int_equal(take(w, &view, BOOKING_CHECKED_IN, NULL), OK);
	view = look(w, id);
	assert_string_equal(offered(w, &view), "confirmed in_service cancelled ");
	w->act.now = WORLD_AT(0, 10, 30);
	view = look(w, id);
	assert_string_equal(offered(w, &view), "confirmed in_service completed no_show cancelled ");
	assert_int_equal(take(w, &view, BOOKING_IN_SERVICE, NULL), OK);
	view = look(w, id);
	assert_int_equal(take(w, &view, BOOKING_COMPLETED, NULL), OK);
	view = look(w, id);
	assert_string_equal(offered(w, &view), "in_service ");
	assert_int_equal(take(w, &view, BOOKING_IN_SERVICE, NULL), ERR_INVALID);
	assert_int_equal(take(w, &view, BOOKING_IN_SERVICE, "pressed too early"), OK);
	view = look(w, id);
	assert_int_equal(view.history.count, 5);
	assert_string_equal(((const struct desk_step *)view.history.items)[4].reason, "pressed too early");
	assert_string_equal(((const struct desk_step *)view.history.items)[4].actor, "account:2");
	assert_string_equal(((const struct desk_step *)view.history.items)[0].actor, "guest");
	/* Tomorrow nothing of yesterday is taken back. */
	w->act.now = WORLD_AT(1, 8, 0);
	view = look(w, id);
	assert_string_equal(offered(w, &view), "completed ");
	be(w, &owner);
}

static void
approving_and_declining_write_the_letters(void **state)
{
	struct world *w = *state;
	const char *one = make_at(w, "approval", "ana", WORLD_AT(1, 10, 0));
	const char *other = make_at(w, "approval", "ana", WORLD_AT(1, 11, 0));
	struct desk_view view;

	be(w, &rui);
	assert_int_equal(desk_open(&w->act, world_book(w), one, &view), ERR_NOT_FOUND);
	be(w, &reception);
	view = look(w, one);
	assert_string_equal(offered(w, &view), "confirmed cancelled declined ");
	assert_int_equal(take(w, &view, BOOKING_CONFIRMED, NULL), OK);
	view = look(w, other);
	assert_int_equal(take(w, &view, BOOKING_DECLINED, ""), ERR_INVALID);
	assert_int_equal(take(w, &view, BOOKING_DECLINED, "We are away."), OK);
	assert_string_equal(database_sql("select string_agg(kind, ' ' order by id) from hora.job"
					 " where lane = 'mail' and kind <> 'mail.reminder'"),
			    "mail.requested mail.requested mail.booked mail.declined");
	assert_string_equal(database_sql("select string_agg(distinct reason, '') from audit.entry"
					 " where object = 'booking' and actor = 'account:2'"),
			    "We are away.");
}

static void
of_two_members_from_the_same_version_one_wins(void **state)
{
	struct world *w = *state;
	const char *id = make_at(w, "talk", "ana", WORLD_AT(1, 10, 0));
	struct desk_view first, second;

	be(w, &owner);
	first = look(w, id);
	second = first;
	assert_int_equal(take(w, &first, BOOKING_CANCELLED, "ill"), OK);
	/* Opened before, sent after; and opened anew, but based on what was seen before. */
	assert_int_equal(take(w, &second, BOOKING_CANCELLED, "closed"), ERR_CONFLICT);
	second = look(w, id);
	second.row.card.version = 2;
	{
		const struct desk_wish stale = { BOOKING_CANCELLED, 1, "closed" };

		assert_int_equal(desk_take(&w->act, world_book(w), &second, &stale), ERR_CONFLICT);
	}
	second = look(w, id);
	assert_int_equal(second.row.card.state, BOOKING_CANCELLED);
	assert_string_equal(((const struct desk_step *)second.history.items)[1].reason, "ill");
}

static void
a_move_is_the_studio_s_when_the_customer_s_time_for_it_is_over(void **state)
{
	struct world *w = *state;
	const char *id = make_at(w, "talk", "rui", WORLD_AT(0, 14, 0));
	struct desk_view view;
	struct moved moved;
	struct move move = { .start = WORLD_AT(0, 15, 0), .seen = 1 };

	w->act.now = WORLD_AT(0, 13, 30); /* past the policy of two hours */
	be(w, &rui);
	view = look(w, id);
	assert_false(view.card.may_cancel);
	assert_true(view.may_move);
	assert_false(view.may_overbook);
	/* To whoever is free, which may be a colleague: not with a reach of one's own. */
	assert_int_equal(desk_move(&w->act, world_book(w), &view, &move, &moved), ERR_DENIED);
	move.staff = rulebook_staff(world_book(w), "rui");
	move.overbook = true;
	assert_int_equal(desk_move(&w->act, world_book(w), &view, &move, &moved), ERR_DENIED);
	move.overbook = false;
	assert_int_equal(desk_move(&w->act, world_book(w), &view, &move, &moved), OK);
	assert_int_equal(desk_move(&w->act, world_book(w), &view, &move, &moved), ERR_CONFLICT);
	assert_int_equal(look(w, id).row.card.starts, WORLD_AT(0, 15, 0));
}

static void
overbooking_is_for_managers_and_wants_a_reason(void **state)
{
	struct world *w = *state;
	const char *id = make_at(w, "talk", "ana", WORLD_AT(1, 10, 0));
	struct desk_view view;
	struct moved moved;
	struct move move = { .start = WORLD_AT(1, 11, 0), .seen = 1, .overbook = true };

	make_at(w, "talk", "ana", WORLD_AT(1, 11, 0));
	move.staff = rulebook_staff(world_book(w), "ana");
	be(w, &reception);
	view = look(w, id);
	assert_int_equal(desk_move(&w->act, world_book(w), &view, &move, &moved), ERR_DENIED);
	be(w, &owner);
	view = look(w, id);
	assert_int_equal(desk_move(&w->act, world_book(w), &view, &move, &moved), ERR_INVALID);
	move.reason = "She flies tomorrow.";
	assert_int_equal(desk_move(&w->act, world_book(w), &view, &move, &moved), OK);
	assert_string_equal(database_sql("select count(*) from hora.claim where state = 'overbook'"), "1");
}

static void
a_message_is_sent_again_only_where_it_belongs(void **state)
{
	struct world *w = *state;
	const char *id = make_at(w, "talk", "ana", WORLD_AT(1, 10, 0));
	const char *other = make_at(w, "talk", "rui", WORLD_AT(1, 14, 0));
	struct desk_view view;

	database_sql(
	    "insert into hora.notice (studio_id, booking_id, kind, channel, due_at, state, reason, ended_at)"
	    " select 1, id, 'booked', 'mail', now(), 'failed', 'no such mailbox', now()"
	    " from hora.booking order by id limit 1");
	be(w, &reception);
	view = look(w, other);
	assert_int_equal(desk_resend(&w->act, &view, 1), ERR_NOT_FOUND);
	view = look(w, id);
	assert_int_equal(desk_resend(&w->act, &view, 0), ERR_NOT_FOUND);
	assert_int_equal(desk_resend(&w->act, &view, 1), OK);
	assert_string_equal(database_sql("select state from hora.notice"), "waiting");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(pages_of_every_order_hold_each_booking_once, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_search_finds_by_name_address_number_and_code, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(filters_leave_what_they_say, set_up, tear_down),
		cmocka_unit_test_setup_teardown(staff_see_their_own_and_nobody_sees_another_studio_s, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_day_goes_from_step_to_step, set_up, tear_down),
		cmocka_unit_test_setup_teardown(approving_and_declining_write_the_letters, set_up, tear_down),
		cmocka_unit_test_setup_teardown(of_two_members_from_the_same_version_one_wins, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(
		    a_move_is_the_studio_s_when_the_customer_s_time_for_it_is_over, set_up, tear_down),
		cmocka_unit_test_setup_teardown(overbooking_is_for_managers_and_wants_a_reason, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_message_is_sent_again_only_where_it_belongs, set_up,
						tear_down),
	};

	return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
