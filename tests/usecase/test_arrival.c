/* Coming in by another's word: each step once, by the browser that set out, and
 * nobody as somebody else. What the worker does is done here by hand. */
#include "usecase/arrival.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "db/db.h"
#include "domain/role.h"
#include "store/identity.h"
#include "tests/crypto/signer.h"
#include "tests/support/database.h"
#include "tests/support/world.h"

#define BROWSER "0123456789abcdefghijkl"
#define OTHER "0123456789abcdefghijkX"

static struct world *w;
static EVP_PKEY *key;
static struct actor somebody;

static int
begin(void **state)
{
	(void)state;
	w = world_make("hora_auth");
	key = signer_ec(w->program, "P-256");
	database_sql(
	    "insert into hora.identity_provider (slug, kind, name, issuer, audience, algorithm, trusted,"
	    " scopes, by_form, secret) select slug, 'oidc', slug, 'https://' || slug || '.example', 'c',"
	    " 'RS256', true, 'openid', false, decode(repeat('00', 60), 'hex')"
	    " from unnest(array['one', 'new']) slug");
	database_sql(
	    "insert into hora.provider_document (provider_id, authorize_url, names_itself, read_at)"
	    " select id, 'https://one.example/a', true, to_timestamp(%lld) from hora.identity_provider"
	    " where slug = 'one'",
	    (long long)WORLD_NOW);
	database_sql(
	    "insert into hora.identity_provider (slug, kind, name, issuer, audience, algorithm, trusted,"
	    " keys, paths) values ('club', 'partner', 'Club', 'club', 'https://hora.example', 'ES256',"
	    " true, '%s', '{/s/}')",
	    signer_jwk(w->program, key, ""));
	return 0;
}

static int
end(void **state)
{
	(void)state;
	world_drop(w);
	return 0;
}

static int64_t
number(const char *sql)
{
	return strtoll(database_sql("%s", sql), NULL, 10);
}

/* Sets out with "one"; the way as its browser sees it. */
static struct arriving
set_out(const char *provider, bool linking)
{
	const struct departure d = { provider, BROWSER, "/s/casa", linking };
	struct arriving r;
	const char *id;

	world_next(w);
	assert_int_equal(arrival_begin(&w->act, &d, &id), OK);
	assert_int_equal(arrival_look(&w->act, id, BROWSER, &r), OK);
	return r;
}

static struct arriving
come_back(bool linking, const char *subject, const char *email)
{
	struct arriving r = set_out("one", linking);
	const struct answer answer = { .state = r.attempt.state,
				       .code = "c",
				       .issuer = "https://one.example" };
	struct attempt t = r.attempt;
	const char *id;

	assert_int_equal(r.attempt.phase, ARRIVAL_ASKED);
	assert_int_equal(arrival_return(&w->act, &answer, BROWSER, &id), OK);
	assert_string_equal(id, t.id);
	t.subject = subject;
	t.email = email;
	t.proved = email != NULL;
	t.first_name = "Ana";
	t.last_name = "";
	assert_int_equal(attempt_verify(w->act.db, &t), OK);
	assert_int_equal(arrival_look(&w->act, id, BROWSER, &r), OK);
	return r;
}

static void
act_as_account(int64_t account)
{
	somebody = (struct actor){ .role = account == 0 ? ROLE_PUBLIC : ROLE_CUSTOMER, .account = account };
	w->act.actor = &somebody;
}

static void
whoever_is_new_gets_an_account_once_and_is_known_then(void **state)
{
	struct arriving r = come_back(false, "u1", "ana@example.org");
	enum arrival_way way;
	int64_t account, again;

	(void)state;
	assert_int_equal(arrival_ways(&w->act, &r, &way), OK);
	assert_int_equal(way, ARRIVAL_MAKE);
	assert_int_equal(arrival_finish(&w->act, &r, &account), OK);
	assert_int_equal(arrival_finish(&w->act, &r, &again), ERR_CONFLICT);
	(void)db_end(w->db);
	assert_int_equal(number("select count(*) from hora.account where email_key = 'ana@example.org'"
				" and verified_at is not null and first_name = 'Ana'"),
			 1);
	r = come_back(false, "u1", "other@example.org");
	assert_int_equal(arrival_ways(&w->act, &r, &way), OK);
	assert_int_equal(way, ARRIVAL_LOG_IN);
	assert_int_equal(arrival_finish(&w->act, &r, &again), OK);
	assert_int_equal(again, account);
}

