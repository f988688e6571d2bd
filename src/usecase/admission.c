/* Letters asked for, and the links in them followed. */
#include "usecase/admission.h"

#include <string.h>

#include "base/turn.h"
#include "crypto/digest.h"
#include "crypto/password.h"
#include "db/db.h"
#include "store/account.h"
#include "store/quota.h"
#include "usecase/network.h"

#define TOKEN_LENGTH 22
#define HOUR 3600
#define LETTERS_TO_ADDRESS 3
#define LETTERS_FROM_NETWORK 20
#define LETTERS_IN_ALL 1000

/* *wait: for the one who asks; *enough: the address has had its letters. */
static enum err
count_letters(struct act *act, const struct admission_wish *wish, int64_t *wait, bool *enough)
{
	const char *to = digest_hex(act->arena, wish->email_key, strlen(wish->email_key));
	const struct quota quotas[] = {
		{ arena_text(act->arena, "letter %s %s", link_names[wish->kind], to), LETTERS_TO_ADDRESS,
		  HOUR },
		{ arena_text(act->arena, "letter from %s", network_of(act->arena, wish->network)),
		  LETTERS_FROM_NETWORK, HOUR },
		{ "letter all", LETTERS_IN_ALL, HOUR },
	};
	int64_t waits[3] = { 0 };
	enum err e = OK;

	db_pipe(act->db);
	for (size_t i = 0; i < 3 && e == OK; i++)
		e = quota_take(act->db, act->arena, &quotas[i], &waits[i]);
	if (e != OK || (e = db_flush(act->db)) != OK)
		return e;
	*enough = waits[0] > 0;
	*wait = waits[1] > waits[2] ? waits[1] : waits[2];
	return *wait > 0 ? ERR_BUSY : OK;
}

static enum err
put(struct act *act, const struct link *wanted)
{
	enum err e;

	db_pipe(act->db);
	if ((e = act_begin(act)) != OK || (e = link_put(act->db, wanted, act->now)) != OK
	    || (e = act_commit(act)) != OK)
		return e;
	return db_flush(act->db);
}

enum err
admission_ask(struct act *act, const struct admission_wish *wish, int64_t *wait)
{
	const struct link wanted = { .kind = (int)wish->kind,
				     .email = wish->email,
				     .email_key = wish->email_key,
				     .language = language_tag(act->language),
				     .next = wish->next };
	bool enough;
	enum err e;

	*wait = 0;
	if ((e = count_letters(act, wish, wait, &enough)) != OK || enough)
		return e;
	return put(act, &wanted);
}

enum err
admission_ask_proof(struct act *act, const struct proof_wish *wish, int64_t *wait)
{
	const struct link wanted = { .kind = (int)wish->kind,
				     .account = wish->account,
				     .email = wish->email,
				     .email_key = wish->email_key,
				     .language = language_tag(act->language) };
	const struct quota letters = { arena_text(act->arena, "letter account %lld",
						  (long long)wish->account),
				       LETTERS_TO_ADDRESS, HOUR };
	enum err e = quota_take(act->db, act->arena, &letters, wait);

	if (e != OK)
		return e;
	return *wait > 0 ? ERR_BUSY : put(act, &wanted);
}

enum err
admission_find(struct act *act, const char *token, struct link *out)
{
	if (strlen(token) != TOKEN_LENGTH)
		return ERR_NOT_FOUND;
	return link_find(act->db, act->arena, token, act->now, out);
}

/* Hashed before the transaction, which should not wait for it. */
static enum err
hash_in_turn(struct act *act, struct turns *turns, const char *password, const char **hash)
{
	enum err e = turn_begin(turns);

	if (e != OK)
		return e;
	*hash = password_hash(act->arena, password);
	turn_end(turns);
	return OK;
}

enum err
admission_register(struct act *act, struct turns *turns, const struct link *by,
		   const struct newcomer_wish *wish, int64_t *account)
{
	const struct account who = { .email = by->email,
				     .email_key = by->email_key,
				     .verified = act->now,
				     .first_name = wish->first_name,
				     .last_name = wish->last_name,
				     .language = by->language };
	const char *hash;
	enum err e;

	if ((e = hash_in_turn(act, turns, wish->password, &hash)) != OK || (e = act_begin(act)) != OK
	    || (e = link_use(act->db, by, act->now)) != OK
	    || (e = account_add(act->db, act->arena, &who, act->now, account)) != OK
	    || (e = account_put_password(act->db, *account, hash, act->now)) != OK)
		return e;
	return act_commit(act);
}

enum err
admission_renew(struct act *act, struct turns *turns, const struct link *by, const char *password,
		int64_t *account)
{
	struct account who;
	const char *hash;
	enum err e;

	if ((e = account_by_email(act->db, act->arena, by->email_key, &who)) != OK)
		return e;
	if (who.disabled != TIME_NONE)
		return ERR_NOT_FOUND;
	if ((e = hash_in_turn(act, turns, password, &hash)) != OK || (e = act_begin(act)) != OK
	    || (e = link_use(act->db, by, act->now)) != OK
	    || (e = account_put_password(act->db, who.id, hash, act->now)) != OK
	    || (e = link_tell(act->db, who.id, "password", act->now)) != OK)
		return e;
	/* Who reads the letter has the address. */
	if ((e = account_verify(act->db, who.id, by->email_key, act->now)) != OK && e != ERR_NOT_FOUND)
		return e;
	*account = who.id;
	return act_commit(act);
}

/* Whoever reads the address that the account has now is told first. */
static enum err
change_address(struct act *act, const struct link *by)
{
	enum err e = link_tell(act->db, by->account, "email", act->now);

	return e == OK ? link_change_email(act->db, by, act->now) : e;
}

enum err
admission_confirm(struct act *act, const struct link *by)
{
	enum err e;

	if ((e = act_begin(act)) != OK || (e = link_use(act->db, by, act->now)) != OK)
		return e;
	if (by->kind == LINK_CHANGE)
		e = change_address(act, by);
	else if ((e = account_verify(act->db, by->account, by->email_key, act->now)) == ERR_NOT_FOUND)
		e = OK;
	if (e != OK)
		return e;
	return act_commit(act);
}
