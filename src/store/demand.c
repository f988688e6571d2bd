/* Rows of what a studio demands. */
#include "store/demand.h"

#include "domain/role.h"
#include "store/demand.q.h"

static const struct field fields[] = {
	FIELD(ENUM, demand, role, .names = role_names),
	FIELD(INT, demand, members),
	FIELD(INT, demand, bare),
	FIELD(BOOL, demand, wanted),
};
const struct shape demand_shape = SHAPE(demand, fields);

enum err
demand_list(struct db *db, struct arena *a, int64_t studio, struct list *out)
{
	return db_all(db, a, &q_list, db_args(db_int(studio)), &demand_shape, out);
}

enum err
demand_put(struct db *db, int64_t studio, const char *const *roles, size_t count)
{
	return db_run(db, &q_put, db_args(db_int(studio), db_texts(roles, count)));
}
