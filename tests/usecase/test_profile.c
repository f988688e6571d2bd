/* An account in its holder's hands: what it says, what they booked before they
 * had it, their copy, and what is left when they go. */
#include "usecase/profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/complaint.h"
#include "base/text.h"
#include "base/turn.h"
#include "domain/role.h"
#include "store/account.h"
#include "store/session.h"
#include "tests/support/database.h"
#include "tests/support/world.h"
#include "usecase/admission.h"

#define MARIA 1
#define SOMEBODY 2

static const struct actor maria = { .role = ROLE_CUSTOMER, .account = MARIA, .name = "account:1" };
static const struct actor somebody = { .role = ROLE_CUSTOMER, .account = SOMEBODY, .name = "account:2" };

static const char accounts[] =
    "set search_path = hora;"
    "insert into account (email, email_key, first_name, last_name, language) values"
    " ('maria@example.pt', 'maria@example.pt', 'Maria', 'Silva', 'pt'),"
    " ('else@example.pt', 'else@example.pt', 'Else', '', 'en');"
    "insert into password (id, hash, changed_at) values (1, '$argon2id$x', now());"
    "insert into membership (studio_id, account_id, role) values (1, 2, 'owner');";

static int
set_up(void **state)
{
	struct world *w = world_make("hora_auth");

	database_sql(accounts);
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
	world_next(w);
	w->act.actor = actor;
}

/* As guests of the booking responder do. */
static void
guest_books(int64_t start)
{
	struct world *w = world_join("hora_booking");
	struct wish wish = world_wish(w, "massage", "ana", start);
	struct complaints complaints = { 0 };
	struct booked made;

	assert_int_equal(book(&w->act, &wish, &complaints, &made), OK);
	arena_free(w->act.arena);
	arena_free(w->program);
}

static size_t
ahead(struct world *w)
{
	struct list out;

	assert_int_equal(profile_ahead(w->db, w->act.arena, w->act.actor->account, WORLD_NOW, &out), OK);
	return out.count;
}

static struct profile
good(void)
{
	return (struct profile){ .first_name = " Maria  João ",
				 .last_name = "Silva",
				 .phone = "+351 912 345 678",
				 .language = "zh-TW",
				 .zone = "Atlantic/Azores",
				 .tax_number = "PT 123 456 789" };
}

static void
a_profile_says_what_was_typed_in_one_form(void **state)
{
	struct world *w = *state;
	struct profile typed = good(), kept;
	struct complaints c = { 0 };

	be(w, &maria);
	assert_int_equal(profile_change(&w->act, &typed, &c), OK);
	assert_int_equal(profile_find(w->db, w->act.arena, MARIA, &kept), OK);
	assert_string_equal(kept.first_name, "Maria João");
	assert_string_equal(kept.phone, "+351912345678");
	assert_string_equal(kept.language, "zh-TW");
	assert_string_equal(kept.zone, "Atlantic/Azores");
	assert_string_equal(kept.tax_number, "PT 123 456 789");
	assert_true(kept.password);
}

static void
what_is_wrong_is_said_field_by_field_and_nothing_kept(void **state)
{
	static const struct {
		const char *field;
		struct profile typed;
	} cases[] = {
		{ "first_name", { .first_name = "", .language = "en" } },
		{ "first_name",
		  { .first_name = "a\xe2\x80\xae"
				  "b",
		    .language = "en" } },
		{ "phone", { .first_name = "A", .language = "en", .phone = "912345678" } },
		{ "phone", { .first_name = "A", .language = "en", .phone = "+351 call me" } },
		{ "zone", { .first_name = "A", .language = "en", .zone = "Europe/Atlantis" } },
		{ "zone", { .first_name = "A", .language = "en", .zone = "../../etc/passwd" } },
		{ "tax_number", { .first_name = "A", .language = "en", .tax_number = "=1+1" } },
		{ "tax_number", { .first_name = "A", .language = "en", .tax_number = "<b>" } },
	};
	struct world *w = *state;
	struct profile kept;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct complaints c = { 0 };

		be(w, &maria);
		assert_int_equal(profile_change(&w->act, &cases[i].typed, &c), ERR_INVALID);
		assert_int_equal(c.count, 1);
		assert_string_equal(c.items[0].field, cases[i].field);
	}
	assert_int_equal(profile_find(w->db, w->act.arena, MARIA, &kept), OK);
	assert_string_equal(kept.first_name, "Maria");
}

static void
a_guests_bookings_join_the_account_once_its_address_is_proved(void **state)
{
	struct world *w = *state;

	guest_books(WORLD_AT(1, 9, 0));
	be(w, &maria);
	assert_int_equal(ahead(w), 0);
	assert_int_equal(account_verify(w->db, MARIA, "maria@example.pt", WORLD_NOW), OK);
	assert_int_equal(ahead(w), 1);
	be(w, &somebody);
	assert_int_equal(ahead(w), 0);
}

