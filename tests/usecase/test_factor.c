/* Second factors as accounts have and use them: what proves, what does not, and
 * what each change brings with it. */
#include "usecase/enrolment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "crypto/recovery.h"
#include "crypto/totp.h"
#include "domain/role.h"
#include "store/factor.h"
#include "store/session.h"
#include "tests/support/authenticator.h"
#include "tests/support/database.h"
#include "tests/support/world.h"
#include "usecase/challenge.h"
#include "usecase/login.h"
#include "usecase/proof.h"

#define DEVICE (AUTHENTICATOR_UP | AUTHENTICATOR_UV | AUTHENTICATOR_BE | AUTHENTICATOR_BS)

static const struct key key = { .len = 32, .bytes = { 4, 2 } };
static struct world *w;
static struct actor ana = { .role = ROLE_CUSTOMER, .name = "account" }, rui;

static int64_t
add_account(const char *email)
{
	return strtoll(database_sql("insert into hora.account (email, email_key, verified_at) "
				    "values ('%s', '%s', now()) returning id",
				    email, email),
		       NULL, 10);
}

static int
begin(void **state)
{
	(void)state;
	w = world_make("hora_auth");
	rui = ana;
	ana.account = add_account("ana@hora.example");
	rui.account = add_account("rui@hora.example");
	w->act.actor = &ana;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	world_drop(w);
	return 0;
}

/* Another request, so much later, by somebody. */
static struct act *
later(int64_t seconds, const struct actor *who)
{
	db_end(w->db); /* what was refused is undone, as at a request's end */
	world_next(w);
	w->act.now += seconds;
	w->act.actor = who;
	return &w->act;
}

static unsigned char secret[TOTP_SECRET];

/* What an app would show at this moment, of the secret in the offer. */
static const char *
code_at(int64_t now)
{
	return totp_code(w->program, secret, sizeof secret, now);
}

static void
read_secret(const char *base32)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	uint64_t bits = 0;
	size_t held = 0, count = 0;

	for (; *base32 != '\0'; base32++) {
		bits = bits << 5 | (uint64_t)(strchr(digits, *base32) - digits);
		if ((held += 5) >= 8)
			secret[count++] = (unsigned char)(bits >> (held -= 8));
	}
	assert_int_equal(count, sizeof secret);
}

static void
set_app_up(void)
{
	struct act *act = later(60, &ana);
	struct enrolment_offer offer;

	enrolment_offer_app(act, &key, &offer);
	read_secret(offer.secret);
	assert_int_equal(enrolment_add_app(act, &key, offer.closed, code_at(act->now)), OK);
}

static enum err
prove(const char *typed)
{
	struct act *act = later(0, NULL);
	int64_t wait;
	enum err e = proof_code(act, &(struct proof_code){ ana.account, typed, &key }, &wait);

	assert_int_equal(e == ERR_BUSY, wait > 0);
	return e;
}

static void
forget_tries(void)
{
	database_sql("delete from hora.quota");
}

static void
an_app_is_set_up_by_a_code_of_its_own(void **state)
{
	struct act *act = later(60, &ana);
	struct enrolment_offer offer, again;
	struct enrolment has;

	(void)state;
	enrolment_offer_app(act, &key, &offer);
	offer.closed = arena_dup(w->program, offer.closed);
	read_secret(offer.secret);
	assert_int_equal(enrolment_add_app(act, &key, offer.closed, code_at(act->now + 90)), ERR_DENIED);
	assert_int_equal(enrolment_read_offer(act, &key, offer.closed, &again), OK);
	assert_string_equal(again.secret, offer.secret);
	assert_int_equal(enrolment_add_app(act, &key, again.closed, code_at(act->now)), OK);
	assert_int_equal(enrolment_look(later(0, &ana), &has), OK);
	assert_true(has.app && has.app_created == w->act.now);
	later(30, &ana);
	assert_int_equal(enrolment_add_app(&w->act, &key, offer.closed, code_at(w->act.now)), ERR_CONFLICT);
	assert_int_equal(enrolment_drop_app(later(0, &ana)), OK);
	assert_int_equal(enrolment_drop_app(later(0, &ana)), ERR_NOT_FOUND);
}

static void
an_offer_is_of_one_account(void **state)
{
	struct enrolment_offer offer, other;

	(void)state;
	enrolment_offer_app(later(60, &ana), &key, &offer);
	read_secret(offer.secret);
	offer.closed = arena_dup(w->program, offer.closed);
	assert_int_equal(enrolment_read_offer(later(0, &rui), &key, offer.closed, &other), ERR_INVALID);
	assert_int_equal(enrolment_add_app(later(0, &rui), &key, offer.closed, code_at(w->act.now)),
			 ERR_DENIED);
	assert_int_equal(enrolment_add_app(later(0, &ana), &key, "AAAA", code_at(w->act.now)), ERR_DENIED);
}

