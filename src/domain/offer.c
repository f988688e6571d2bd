/* The dates of listed slots: one pass over the list. */
#include "domain/offer.h"

#define YEAR (366 * INT64_C(86400))

void
offer_days(const struct slot_list *list, const struct zone *zone, int64_t first, size_t count,
	   struct offer_day *days)
{
	int64_t until = INT64_MIN, offset = 0;

	for (size_t i = 0; i < count; i++)
		days[i] = (struct offer_day){ .date = first + (int64_t)i };
	for (size_t i = 0; i < list->count; i++) {
		int64_t start = list->slots[i].start, day;

		if (start >= until) {
			int64_t change = zone_next_change(zone, start, start + YEAR);

			offset = zone_wall(zone, start).offset;
			until = change < start + YEAR ? change : start + YEAR;
		}
		day = (start + offset) / 86400 - ((start + offset) % 86400 < 0) - first;
		if (day < 0 || day >= (int64_t)count)
			continue;
		days[day].starts++;
		days[day].seats += list->slots[i].seats_left;
		days[day].offer = days[day].seats > OFFER_FEW ? OFFER_FREE : OFFER_SCARCE;
	}
}