static void
an_address_that_is_taken_opens_nothing(void **state)
{
	struct arriving r = come_back(false, "u2", "ANA@example.org");
	enum arrival_way way;
	int64_t account;

	(void)state;
	assert_int_equal(arrival_ways(&w->act, &r, &way), OK);
	assert_int_equal(way, ARRIVAL_PROVE);
	assert_int_equal(arrival_finish(&w->act, &r, &account), ERR_CONFLICT);
	(void)db_end(w->db);
	assert_int_equal(number("select count(*) from hora.linked_identity where subject = 'u2'"), 0);
}

static void
a_link_is_made_and_taken_but_never_the_only_way_in(void **state)
{
	const int64_t account = number("insert into hora.account (first_name) values ('Rui') returning id");
	struct arriving r;
	struct list list;
	const struct identity_row *rows;
	int64_t made;

	(void)state;
	act_as_account(account);
	r = come_back(true, "u3", NULL);
	assert_int_equal(arrival_finish(&w->act, &r, &made), ERR_CONFLICT);
	act_as_account(account + 1000);
	assert_int_equal(arrival_link(&w->act, &r), ERR_CONFLICT);
	act_as_account(account);
	assert_int_equal(arrival_link(&w->act, &r), OK);
	assert_int_equal(arrival_link(&w->act, &r), ERR_CONFLICT);
	(void)db_end(w->db);
	assert_int_equal(identity_list(w->act.db, w->act.arena, account, &list), OK);
	rows = list.items;
	for (size_t i = 0; i < list.count; i++)
		assert_int_equal(rows[i].id != 0, text_equal(rows[i].slug, "one"));
	made = number("select id from hora.linked_identity where subject = 'u3'");
	assert_int_equal(arrival_unlink(&w->act, made), ERR_CONFLICT);
	(void)db_end(w->db);
	database_sql("update hora.account set email = 'rui@example.org', email_key = 'rui@example.org',"
		     " verified_at = now() where id = %lld",
		     (long long)account);
	act_as_account(account + 1000);
	assert_int_equal(arrival_unlink(&w->act, made), ERR_NOT_FOUND);
	(void)db_end(w->db);
	act_as_account(account);
	assert_int_equal(arrival_unlink(&w->act, made), OK);
	assert_int_equal(arrival_unlink(&w->act, made), ERR_NOT_FOUND);
	(void)db_end(w->db);
	act_as_account(0);
}

static void
a_way_is_its_browsers_and_ends(void **state)
{
	struct arriving r = set_out("one", false), seen;
	struct answer answer = { .state = r.attempt.state, .code = "c", .issuer = "https://one.example" };
	const char *id;

	(void)state;
	assert_int_equal(arrival_look(&w->act, r.attempt.id, OTHER, &seen), ERR_NOT_FOUND);
	assert_int_equal(arrival_look(&w->act, r.attempt.id, NULL, &seen), ERR_NOT_FOUND);
	assert_int_equal(arrival_return(&w->act, &answer, OTHER, &id), ERR_NOT_FOUND);
	assert_int_equal(arrival_return(&w->act, &answer, NULL, &id), ERR_NOT_FOUND);
	answer.state = r.attempt.id;
	assert_int_equal(arrival_return(&w->act, &answer, BROWSER, &id), ERR_NOT_FOUND);
	answer.state = NULL;
	assert_int_equal(arrival_return(&w->act, &answer, BROWSER, &id), ERR_NOT_FOUND);
	w->act.now += 600;
	assert_int_equal(arrival_look(&w->act, r.attempt.id, BROWSER, &seen), ERR_NOT_FOUND);
	w->act.now -= 600;
	assert_int_equal(arrival_look(&w->act, r.attempt.id, BROWSER, &seen), OK);
}

