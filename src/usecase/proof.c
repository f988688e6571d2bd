/* Codes and passkeys held against what accounts have. A try is counted before it
 * is looked at, and in a transaction of its own; what was right does not count. */
#include "usecase/proof.h"

#include <string.h>

#include "base/text.h"
#include "crypto/base64url.h"
#include "crypto/recovery.h"
#include "crypto/safe.h"
#include "crypto/signature.h"
#include "crypto/totp.h"
#include "db/db.h"
#include "domain/role.h"
#include "store/factor.h"
#include "store/quota.h"
#include "usecase/challenge.h"
#include "usecase/enrolment.h"

#define HOLDER_BYTES 16

/* The same act by the account itself: nobody else sees its factors. */
struct own_act {
	struct act act;
	struct actor actor;
};

static struct act *
act_by(struct act *act, int64_t account)
{
	struct own_act *own = arena_make(act->arena, struct own_act);

	own->actor = (struct actor){ .role = ROLE_CUSTOMER,
				     .account = account,
				     .name = arena_text(act->arena, "account:%lld", (long long)account) };
	own->act = *act;
	own->act.actor = &own->actor;
	return &own->act;
}

enum err
proof_ways(struct act *act, int64_t account, struct proof_ways *out)
{
	struct act *own = act_by(act, account);
	struct totp_row row;
	enum err e;

	if ((e = act_begin(own)) != OK
	    || (e = factor_credentials(own->db, own->arena, account, &out->passkeys)) != OK)
		return e;
	if ((e = factor_totp(own->db, own->arena, account, &row)) != OK && e != ERR_NOT_FOUND)
		return e;
	out->app = e == OK;
	return act_commit(own);
}

static enum err
hold_app_code(struct act *act, const struct proof_code *proof)
{
	struct totp_row row;
	unsigned char *secret;
	int64_t step;
	size_t len;
	enum err e;

	if ((e = factor_totp(act->db, act->arena, proof->account, &row)) != OK)
		return e;
	if (!safe_open(act->arena, proof->key, enrolment_owner(act, proof->account), row.secret, &secret,
		       &len))
		return ERR_INTERNAL;
	if (!totp_fits(secret, len, proof->typed, act->now, row.step, &step))
		return ERR_DENIED;
	return factor_use_totp(act->db, proof->account, step, act->now);
}

static enum err
hold_code(struct act *act, const struct proof_code *proof, const char *digest)
{
	enum err e;

	if ((e = act_begin(act)) != OK)
		return e;
	e = digest == NULL ? hold_app_code(act, proof)
			   : factor_use_code(act->db, proof->account, digest, act->now);
	if (e == OK)
		e = act_commit(act);
	else
		db_end(act->db);
	return e == ERR_NOT_FOUND ? ERR_DENIED : e;
}

enum err
proof_code(struct act *act, const struct proof_code *proof, int64_t *wait)
{
	const char *digest = recovery_digest(act->arena, proof->typed);
	const struct quota quota = { arena_text(act->arena, "%s %lld", digest == NULL ? "code" : "recovery",
						(long long)proof->account),
				     PROOF_TRIES, PROOF_WINDOW };
	enum err e;

	*wait = 0;
	if ((e = quota_take(act->db, act->arena, &quota, wait)) != OK)
		return e;
	if (*wait > 0)
		return ERR_BUSY;
	if ((e = hold_code(act_by(act, proof->account), proof, digest)) != OK)
		return e;
	return quota_give_back(act->db, quota.subject);
}

const char *
proof_holder(struct arena *a, const struct key *key, int64_t account)
{
	const char *name = arena_text(a, "passkey holder %lld", (long long)account);
	unsigned char digest[DIGEST_SIZE];

	signature_make(key, name, strlen(name), digest);
	return base64url_write(a, digest, HOLDER_BYTES);
}

static struct passkey_row
row_of(const struct passkey *passkey)
{
	return (struct passkey_row){ passkey->id,    passkey->key,      passkey->algorithm,
				     passkey->count, passkey->portable, passkey->copied };
}

static enum err
hold_passkey(struct act *act, const struct proof_passkey *proof, int64_t account)
{
	struct passkey_row row;
	struct passkey seen;
	enum err e;

	if ((e = factor_passkey(act->db, act->arena, account, proof->credential, &row)) != OK)
		return e;
	const struct passkey known = { row.id, row.key, row.algorithm, row.count, row.portable, row.copied };
	if ((e = passkey_check(act->arena, &proof->wish, &proof->answer, &known, &seen)) != OK)
		return e;
	row = row_of(&seen);
	return factor_use_passkey(act->db, account, &row, act->now);
}

enum err
proof_passkey(struct act *act, const struct proof_passkey *proof, int64_t *account)
{
	const struct challenge challenge = { .key = proof->key };
	struct act *own;
	int64_t owner;
	enum err e;

	if ((e = factor_passkey_owner(act->db, act->arena, proof->credential, &owner)) != OK)
		return e;
	if (owner == 0
	    || (!text_is_empty(proof->holder)
		&& !text_equal(proof->holder, proof_holder(act->arena, proof->key, owner))))
		return ERR_DENIED;
	own = act_by(act, owner);
	if ((e = act_begin(own)) != OK || (e = challenge_take(own, &challenge, proof->wish.challenge)) != OK
	    || (e = hold_passkey(own, proof, owner)) != OK || (e = act_commit(own)) != OK)
		return e == ERR_NOT_FOUND ? ERR_DENIED : e;
	*account = owner;
	return OK;
}