static void
what_was_booked_comes_page_by_page_each_once(void **state)
{
	struct world *w = *state;
	struct profile_place place = { DB_FOREVER, 0, 2 };
	size_t seen = 0;
	struct list page;

	for (int hour = 9; hour < 14; hour++)
		guest_books(WORLD_AT(1 + hour % 4, hour, 0));
	be(w, &maria);
	assert_int_equal(account_verify(w->db, MARIA, "maria@example.pt", WORLD_NOW), OK);
	do {
		const struct profile_booking *row;

		assert_int_equal(
		    profile_behind(w->db, w->act.arena, MARIA, WORLD_AT(30, 0, 0), &place, &page), OK);
		row = page.items;
		for (size_t i = 0; i < page.count; i++) {
			assert_true(row[i].starts < place.starts);
			place.starts = row[i].starts;
			place.id = row[i].id;
		}
		seen += page.count;
	} while (page.count > 0);
	assert_int_equal(seen, 5);
}

static int64_t
log_in(struct world *w, int64_t account, const char *name)
{
	const struct session_opening opening = { .account = account,
						 .name = name,
						 .strength = STRENGTH_PASSWORD,
						 .now = WORLD_NOW,
						 .life = { 3600, 7200 },
						 .address = "192.0.2.1",
						 .agent = "Firefox/133" };
	int64_t id;

	assert_int_equal(session_open(w->db, w->act.arena, &opening, &id), OK);
	return id;
}

static bool
holds(struct world *w, const char *name)
{
	const struct session_place nowhere = { 0 };
	struct session_row row;
	enum err e = session_look(w->db, w->act.arena, name, WORLD_NOW, &nowhere, &row);

	assert_true(e == OK || e == ERR_NOT_FOUND);
	return e == OK;
}

static void
a_session_is_ended_by_its_holder_alone(void **state)
{
	struct world *w = *state;
	int64_t id = log_in(w, MARIA, "one");
	struct list list;

	log_in(w, MARIA, "two");
	be(w, &somebody);
	assert_int_equal(profile_end_session(&w->act, id), ERR_NOT_FOUND);
	assert_true(db_end(w->db));
	assert_true(holds(w, "one"));
	be(w, &maria);
	assert_int_equal(profile_sessions(&w->act, &list), OK);
	assert_int_equal(list.count, 2);
	assert_int_equal(profile_end_session(&w->act, id), OK);
	assert_false(holds(w, "one"));
	assert_true(holds(w, "two"));
}

static void
a_new_password_ends_every_session(void **state)
{
	static const struct turn_rule rule = { 1, 1, 100 };
	struct world *w = *state;
	struct turns *turns;

	assert_int_equal(turns_open(w->program, "/tmp", "hora-test-profile", &rule, &turns), OK);
	log_in(w, MARIA, "one");
	log_in(w, SOMEBODY, "other");
	be(w, &maria);
	assert_int_equal(profile_set_password(&w->act, turns, "three plain words"), OK);
	assert_false(holds(w, "one"));
	assert_true(holds(w, "other"));
}

/* Maria, or who has got hold of her password, asks for a new address. */
static struct link
ask_for_address(struct world *w)
{
	const struct proof_wish wish = { LINK_CHANGE, MARIA, "new@example.pt", "new@example.pt" };
	struct link link;
	int64_t wait;

	be(w, &maria);
	assert_int_equal(admission_ask_proof(&w->act, &wish, &wait), OK);
	database_sql("update hora.account_link set token_hash = sha256('0123456789abcdefghijkl')");
	assert_int_equal(admission_find(&w->act, "0123456789abcdefghijkl", &link), OK);
	return link;
}

static void
a_new_password_ends_a_change_of_address(void **state)
{
	struct world *w = *state;
	struct link link = ask_for_address(w);

	assert_int_equal(account_put_password(w->db, MARIA, "$argon2id$y", WORLD_NOW), OK);
	assert_int_equal(admission_confirm(&w->act, &link), ERR_NOT_FOUND);
	assert_true(db_end(w->db));
	assert_string_equal(database_sql("select email from hora.account where id = 1"), "maria@example.pt");
}

static void
a_new_address_is_told_at_the_old_one(void **state)
{
	struct world *w = *state;
	struct link link = ask_for_address(w);

	assert_int_equal(admission_confirm(&w->act, &link), OK);
	assert_string_equal(database_sql("select email from hora.account where id = 1"), "new@example.pt");
	assert_string_equal(database_sql("select payload->>'what' || ' ' || (payload->>'to') from hora.job"
					 " where kind = 'mail.changed'"),
			    "email maria@example.pt");
}

