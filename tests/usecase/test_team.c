/* Who may ask whom into a studio, and what becomes of an invitation when who sent
 * it has no say any more. */
#include "usecase/team.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "domain/role.h"
#include "tests/support/database.h"
#include "tests/support/world.h"

#define INVITATIONS_AN_HOUR 50

static const struct actor owner = { .role = ROLE_OWNER, .account = 1, .studio = 1, .name = "account:1" };
static const struct actor other = { .role = ROLE_OWNER, .account = 2, .studio = 1, .name = "account:2" };
static const struct actor manager = { .role = ROLE_MANAGER, .account = 3, .studio = 1, .name = "account:3" };

static const char people[] = "set search_path = hora;"
			     "insert into account (email, email_key, verified_at) select x, x, now()"
			     "  from unnest(array['one@example.pt', 'two@example.pt', 'three@example.pt']) x;"
			     "insert into membership (studio_id, account_id, role) values (1, 1, 'owner'), "
			     "(1, 2, 'owner'), (1, 3, 'manager');";

static int
set_up(void **state)
{
	struct world *w = world_make("hora_admin");

	database_sql(people);
	*state = w;
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
	(void)db_end(w->db);
	world_next(w);
	w->act.actor = actor;
	w->act.studio = 1;
}

static enum err
ask(struct world *w, const struct actor *who, const char *email, enum role role)
{
	const struct invitation_wish wish = { .email = email, .email_key = email, .role = (int)role };
	const char *why;
	enum err e;

	be(w, who);
	e = team_ask(&w->act, &wish, &why);
	assert_int_equal(e == ERR_CONFLICT, why != NULL);
	return e;
}

static int64_t
newest(void)
{
	const char *id = database_sql("select max(id) from hora.invitation");
	int64_t out;

	assert_true(text_integer(id, strlen(id), &out));
	return out;
}

static enum err
give(struct world *w, const struct actor *who, int64_t member, enum role role)
{
	be(w, who);
	return team_give(&w->act, member, role);
}

static size_t
invited(struct world *w)
{
	struct team team;

	be(w, &owner);
	assert_int_equal(team_open(&w->act, &team), OK);
	return team.invitations.count;
}

static void
only_owners_ask_and_take_back_owners_and_managers(void **state)
{
	static const struct {
		enum role role;
		enum err of_manager;
	} cases[] = {
		{ ROLE_RECEPTION, OK },
		{ ROLE_STAFF, OK },
		{ ROLE_MANAGER, ERR_DENIED },
		{ ROLE_OWNER, ERR_DENIED },
	};
	struct world *w = *state;

	for (int i = 0; i < 4; i++) {
		assert_int_equal(ask(w, &manager, "new@example.pt", cases[i].role), cases[i].of_manager);
		assert_int_equal(ask(w, &owner, "new@example.pt", cases[i].role), OK);
		be(w, &manager);
		assert_int_equal(team_take_back(&w->act, newest()), cases[i].of_manager);
	}
	assert_int_equal(invited(w), 1);
}

static void
who_works_here_no_more_has_invited_nobody(void **state)
{
	struct world *w = *state;

	assert_int_equal(ask(w, &owner, "friend@example.pt", ROLE_OWNER), OK);
	assert_int_equal(ask(w, &other, "new@example.pt", ROLE_STAFF), OK);
	assert_int_equal(invited(w), 2);
	assert_int_equal(give(w, &other, 1, ROLE_NONE), OK);
	assert_int_equal(invited(w), 1);
}

static void
who_is_no_owner_any_longer_has_invited_nobody(void **state)
{
	struct world *w = *state;

	assert_int_equal(ask(w, &owner, "friend@example.pt", ROLE_OWNER), OK);
	assert_int_equal(ask(w, &manager, "new@example.pt", ROLE_STAFF), OK);
	assert_int_equal(give(w, &other, 3, ROLE_OWNER), OK);
	assert_int_equal(invited(w), 2);
	assert_int_equal(give(w, &other, 1, ROLE_MANAGER), OK);
	assert_int_equal(invited(w), 1);
}

static void
an_hour_has_only_so_many_invitations(void **state)
{
	struct world *w = *state;

	for (int i = 0; i < INVITATIONS_AN_HOUR; i++)
		assert_int_equal(ask(w, &manager, "new@example.pt", ROLE_STAFF), OK);
	assert_int_equal(ask(w, &owner, "new@example.pt", ROLE_STAFF), ERR_CONFLICT);
	assert_int_equal(invited(w), 1);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(only_owners_ask_and_take_back_owners_and_managers),
		TEST(who_works_here_no_more_has_invited_nobody),
		TEST(who_is_no_owner_any_longer_has_invited_nobody),
		TEST(an_hour_has_only_so_many_invitations),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
