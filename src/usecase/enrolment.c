/* Factors come and go: each change with its letter, in one transaction that also
 * ends the account's sessions; the one who made it is given a new one. */
#include "usecase/enrolment.h"

#include <string.h>

#include "crypto/base32.h"
#include "crypto/random.h"
#include "crypto/recovery.h"
#include "crypto/safe.h"
#include "crypto/totp.h"
#include "db/db.h"
#include "domain/role.h"
#include "store/factor.h"
#include "store/link.h"
#include "store/session.h"
#include "usecase/challenge.h"

static int64_t
holder(const struct act *act)
{
	return act->actor->account;
}

const char *
enrolment_owner(struct act *act, int64_t account)
{
	return arena_text(act->arena, "totp %lld", (long long)account);
}

/* An offer is not yet a secret of the account's, and cannot be taken for one. */
static const char *
offer_owner(struct act *act)
{
	return arena_text(act->arena, "totp offer %lld", (long long)holder(act));
}

static enum err
look_app(struct act *act, struct enrolment *out)
{
	struct totp_row row = { .created = TIME_NONE, .used = TIME_NONE };
	enum err e = factor_totp(act->db, act->arena, holder(act), &row);

	out->app = e == OK;
	out->app_created = row.created;
	out->app_used = row.used;
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err
enrolment_look(struct act *act, struct enrolment *out)
{
	enum err e;

	if ((e = act_begin(act)) != OK || (e = look_app(act, out)) != OK
	    || (e = factor_codes(act->db, act->arena, holder(act), &out->codes)) != OK
	    || (e = factor_passkeys(act->db, act->arena, holder(act), &out->passkeys)) != OK)
		return e;
	return act_commit(act);
}

void
enrolment_offer_app(struct act *act, const struct key *safe, struct enrolment_offer *out)
{
	unsigned char secret[TOTP_SECRET];

	random_bytes(secret, sizeof secret);
	out->secret = base32_write(act->arena, secret, sizeof secret);
	out->closed = safe_close(act->arena, safe, offer_owner(act), secret, sizeof secret);
	explicit_bzero(secret, sizeof secret);
}

enum err
enrolment_read_offer(struct act *act, const struct key *safe, const char *closed, struct enrolment_offer *out)
{
	unsigned char *secret;
	size_t len;

	if (!safe_open(act->arena, safe, offer_owner(act), closed, &secret, &len) || len != TOTP_SECRET)
		return ERR_INVALID;
	out->secret = base32_write(act->arena, secret, len);
	out->closed = closed;
	return OK;
}

/* What every change of factors brings with it. */
static enum err
begin(struct act *act)
{
	enum err e = act_begin(act);

	return e == OK ? session_end_all(act->db, holder(act), 0, act->now) : e;
}

static enum err
finish(struct act *act, const char *letter)
{
	enum err e = link_tell(act->db, holder(act), letter, act->now);

	return e == OK ? act_commit(act) : e;
}

/* Codes stand in for a factor: with the last one they go too. */
static enum err
drop_codes_alone(struct act *act)
{
	struct enrolment left;
	enum err e;

	if ((e = look_app(act, &left)) != OK
	    || (e = factor_passkeys(act->db, act->arena, holder(act), &left.passkeys)) != OK)
		return e;
	return left.app || left.passkeys.count > 0
		   ? OK
		   : factor_put_codes(act->db, holder(act), NULL, 0, act->now);
}

enum err
enrolment_add_app(struct act *act, const struct key *safe, const char *closed, const char *code)
{
	unsigned char *secret;
	const char *kept;
	int64_t step;
	size_t len;
	enum err e;

	if (!safe_open(act->arena, safe, offer_owner(act), closed, &secret, &len) || len != TOTP_SECRET
	    || !totp_fits(secret, len, code, act->now, -1, &step))
		return ERR_DENIED;
	kept = safe_close(act->arena, safe, enrolment_owner(act, holder(act)), secret, len);
	if ((e = begin(act)) != OK || (e = factor_add_totp(act->db, holder(act), kept, step, act->now)) != OK)
		return e;
	return finish(act, "app_added");
}

enum err
enrolment_drop_app(struct act *act)
{
	enum err e;

	if ((e = begin(act)) != OK || (e = factor_drop_totp(act->db, holder(act))) != OK
	    || (e = drop_codes_alone(act)) != OK)
		return e;
	return finish(act, "app_removed");
}

enum err
enrolment_renew_codes(struct act *act, const char **codes)
{
	const char *digests[RECOVERY_CODES];
	struct enrolment has;
	enum err e;

	for (size_t i = 0; i < RECOVERY_CODES; i++) {
		codes[i] = recovery_code(act->arena);
		digests[i] = recovery_digest(act->arena, codes[i]);
	}
	if ((e = act_begin(act)) != OK || (e = look_app(act, &has)) != OK
	    || (e = factor_passkeys(act->db, act->arena, holder(act), &has.passkeys)) != OK)
		return e;
	if (!has.app && has.passkeys.count == 0)
		return ERR_NOT_FOUND;
	if ((e = factor_put_codes(act->db, holder(act), digests, RECOVERY_CODES, act->now)) != OK)
		return e;
	return finish(act, "codes_renewed");
}

static enum err
add_passkey(struct act *act, const struct passkey *passkey, const char *name)
{
	const struct passkey_row row = { passkey->id,    passkey->key,      passkey->algorithm,
					 passkey->count, passkey->portable, passkey->copied };
	struct list known;
	enum err e;

	if ((e = factor_passkeys(act->db, act->arena, holder(act), &known)) != OK)
		return e;
	if (known.count >= ENROLMENT_PASSKEYS)
		return ERR_CONFLICT;
	return factor_add_passkey(act->db, holder(act), &row, name, act->now);
}

enum err
enrolment_add_passkey(struct act *act, const struct enrolment_passkey *wanted)
{
	const struct challenge challenge = { .key = wanted->key, .account = holder(act) };
	struct passkey passkey;
	enum err e;

	if ((e = passkey_read(act->arena, &wanted->wish, &wanted->answer, &passkey)) != OK)
		return e;
	if ((e = begin(act)) != OK || (e = challenge_take(act, &challenge, wanted->wish.challenge)) != OK
	    || (e = add_passkey(act, &passkey, wanted->name)) != OK)
		return e == ERR_DENIED ? ERR_INVALID : e;
	return finish(act, "passkey_added");
}

enum err
enrolment_credentials(struct act *act, const char **out)
{
	enum err e;

	if ((e = act_begin(act)) != OK
	    || (e = factor_credentials(act->db, act->arena, holder(act), out)) != OK)
		return e;
	return act_commit(act);
}

enum err
enrolment_name_passkey(struct act *act, int64_t id, const char *name)
{
	enum err e;

	if ((e = act_begin(act)) != OK || (e = factor_name_passkey(act->db, holder(act), id, name)) != OK)
		return e;
	return act_commit(act);
}

enum err
enrolment_drop_passkey(struct act *act, int64_t id)
{
	enum err e;

	if ((e = begin(act)) != OK || (e = factor_drop_passkey(act->db, holder(act), id)) != OK
	    || (e = drop_codes_alone(act)) != OK)
		return e;
	return finish(act, "passkey_removed");
}