/* Who writes to VICTIM@ may be somebody else than who reads victim@. */
static void
a_new_password_is_asked_for_at_the_address_the_account_has(void **state)
{
	const struct admission_wish wish = { LINK_FORGOTTEN, "MARIA@example.pt", "maria@example.pt",
					     "192.0.2.1", NULL };
	struct world *w = *state, *worker;
	struct link_letter letter;
	int64_t wait;

	be(w, &maria);
	assert_int_equal(admission_ask(&w->act, &wish, &wait), OK);
	worker = world_join("hora_worker");
	assert_int_equal(link_letter(worker->db, worker->act.arena, 1, WORLD_NOW, &letter), OK);
	assert_true(letter.known);
	assert_string_equal(letter.email, "maria@example.pt");
	arena_free(worker->act.arena);
	arena_free(worker->program);
}

static void
the_copy_holds_what_was_said_and_booked_and_nobody_elses(void **state)
{
	struct world *w = *state;
	const struct profile_record *record;
	struct profile_copy copy;

	guest_books(WORLD_AT(1, 9, 0));
	be(w, &maria);
	assert_int_equal(account_verify(w->db, MARIA, "maria@example.pt", WORLD_NOW), OK);
	log_in(w, MARIA, "one");
	assert_int_equal(profile_copy(&w->act, &copy), OK);
	assert_string_equal(copy.profile.email, "maria@example.pt");
	assert_int_equal(copy.bookings.count, 1);
	record = copy.bookings.items;
	assert_string_equal(record->name, "Maria Silva");
	assert_int_equal(record->starts, WORLD_AT(1, 9, 0));
	assert_int_equal(copy.sessions.count, 1);
	assert_int_equal(copy.studios.count, 0);
	be(w, &somebody);
	assert_int_equal(profile_copy(&w->act, &copy), OK);
	assert_int_equal(copy.bookings.count, 0);
	assert_int_equal(copy.sessions.count, 0);
	assert_int_equal(copy.studios.count, 1);
}

static void
who_leaves_leaves_nothing_of_themselves_behind(void **state)
{
	struct world *w = *state;
	struct profile profile;

	guest_books(WORLD_AT(1, 9, 0));
	be(w, &maria);
	assert_int_equal(account_verify(w->db, MARIA, "maria@example.pt", WORLD_NOW), OK);
	log_in(w, MARIA, "one");
	database_sql(
	    "insert into hora.invitation (studio_id, email, email_key, role, language, account_id, "
	    "created_at,"
	    " expires_at) values (1, 'maria@example.pt', 'maria@example.pt', 'staff', 'pt', 2, now(),"
	    " now() + interval '7 days')");
	assert_int_equal(profile_leave(&w->act), OK);
	assert_string_equal(
	    database_sql("select count(*) from hora.invitation where email <> '' or revoked_at is null"),
	    "0");
	assert_false(holds(w, "one"));
	assert_int_equal(profile_find(w->db, w->act.arena, MARIA, &profile), ERR_NOT_FOUND);
	assert_int_equal(ahead(w), 0);
	assert_string_equal(database_sql("select count(*) from hora.account where id = 1 and email is null"
					 " and email_key is null and first_name = '' and last_name = ''"
					 " and phone is null and disabled_at is not null"),
			    "1");
	assert_string_equal(database_sql("select count(*) from hora.password where id = 1"), "0");
	assert_string_equal(database_sql("select count(*) from hora.session where address <> ''"), "0");
	/* The studio's own record stays the studio's. */
	assert_string_equal(database_sql("select count(*) from hora.booking where name = 'Maria Silva'"),
			    "1");
}

static void
a_studios_only_owner_cannot_leave(void **state)
{
	struct world *w = *state;
	struct profile profile;

	be(w, &somebody);
	assert_int_equal(profile_leave(&w->act), ERR_CONFLICT);
	assert_true(db_end(w->db));
	assert_int_equal(profile_find(w->db, w->act.arena, SOMEBODY, &profile), OK);
	assert_string_equal(profile.email, "else@example.pt");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_profile_says_what_was_typed_in_one_form),
		TEST(what_is_wrong_is_said_field_by_field_and_nothing_kept),
		TEST(a_guests_bookings_join_the_account_once_its_address_is_proved),
		TEST(what_was_booked_comes_page_by_page_each_once),
		TEST(a_session_is_ended_by_its_holder_alone),
		TEST(a_new_password_ends_every_session),
		TEST(a_new_password_ends_a_change_of_address),
		TEST(a_new_address_is_told_at_the_old_one),
		TEST(a_new_password_is_asked_for_at_the_address_the_account_has),
		TEST(the_copy_holds_what_was_said_and_booked_and_nobody_elses),
		TEST(who_leaves_leaves_nothing_of_themselves_behind),
		TEST(a_studios_only_owner_cannot_leave),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