static void
an_answer_that_is_not_the_providers_or_an_error_ends_it(void **state)
{
	static const struct {
		const char *code, *issuer, *error, *reason;
	} cases[] = {
		{ "c", NULL, NULL, "doubted" },
		{ "c", "https://two.example", NULL, "doubted" },
		{ NULL, "https://one.example", NULL, "doubted" },
		{ "", "https://one.example", NULL, "doubted" },
		{ NULL, "https://one.example", "access_denied", "declined" },
		{ "c", "https://one.example", "access_denied", "declined" },
		{ NULL, "https://one.example", "server_error", "away" },
		{ NULL, "https://one.example", "invalid_scope", "unfit" },
		{ NULL, NULL, "access_denied", "doubted" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arriving r = set_out("one", false);
		const struct answer answer = { r.attempt.state, cases[i].code, cases[i].issuer,
					       cases[i].error };
		const char *id;

		assert_int_equal(arrival_return(&w->act, &answer, BROWSER, &id), OK);
		assert_int_equal(arrival_look(&w->act, id, BROWSER, &r), OK);
		assert_int_equal(r.attempt.phase, ARRIVAL_FAILED);
		assert_string_equal(r.attempt.reason, cases[i].reason);
		assert_null(r.attempt.code);
	}
}

static void
a_provider_that_was_never_read_is_read_first(void **state)
{
	const struct departure partner = { "club", BROWSER, "/", false },
			       nobody = { "x", BROWSER, "/", false };
	struct arriving r = set_out("new", false);
	const char *id;

	(void)state;
	assert_int_equal(r.attempt.phase, ARRIVAL_BEGUN);
	assert_int_equal(
	    number("select count(*) from hora.job where kind = 'now.login' and key like '%/begun'"), 1);
	assert_int_equal(arrival_begin(&w->act, &partner, &id), ERR_NOT_FOUND);
	assert_int_equal(arrival_begin(&w->act, &nobody, &id), ERR_NOT_FOUND);
}

/* A partner's token of that subject and id. */
static const char *
token(const char *subject, const char *id, const char *more)
{
	const char *claims =
	    arena_text(w->act.arena,
		       "{\"iss\":\"club\",\"aud\":\"https://hora.example\",\"sub\":\"%s\",\"jti\":"
		       "\"0123456789abcdef%s\",\"iat\":%lld,\"exp\":%lld%s}",
		       subject, id, (long long)WORLD_NOW, (long long)WORLD_NOW + 120, more);

	return signer_sign(w->act.arena, SIGN_ES256, key, NULL,
			   signer_parts(w->act.arena, "{\"alg\":\"ES256\"}", claims));
}

static void
a_partners_token_lets_in_once(void **state)
{
	struct handoff h;
	int64_t account, again;
	const char *why, *id;

	(void)state;
	world_next(w);
	assert_int_equal(handoff_hear(&w->act, token("m1", "a", ",\"return_to\":\"/s/casa\""), &h, &why), OK);
	assert_int_equal(h.way, ARRIVAL_MAKE);
	assert_string_equal(h.arriving.attempt.next, "/s/casa");
	assert_int_equal(handoff_finish(&w->act, &h, &account), OK);
	assert_int_equal(handoff_finish(&w->act, &h, &again), ERR_CONFLICT);
	(void)db_end(w->db);
	assert_int_equal(handoff_keep(&w->act, &h, BROWSER, &id), ERR_CONFLICT);
	(void)db_end(w->db);
	assert_int_equal(
	    handoff_hear(&w->act, token("m1", "b", ",\"return_to\":\"//evil.example\""), &h, &why), OK);
	assert_int_equal(h.way, ARRIVAL_LOG_IN);
	assert_string_equal(h.arriving.attempt.next, "/account");
	assert_int_equal(handoff_finish(&w->act, &h, &again), OK);
	assert_int_equal(again, account);
}

static void
a_partners_token_may_be_kept_to_be_linked_or_to_be_checked(void **state)
{
	struct handoff h;
	struct arriving r;
	const char *why, *id;

	(void)state;
	world_next(w);
	assert_int_equal(handoff_hear(&w->act, token("m2", "c", ""), &h, &why), OK);
	assert_int_equal(handoff_keep(&w->act, &h, BROWSER, &id), OK);
	assert_int_equal(arrival_look(&w->act, id, BROWSER, &r), OK);
	assert_int_equal(r.attempt.phase, ARRIVAL_VERIFIED);
	assert_string_equal(r.attempt.subject, "m2");
	database_sql("update hora.identity_provider set keys = null, keys_url = 'https://club.example/k'"
		     " where slug = 'club'");
	assert_int_equal(handoff_hear(&w->act, token("m2", "d", ""), &h, &why), ERR_NOT_FOUND);
	assert_int_equal(handoff_wait(&w->act, &h.arriving.provider, token("m2", "d", ""), BROWSER, &id), OK);
	assert_int_equal(arrival_look(&w->act, id, BROWSER, &r), OK);
	assert_int_equal(r.attempt.phase, ARRIVAL_RETURNED);
	assert_int_equal(handoff_hear(&w->act, "a.b.c", &h, &why), ERR_DENIED);
	database_sql("update hora.identity_provider set active = false where slug = 'club'");
	assert_int_equal(handoff_hear(&w->act, token("m2", "e", ""), &h, &why), ERR_DENIED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whoever_is_new_gets_an_account_once_and_is_known_then),
		cmocka_unit_test(an_address_that_is_taken_opens_nothing),
		cmocka_unit_test(a_link_is_made_and_taken_but_never_the_only_way_in),
		cmocka_unit_test(a_way_is_its_browsers_and_ends),
		cmocka_unit_test(an_answer_that_is_not_the_providers_or_an_error_ends_it),
		cmocka_unit_test(a_provider_that_was_never_read_is_read_first),
		cmocka_unit_test(a_partners_token_lets_in_once),
		cmocka_unit_test(a_partners_token_may_be_kept_to_be_linked_or_to_be_checked),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
