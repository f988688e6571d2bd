/* Passwords tried, sessions opened and ended. */
#include "usecase/login.h"

#include <string.h>

#include "base/text.h"
#include "base/turn.h"
#include "crypto/digest.h"
#include "crypto/password.h"
#include "crypto/random.h"
#include "db/db.h"
#include "domain/contact.h"
#include "domain/role.h"
#include "store/account.h"
#include "store/quota.h"
#include "store/session.h"
#include "usecase/network.h"

#define WINDOW (15 * 60)
#define ACCOUNT_TRIES 10
#define ADDRESS_TRIES 40
#define ALL_TRIES 1500
#define NAME_BYTES 16

struct counted {
	struct quota quotas[3];
	size_t count;
};

static struct counted
count_what(struct arena *a, const struct login_try *try, const char *email_key)
{
	const char *account = digest_hex(a, email_key, strlen(email_key));
	struct quota address = { arena_text(a, "login address %s", network_of(a, try->address)),
				 ADDRESS_TRIES, WINDOW };

	if (try->device != NULL)
		return (struct counted){ { { arena_text(a, "login device %.32s %s", try->device, account),
					     ACCOUNT_TRIES, WINDOW } },
					 1 };
	return (struct counted){ { { arena_text(a, "login account %s", account), ACCOUNT_TRIES, WINDOW },
				   address,
				   { "login all", ALL_TRIES, WINDOW } },
				 3 };
}

/* Takes all or reports the longest wait. */
static enum err
take(struct act *act, const struct counted *c, int64_t *wait)
{
	int64_t waits[3] = { 0 };
	enum err e = OK;

	db_pipe(act->db);
	for (size_t i = 0; i < c->count && e == OK; i++)
		e = quota_take(act->db, act->arena, &c->quotas[i], &waits[i]);
	if (e != OK || (e = db_flush(act->db)) != OK)
		return e;
	*wait = 0;
	for (size_t i = 0; i < c->count; i++)
		*wait = waits[i] > *wait ? waits[i] : *wait;
	return *wait == 0 ? OK : ERR_BUSY;
}

static enum err
give_back(struct act *act, const struct counted *c)
{
	enum err e = OK;

	db_pipe(act->db);
	for (size_t i = 0; i < c->count && e == OK; i++)
		e = quota_give_back(act->db, c->quotas[i].subject);
	return e == OK ? db_flush(act->db) : e;
}

/* Holds the password against the hash, when it is this process's turn. */
static enum err
hold(struct act *act, struct turns *turns, const struct account_password *kept, const char *password)
{
	const char *stronger = NULL;
	bool fits;

	if (turn_begin(turns) != OK)
		return ERR_BUSY;
	fits = password_fits(act->arena, kept->hash, password);
	if (fits && password_is_dated(kept->hash))
		stronger = password_hash(act->arena, password);
	turn_end(turns);
	if (!fits)
		return ERR_DENIED;
	return stronger == NULL ? OK : account_refresh_password(act->db, kept, stronger);
}

enum err
login_check(struct act *act, struct turns *turns, const struct login_try *try, struct login_verdict *out)
{
	struct account_password kept = { .hash = NULL };
	const char *address, *email_key, *why;
	struct counted counted;
	enum err e;

	*out = (struct login_verdict){ 0 };
	if (contact_email(act->arena, try->email, &address, &email_key, &why) != OK)
		return ERR_DENIED;
	counted = count_what(act->arena, try, email_key);
	if ((e = take(act, &counted, &out->wait)) != OK)
		return e;
	if ((e = account_password(act->db, act->arena, email_key, &kept)) != OK && e != ERR_NOT_FOUND)
		return e;
	if ((e = hold(act, turns, &kept, try->password)) != OK)
		return e;
	out->account = kept.account;
	return give_back(act, &counted);
}

enum err
login_owes_factor(struct act *act, int64_t account, enum strength strength, bool *out)
{
	struct session_needs needs;
	enum err e;

	if ((e = session_needs(act->db, act->arena, account, &needs)) != OK)
		return e;
	*out = needs.factor && strength != STRENGTH_FACTOR && strength != STRENGTH_PASSKEY;
	return OK;
}

static enum err
open_session(struct act *act, const struct login *login, const struct session_opening *opening)
{
	int64_t id = 0;
	enum err e;

	db_pipe(act->db);
	if ((e = act_begin(act)) != OK
	    || (login->session != NULL && (e = session_end(act->db, login->session, act->now)) != OK)
	    || (e = session_open(act->db, act->arena, opening, &id)) != OK || (e = act_commit(act)) != OK
	    || (e = db_flush(act->db)) != OK)
		return e;
	return id == 0 ? ERR_DENIED : OK;
}

enum err
login_finish(struct act *act, const struct login *login, struct login_session *out)
{
	struct session_opening opening = { .account = login->account,
					   .name = random_token(act->arena, NAME_BYTES),
					   .strength = login->strength,
					   .now = act->now,
					   .address = login->address,
					   .agent = login->agent };
	struct session_needs needs;
	enum err e;

	if ((e = session_needs(act->db, act->arena, login->account, &needs)) != OK)
		return e;
	opening.life = session_life(login->stays, needs.works);
	if ((e = open_session(act, login, &opening)) != OK)
		return e;
	*out = (struct login_session){ .name = opening.name,
				       .until = act->now + opening.life.whole,
				       .kept = login->stays ? opening.life.whole : 0 };
	return OK;
}

enum err
login_end(struct act *act, const char *session)
{
	return session_end(act->db, session, act->now);
}

enum err
login_end_everywhere(struct act *act)
{
	enum err e;

	db_pipe(act->db);
	if ((e = act_begin(act)) != OK
	    || (e = session_end_all(act->db, act->actor->account, 0, act->now)) != OK
	    || (e = act_commit(act)) != OK)
		return e;
	return db_flush(act->db);
}