static void
each_code_of_an_app_counts_once_and_none_before_it(void **state)
{
	(void)state;
	forget_tries();
	set_app_up();
	assert_int_equal(prove(code_at(w->act.now)), ERR_DENIED); /* it confirmed the app */
	later(60, NULL);
	assert_int_equal(prove(code_at(w->act.now)), OK);
	assert_int_equal(prove(code_at(w->act.now)), ERR_DENIED);
	assert_int_equal(prove(code_at(w->act.now - 30)), ERR_DENIED);
	assert_int_equal(prove(code_at(w->act.now + 30)), OK);
	assert_int_equal(prove("000000"), ERR_DENIED);
	assert_int_equal(enrolment_drop_app(later(0, &ana)), OK);
	assert_int_equal(prove(code_at(w->act.now + 60)), ERR_DENIED);
}

static void
five_wrong_codes_bar_more_but_not_recovery_codes(void **state)
{
	const char *codes[RECOVERY_CODES];

	(void)state;
	forget_tries();
	set_app_up();
	assert_int_equal(enrolment_renew_codes(later(60, &ana), codes), OK);
	codes[0] = arena_dup(w->program, codes[0]);
	for (int i = 0; i < PROOF_TRIES; i++)
		assert_int_equal(prove("123 456"), ERR_DENIED);
	assert_int_equal(prove(code_at(w->act.now)), ERR_BUSY);
	assert_int_equal(prove(codes[0]), OK);
	database_sql("update hora.quota set window_end = now()");
	assert_int_equal(prove(code_at(w->act.now)), OK);
	for (int i = 0; i < 2 * PROOF_TRIES; i++) { /* what is right does not count */
		later(30, NULL);
		assert_int_equal(prove(code_at(w->act.now)), OK);
	}
	assert_int_equal(enrolment_drop_app(later(0, &ana)), OK);
}

static void
a_recovery_code_counts_once_and_only_while_it_is_new(void **state)
{
	const char *codes[RECOVERY_CODES], *first[RECOVERY_CODES];
	struct enrolment has;

	(void)state;
	forget_tries();
	assert_int_equal(enrolment_renew_codes(later(60, &ana), codes), ERR_NOT_FOUND);
	set_app_up();
	assert_int_equal(enrolment_renew_codes(later(60, &ana), codes), OK);
	for (size_t i = 0; i < RECOVERY_CODES; i++)
		first[i] = arena_dup(w->program, codes[i]);
	assert_int_equal(prove(first[3]), OK);
	assert_int_equal(prove(first[3]), ERR_DENIED);
	assert_int_equal(enrolment_look(later(0, &ana), &has), OK);
	assert_int_equal(has.codes, RECOVERY_CODES - 1);
	assert_int_equal(enrolment_renew_codes(later(0, &ana), codes), OK);
	assert_int_equal(prove(first[4]), ERR_DENIED);
	assert_int_equal(enrolment_drop_app(later(0, &ana)), OK);
	assert_string_equal(database_sql("select count(*) from hora.recovery_code"), "0");
}

static struct passkey_wish
wish_with(const char *challenge)
{
	return (struct passkey_wish){ .site = "hora.example",
				      .origin = "https://hora.example",
				      .challenge = challenge,
				      .verified = true };
}

/* Adds the device's passkey to whoever acts. */
static enum err
add_passkey(struct authenticator *device, const struct actor *who)
{
	struct act *act = later(60, who);
	const struct challenge challenge = { &key, who->account };
	struct enrolment_passkey wanted = { .name = "My phone", .key = &key };

	wanted.wish = wish_with(challenge_make(act, &challenge));
	wanted.answer = authenticator_register(
	    act->arena, device,
	    &(struct gesture){ authenticator_client(act->arena, "webauthn.create", &wanted.wish),
			       wanted.wish.site, DEVICE | AUTHENTICATOR_AT, 0 });
	return enrolment_add_passkey(act, &wanted);
}

static struct proof_passkey
claim_of(struct authenticator *device, uint32_t count)
{
	struct act *act = later(60, NULL);
	const struct challenge challenge = { .key = &key };
	struct proof_passkey claim = { .credential = "c2l4dGVlbiBieXRlcyBpZA", .key = &key };

	claim.wish = wish_with(challenge_make(act, &challenge));
	claim.answer = authenticator_sign(
	    act->arena, device,
	    &(struct gesture){ authenticator_client(act->arena, "webauthn.get", &claim.wish), claim.wish.site,
			       DEVICE, count });
	return claim;
}

