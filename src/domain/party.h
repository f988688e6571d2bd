/* Who a start needs: for SLOT_ANY each provider is a party of one, for SLOT_ALL
 * there is one party of all. A party has its own starts. Used within the slot
 * engine. */
#ifndef HORA_DOMAIN_PARTY_H
#define HORA_DOMAIN_PARTY_H

#include "domain/slot.h"

struct party {
	uint32_t first, count; /* providers first to first + count - 1 */
	struct spans windows;  /* when all of them work */
	const int64_t *starts; /* in order: of the grid or the timetable, within the query's range */
	size_t start_count;    /* of those, and from here on in late: */
	const int64_t *late;   /* grid starts whose end is after hours; when asked to explain */
	size_t late_count;
};

/* The parties of a query; *count of them. Starts lost to notice are left out
 * unless the query asks to explain. */
struct party *parties_new(struct arena *, const struct slot_facts *, const struct slot_query *,
			  uint32_t *count);

#endif
