/* Opening and keeping the transaction of an act. */
#include "usecase/act.h"

#include "db/db.h"
#include "domain/role.h"
#include "store/actor.h"

static const char *
or_nothing(const char *text)
{
	return text == NULL ? "" : text;
}

enum err
act_name(struct act *act)
{
	const struct actor *actor = act->actor;
	const struct acting as = {
		.actor = actor == NULL || actor->name == NULL ? "guest" : actor->name,
		.request = or_nothing(act->request),
		.reason = or_nothing(act->reason),
		.account = actor == NULL ? 0 : actor->account,
		.studio = act->studio,
	};

	return actor_name(act->db, &as);
}

enum err
act_begin(struct act *act)
{
	enum err e = db_begin(act->db);

	return e == OK ? act_name(act) : e;
}

enum err
act_commit(struct act *act)
{
	return db_commit(act->db);
}