static void
a_passkey_says_whose_it_is_and_each_answer_counts_once(void **state)
{
	struct authenticator *device = authenticator_new(w->program, PASSKEY_ES256);
	struct proof_passkey claim;
	int64_t account = 0;

	(void)state;
	assert_int_equal(add_passkey(device, &ana), OK);
	claim = claim_of(device, 7);
	assert_int_equal(proof_passkey(&w->act, &claim, &account), OK);
	assert_int_equal(account, ana.account);
	assert_int_equal(proof_passkey(&w->act, &claim, &account), ERR_DENIED);
	claim = claim_of(device, 7); /* the counter stands still: a copy */
	assert_int_equal(proof_passkey(&w->act, &claim, &account), ERR_DENIED);
	claim = claim_of(device, 8);
	claim.holder = proof_holder(w->act.arena, &key, rui.account);
	assert_int_equal(proof_passkey(&w->act, &claim, &account), ERR_DENIED);
	claim.holder = proof_holder(w->act.arena, &key, ana.account);
	assert_int_equal(proof_passkey(&w->act, &claim, &account), OK);
	claim = claim_of(device, 9);
	claim.credential = "AAAA";
	assert_int_equal(proof_passkey(&w->act, &claim, &account), ERR_DENIED);
	assert_int_equal(enrolment_drop_passkey(
			     later(0, &ana), strtoll(database_sql("select id from hora.passkey"), NULL, 10)),
			 OK);
	claim = claim_of(device, 10);
	assert_int_equal(proof_passkey(&w->act, &claim, &account), ERR_DENIED);
}

static void
a_challenge_is_over_after_minutes_and_for_one_purpose(void **state)
{
	struct authenticator *device = authenticator_new(w->program, PASSKEY_EDDSA);
	const struct challenge login = { .key = &key }, of_ana = { &key, ana.account };
	const char *text = arena_dup(w->program, challenge_make(later(0, &ana), &login));
	struct act *act = later(CHALLENGE_SECONDS - 1, &ana);

	(void)state;
	assert_int_equal(act_begin(act), OK);
	assert_int_equal(challenge_take(act, &of_ana, text), ERR_DENIED);
	assert_int_equal(challenge_take(act, &login, "AAAA"), ERR_DENIED);
	assert_int_equal(challenge_take(act, &login, text), OK);
	assert_int_equal(challenge_take(act, &login, text), ERR_DENIED);
	assert_int_equal(act_commit(act), OK);
	text = challenge_make(act, &login);
	act->now += CHALLENGE_SECONDS;
	assert_int_equal(act_begin(act), OK);
	assert_int_equal(challenge_take(act, &login, text), ERR_DENIED);
	/* Those that are over are swept out. */
	text = challenge_make(act, &login);
	act->now += 1;
	assert_int_equal(challenge_take(act, &login, text), OK);
	assert_int_equal(act_commit(act), OK);
	assert_string_equal(database_sql("select count(*) from hora.challenge"), "1");
	(void)device;
}

static void
nobody_touches_the_factors_of_another(void **state)
{
	struct authenticator *device = authenticator_new(w->program, PASSKEY_EDDSA);
	struct enrolment has;
	int64_t id;

	(void)state;
	assert_int_equal(add_passkey(device, &ana), OK);
	assert_int_equal(add_passkey(device, &rui), ERR_CONFLICT);
	id = strtoll(database_sql("select id from hora.passkey"), NULL, 10);
	assert_int_equal(enrolment_look(later(0, &rui), &has), OK);
	assert_int_equal(has.passkeys.count, 0);
	assert_int_equal(enrolment_drop_passkey(later(0, &rui), id), ERR_NOT_FOUND);
	assert_int_equal(enrolment_name_passkey(later(0, &rui), id, "Mine"), ERR_NOT_FOUND);
	assert_int_equal(enrolment_name_passkey(later(0, &ana), id, "Old phone"), OK);
	/* Row security holds even where a statement would forget whose rows it means. */
	assert_int_equal(act_begin(later(0, &rui)), OK);
	assert_int_equal(factor_drop_passkey(w->db, ana.account, id), ERR_NOT_FOUND);
	db_end(w->db);
	assert_int_equal(enrolment_drop_passkey(later(0, &ana), id), OK);
}

static void
a_secret_is_kept_closed_and_of_no_use_elsewhere(void **state)
{
	(void)state;
	forget_tries();
	set_app_up();
	later(60, NULL);
	database_sql("insert into hora.totp select %lld, secret, step, created_at, used_at from hora.totp",
		     (long long)rui.account);
	int64_t wait;
	assert_int_equal(
	    proof_code(later(0, NULL), &(struct proof_code){ rui.account, code_at(w->act.now), &key }, &wait),
	    ERR_INTERNAL);
	database_sql("delete from hora.totp where id = %lld", (long long)rui.account);
	assert_int_equal(enrolment_drop_app(later(0, &ana)), OK);
}

