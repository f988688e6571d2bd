/* Names the actor of a transaction. */
#include "store/actor.h"

#include "store/actor.q.h"

enum err
actor_name(struct db *db, const struct acting *as)
{
	return db_do(db, &q_act_as,
		     db_args(db_text(as->actor), db_text(as->request), db_text(as->reason),
			     db_int(as->account), db_int(as->studio)));
}
