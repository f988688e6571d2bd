/* How much one staff member has on each local date: what limits are judged by.
 * Used within the slot engine. */
#ifndef HORA_DOMAIN_TALLY_H
#define HORA_DOMAIN_TALLY_H

#include "domain/slot.h"

struct tally {
	const struct slot_limits *limits;
	int64_t first; /* the Monday of the first date kept */
	size_t count;
	struct load {
		int64_t bookings, seconds;
	} * loads; /* per date; NULL when nothing is limited */
};

/* One tally per provider, over the weeks that bear on the query's range. */
struct tally *tallies_new(struct arena *, const struct slot_facts *, const struct slot_query *);

/* SLOT_FREE when one more booking of so many seconds on that date keeps within
 * the limits, else the limit it breaks. The date is one of the query's range. */
enum slot_reason tally_judge(const struct tally *, int64_t date, int64_t seconds);

#endif