static void
each_change_ends_sessions_and_is_told_by_letter(void **state)
{
	struct login_session session;
	const struct login login = { .account = ana.account, .address = "192.0.2.1", .agent = "a browser" };
	bool owes;

	(void)state;
	database_sql("delete from hora.job");
	assert_int_equal(login_owes_factor(later(0, NULL), ana.account, STRENGTH_PASSWORD, &owes), OK);
	assert_false(owes);
	assert_int_equal(login_finish(later(0, NULL), &login, &session), OK);
	set_app_up();
	assert_string_equal(database_sql("select count(*) from hora.session where revoked_at is null"), "0");
	assert_int_equal(login_owes_factor(later(0, NULL), ana.account, STRENGTH_OIDC, &owes), OK);
	assert_true(owes);
	assert_int_equal(login_owes_factor(later(0, NULL), ana.account, STRENGTH_FACTOR, &owes), OK);
	assert_false(owes);
	assert_int_equal(enrolment_drop_app(later(0, &ana)), OK);
	assert_string_equal(
	    database_sql("select string_agg(kind || ' ' || (payload ->> 'what'), ',' order by id) "
			 "from hora.job"),
	    "mail.changed app_added,mail.changed app_removed");
}

static void
a_studio_may_demand_it_and_weaker_sessions_are_nobody_there(void **state)
{
	static const enum strength weak[] = { STRENGTH_PASSWORD, STRENGTH_OIDC, STRENGTH_LINE,
					      STRENGTH_HANDOFF };
	static const enum strength strong[] = { STRENGTH_FACTOR, STRENGTH_PASSKEY };
	const char *slug = arena_dup(w->program, database_sql("select slug from hora.studio"));
	const struct session_place place = { .studio = slug };
	struct login login = { .account = ana.account, .address = "", .agent = "" };
	struct login_session session;
	struct session_row row;

	(void)state;
	database_sql("insert into hora.membership (studio_id, account_id, role) "
		     "select id, %lld, 'manager' from hora.studio",
		     (long long)ana.account);
	for (int demanded = 0; demanded < 3; demanded++) {
		database_sql("update hora.studio set factor_roles = '%s'", demanded == 0 ? "{}"
									   : demanded == 1
									       ? "{owner,reception}"
									       : "{owner,manager}");
		for (size_t i = 0; i < sizeof weak / sizeof *weak; i++) {
			login.strength = weak[i];
			assert_int_equal(login_finish(later(0, NULL), &login, &session), OK);
			assert_int_equal(
			    session_look(w->db, w->act.arena, session.name, w->act.now, &place, &row), OK);
			assert_int_equal(row.weak, demanded == 2);
			assert_int_equal(row.studio != 0, demanded != 2);
			assert_string_equal(row.role, demanded == 2 ? "" : "manager");
		}
		for (size_t i = 0; i < sizeof strong / sizeof *strong; i++) {
			login.strength = strong[i];
			assert_int_equal(login_finish(later(0, NULL), &login, &session), OK);
			assert_int_equal(
			    session_look(w->db, w->act.arena, session.name, w->act.now, &place, &row), OK);
			assert_false(row.weak);
			assert_string_equal(row.role, "manager");
		}
	}
}

static void
an_erased_account_keeps_no_factor(void **state)
{
	(void)state;
	set_app_up();
	assert_int_equal(add_passkey(authenticator_new(w->program, PASSKEY_RS256), &ana), OK);
	database_sql("update hora.account set disabled_at = now(), erased_at = now(), email = null, "
		     "email_key = null, verified_at = null where id = %lld",
		     (long long)ana.account);
	assert_string_equal(
	    database_sql("select (select count(*) from hora.totp) + "
			 "(select count(*) from hora.passkey) + (select count(*) from hora.recovery_code)"),
	    "0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_app_is_set_up_by_a_code_of_its_own),
		cmocka_unit_test(an_offer_is_of_one_account),
		cmocka_unit_test(each_code_of_an_app_counts_once_and_none_before_it),
		cmocka_unit_test(five_wrong_codes_bar_more_but_not_recovery_codes),
		cmocka_unit_test(a_recovery_code_counts_once_and_only_while_it_is_new),
		cmocka_unit_test(a_passkey_says_whose_it_is_and_each_answer_counts_once),
		cmocka_unit_test(a_challenge_is_over_after_minutes_and_for_one_purpose),
		cmocka_unit_test(nobody_touches_the_factors_of_another),
		cmocka_unit_test(a_secret_is_kept_closed_and_of_no_use_elsewhere),
		cmocka_unit_test(each_change_ends_sessions_and_is_told_by_letter),
		cmocka_unit_test(a_studio_may_demand_it_and_weaker_sessions_are_nobody_there),
		cmocka_unit_test(an_erased_account_keeps_no_factor),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
