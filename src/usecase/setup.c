/* How a studio gets its first owner. */
#include "usecase/setup.h"

#include <string.h>

#include "base/turn.h"
#include "crypto/password.h"
#include "db/db.h"
#include "domain/role.h"

#define TOKEN_LENGTH 22

enum err
setup_find(struct act *act, const char *token, struct setup *out)
{
	if (strlen(token) != TOKEN_LENGTH)
		return ERR_NOT_FOUND;
	return account_setup(act->db, act->arena, token, act->now, out);
}

/* Once, however many press the button at once: the link's row decides. */
static enum err
take_up(struct act *act, const struct setup *setup, int64_t account)
{
	const struct joining owner = { .studio = setup->studio, .account = account, .role = ROLE_OWNER };
	enum err e;

	if ((e = account_use_setup(act->db, setup, act->now)) != OK)
		return e;
	return account_join(act->db, &owner);
}

enum err
setup_begin(struct act *act, struct turns *turns, const struct setup_wish *wish, int64_t *account)
{
	const struct account who = { .email = wish->email,
				     .email_key = wish->email_key,
				     .verified = TIME_NONE,
				     .first_name = wish->first_name,
				     .last_name = wish->last_name,
				     .language = language_tag(act->language) };
	struct setup setup;
	const char *hash;
	enum err e;

	if ((e = setup_find(act, wish->token, &setup)) != OK || (e = turn_begin(turns)) != OK)
		return e;
	hash = password_hash(act->arena, wish->password);
	turn_end(turns);
	act->studio = setup.studio;
	if ((e = act_begin(act)) != OK
	    || (e = account_add(act->db, act->arena, &who, act->now, account)) != OK
	    || (e = account_put_password(act->db, *account, hash, act->now)) != OK
	    || (e = take_up(act, &setup, *account)) != OK)
		return e;
	return act_commit(act);
}

enum err
setup_join(struct act *act, const struct setup *setup)
{
	enum err e;

	act->studio = setup->studio;
	if ((e = act_begin(act)) != OK || (e = take_up(act, setup, act->actor->account)) != OK)
		return e;
	return act_commit(act);
}
