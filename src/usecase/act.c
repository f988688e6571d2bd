/* Opening and keeping the transaction of an act. */
#include "usecase/act.h"

#include "db/db.h"
#include "domain/role.h"
#include "store/actor.h"

enum err
act_begin(struct act *act)
{
	const char *name = act->actor == NULL || act->actor->name == NULL ? "guest" : act->actor->name;
	enum err e;

	if ((e = db_begin(act->db)) != OK)
		return e;
	return actor_name(act->db, name, act->request == NULL ? "" : act->request,
			  act->reason == NULL ? "" : act->reason);
}

enum err
act_commit(struct act *act)
{
	return db_commit(act->db);
}
