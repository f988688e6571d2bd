/* Names the actor of a transaction. */
#include "store/actor.h"

#include "store/actor.q.h"

enum err
actor_name(struct db *db, const char *actor, const char *request, const char *reason)
{
	return db_do(db, &q_act_as, db_args(db_text(actor), db_text(request), db_text(reason)));
}
