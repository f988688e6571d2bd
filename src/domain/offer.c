/* Dates and neighbours of listed slots: small passes over the list. */
#include "domain/offer.h"

#define YEAR (366 * INT64_C(86400))

void
offer_days(const struct slot_list *list, const struct zone *zone, int64_t first, size_t count,
	   struct offer_day *days)
{
	int64_t until = INT64_MIN, offset = 0;

	for (size_t i = 0; i < count; i++)
		days[i] = (struct offer_day){ first + (int64_t)i, 0, OFFER_NONE };
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
		days[day].offer = days[day].starts > OFFER_FEW ? OFFER_FREE : OFFER_SCARCE;
	}
}

/* How near a slot is: in the first group or not, then by distance. */
struct nearness {
	bool apart;
	int64_t distance;
};

static bool
is_nearer(struct nearness a, struct nearness b)
{
	return a.apart != b.apart ? b.apart : a.distance < b.distance;
}

static bool
is_listed(const size_t *out, size_t count, size_t i)
{
	while (count-- > 0)
		if (out[count] == i)
			return true;
	return false;
}

size_t
offer_nearest(const struct slot_list *list, const struct zone *zone, int64_t start, uint32_t provider,
	      size_t *out, size_t most)
{
	int64_t date = zone_wall(zone, start).date;
	int64_t from = zone_day_start(zone, date), to = zone_day_start(zone, date + 1);
	size_t count = 0;

	while (count < most) {
		struct nearness best = { true, INT64_MAX };
		size_t nearest = list->count;

		for (size_t i = 0; i < list->count; i++) {
			int64_t at = list->slots[i].start;
			bool same = at >= from && at < to
				    && (provider == SLOT_NOBODY || slot_is_free(list, i, provider));
			struct nearness here = { !same, at > start ? at - start : start - at };

			if (is_nearer(here, best) && !is_listed(out, count, i)) {
				best = here;
				nearest = i;
			}
		}
		if (nearest == list->count)
			break;
		out[count++] = nearest;
	}
	return count;
}
