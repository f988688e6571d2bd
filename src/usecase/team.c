/* People and programs of a studio. */
#include "usecase/team.h"

#include <string.h>

#include "base/text.h"
#include "base/turn.h"
#include "crypto/password.h"
#include "crypto/random.h"
#include "db/db.h"
#include "domain/member.h"
#include "domain/scope.h"
#include "store/account.h"

#define TOKEN_LENGTH 22
#define INVITATION_LIFE (7 * 86400)
#define SECRET_BYTES 32
#define HINT_LENGTH 9 /* "hb_" and six characters more */

enum err
team_open(struct act *act, struct team *out)
{
	enum err e;

	db_pipe(act->db);
	if ((e = team_members(act->db, act->arena, act->studio, &out->members)) != OK
	    || (e = team_invitations(act->db, act->arena, act->studio, act->now, &out->invitations)) != OK
	    || (e = team_unclaimed(act->db, act->arena, act->studio, &out->staff)) != OK)
		return e;
	return db_flush(act->db);
}

/* What the database refuses an invitation for. */
static const char *
explain(const struct db *db)
{
	if (text_equal(db_failure(db)->sqlstate, "HO020"))
		return N_("Those were many invitations in a short time. Try again in an hour.");
	return N_("That staff member is gone meanwhile. Look again.");
}

enum err
team_ask(struct act *act, const struct invitation_wish *wish, const char **why)
{
	const struct inviting inviting = { .studio = act->studio,
					   .email = wish->email,
					   .email_key = wish->email_key,
					   .language = language_tag(act->language),
					   .role = wish->role,
					   .resource = wish->resource,
					   .by = act->actor->account,
					   .now = act->now,
					   .life = INVITATION_LIFE };
	int64_t id;
	enum err e;

	*why = NULL;
	if (!member_may(act->actor->role, ROLE_NONE, (enum role)wish->role) || wish->role == ROLE_NONE)
		return ERR_DENIED;
	if ((e = act_begin(act)) != OK)
		return e;
	if ((e = team_invite(act->db, act->arena, &inviting, &id)) != OK) {
		*why = e == ERR_CONFLICT ? explain(act->db) : NULL;
		return e;
	}
	return act_commit(act);
}

enum err
team_take_back(struct act *act, int64_t invitation)
{
	struct member asked;
	enum err e;

	if ((e = team_find_invited(act->db, act->arena, act->studio, invitation, &asked)) != OK)
		return e;
	if (!member_may(act->actor->role, (enum role)asked.role, ROLE_NONE))
		return ERR_DENIED;
	if ((e = act_begin(act)) != OK || (e = team_revoke(act->db, act->studio, invitation, act->now)) != OK)
		return e;
	return act_commit(act);
}

enum err
team_give(struct act *act, int64_t id, enum role role)
{
	struct member member;
	enum err e;

	if ((e = team_find(act->db, act->arena, act->studio, id, &member)) != OK)
		return e;
	if (!member_may(act->actor->role, (enum role)member.role, role))
		return ERR_DENIED;
	if ((e = act_begin(act)) != OK)
		return e;
	e = role == ROLE_NONE ? team_remove(act->db, act->studio, &member)
			      : team_set_role(act->db, act->studio, &member, (int)role);
	if (e != OK)
		return e == ERR_NOT_FOUND ? ERR_TOO_LATE : e;
	return act_commit(act);
}

enum err
team_go(struct act *act, const char *studio)
{
	enum err e;

	if ((e = act_begin(act)) != OK || (e = team_leave(act->db, studio, act->actor->account)) != OK)
		return e;
	return act_commit(act);
}

enum err
team_invited(struct act *act, const char *token, struct invitation *out)
{
	if (strlen(token) != TOKEN_LENGTH)
		return ERR_NOT_FOUND;
	return team_invitation(act->db, act->arena, token, act->now, out);
}

static enum err
take_up(struct act *act, const struct invitation *i, int64_t account)
{
	const struct joining join = {
		.studio = i->studio, .account = account, .role = i->role, .resource = i->resource
	};
	enum err e;

	if ((e = team_accept(act->db, i, act->now)) != OK)
		return e;
	return account_join(act->db, &join);
}

enum err
team_join(struct act *act, const struct invitation *i)
{
	enum err e;

	act->studio = i->studio;
	if ((e = act_begin(act)) != OK || (e = take_up(act, i, act->actor->account)) != OK)
		return e;
	return act_commit(act);
}

enum err
team_join_new(struct act *act, struct turns *turns, const struct invitation *i,
	      const struct team_newcomer *newcomer, int64_t *account)
{
	const struct account who = { .email = i->email,
				     .email_key = i->email_key,
				     .verified = act->now,
				     .first_name = newcomer->first_name,
				     .last_name = newcomer->last_name,
				     .language = language_tag(act->language) };
	const char *hash;
	enum err e;

	if ((e = turn_begin(turns)) != OK)
		return e;
	hash = password_hash(act->arena, newcomer->password);
	turn_end(turns);
	act->studio = i->studio;
	if ((e = act_begin(act)) != OK
	    || (e = account_add(act->db, act->arena, &who, act->now, account)) != OK
	    || (e = account_put_password(act->db, *account, hash, act->now)) != OK
	    || (e = take_up(act, i, *account)) != OK)
		return e;
	return act_commit(act);
}

enum err
team_list_keys(struct act *act, struct list *out)
{
	enum err e;

	db_pipe(act->db);
	if ((e = act_name(act)) != OK || (e = team_keys(act->db, act->arena, act->studio, out)) != OK)
		return e;
	return db_flush(act->db);
}

enum err
team_make_key(struct act *act, const char *name, unsigned scopes, const char **secret)
{
	const char *words[SCOPE__MAX];
	struct team_new_key key = { .studio = act->studio,
				    .account = act->actor->account,
				    .name = name,
				    .scopes = words,
				    .now = act->now };
	enum err e;

	for (int scope = SCOPE_NONE + 1; scope < SCOPE__MAX; scope++)
		if (scope_has(scopes, (enum scope)scope))
			words[key.scope_count++] = scope_name(scope);
	key.secret = arena_text(act->arena, "hb_%s", random_token(act->arena, SECRET_BYTES));
	key.hint = arena_copy(act->arena, key.secret, HINT_LENGTH);
	if ((e = act_begin(act)) != OK || (e = team_add_key(act->db, &key)) != OK
	    || (e = act_commit(act)) != OK)
		return e;
	*secret = key.secret;
	return OK;
}

enum err
team_end_key(struct act *act, int64_t key)
{
	enum err e;

	if ((e = act_begin(act)) != OK || (e = team_revoke_key(act->db, act->studio, key, act->now)) != OK)
		return e;
	return act_commit(act);
}
