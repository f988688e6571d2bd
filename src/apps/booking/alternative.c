/* The other times as rows of a page. */
#include "apps/booking/alternative.h"

#include "apps/booking/order.h"

static const struct field fields[] = {
	FIELD(TIME, alternative, start),
	FIELD(TEXT, alternative, code),
	FIELD(TEXT, alternative, staff_slug),
	FIELD(TEXT, alternative, staff_name),
};
const struct shape alternative_shape = SHAPE(alternative, fields);

/* With whom it is: as wished if they are free, else somebody who is; nobody
 * in particular when none was wished. */
static const struct resource *
who_serves(const struct wish *w, const struct opening *o)
{
	const struct resource *const *staff = o->staff.items;

	if (w->what.staff == NULL || o->staff.count == 0 || w->what.then != NULL)
		return NULL;
	for (size_t i = 0; i < o->staff.count; i++)
		if (staff[i] == w->what.staff)
			return staff[i];
	return staff[0];
}

struct list
alternative_list(struct arena *a, const struct wish *w, const struct list *openings)
{
	const struct opening *o = openings->items;
	struct alternative *rows = arena_alloc(a, openings->count + 1, sizeof *rows);

	for (size_t i = 0; i < openings->count; i++) {
		const struct resource *who = who_serves(w, &o[i]);

		rows[i] = (struct alternative){ .start = o[i].start,
						.code = order_code(a, o[i].start),
						.staff_slug = who == NULL ? NULL : who->slug,
						.staff_name = who == NULL ? NULL : who->name };
	}
	return (struct list){ rows, openings->count };
}
