/* The demonstration data. Everything hangs on the studios just added, so a
 * second run finds nothing to do. */
#include "store/demo.h"

#include "store/demo.q.h"

struct added {
	int64_t id;
};
static const struct field added_fields[] = { FIELD(INT, added, id) };
static const struct shape added_shape = SHAPE(added, added_fields);

enum err
demo_put(struct db *db, struct arena *a, size_t *added)
{
	static const struct statement *const parts[] = {
		&q_specialties, &q_room_kinds, &q_staff,     &q_rooms,    &q_services,  &q_offers,
		&q_needs,       &q_hours,      &q_timetable, &q_holidays, &q_questions, &q_terms,
	};
	struct list studios;
	enum err e;

	if ((e = db_do(db, &q_look, db_args())) != OK || (e = db_begin(db)) != OK
	    || (e = db_all(db, a, &q_studios, db_args(), &added_shape, &studios)) != OK)
		return e;
	for (size_t i = 0; studios.count > 0 && i < sizeof parts / sizeof *parts; i++) {
		const int64_t ids[] = { ((const struct added *)studios.items)[0].id,
					((const struct added *)studios.items)[studios.count - 1].id };

		if ((e = db_do(db, parts[i], db_args(db_ints(ids, 2)))) != OK)
			return e;
	}
	*added = studios.count;
	return db_commit(db);
}
