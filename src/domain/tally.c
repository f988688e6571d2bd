/* Counts bookings by the local date of their start, in one pass over all claims. */
#include "domain/tally.h"

#include "base/clock.h"
#include "domain/track.h"

static bool
is_limited(const struct slot_limits *limits)
{
	return limits->per_day != SLOT_NO_LIMIT || limits->per_week != SLOT_NO_LIMIT
	       || limits->minutes_per_day != SLOT_NO_LIMIT;
}

static int64_t
monday(int64_t date)
{
	return date - date_weekday(date) + 1;
}

static void
count_claims(struct tally *tallies, struct dial *dials, const struct slot_facts *facts,
	     const struct slot_query *query)
{
	for (size_t i = 0; i < facts->claim_count; i++) {
		const struct slot_claim *claim = &facts->claims[i];
		struct tally *t;
		int64_t day;

		if (claim->resource >= facts->providers || !claim_counts(claim, query))
			continue;
		t = &tallies[claim->resource];
		if (t->loads == NULL)
			continue;
		day = dial_date(&dials[claim->resource], claim->start) - t->first;
		if (day < 0 || day >= (int64_t)t->count)
			continue;
		t->loads[day].bookings += claim->bookings;
		t->loads[day].seconds += claim->bookings * (claim->end - claim->start);
	}
}

struct tally *
tallies_new(struct arena *a, const struct slot_facts *facts, const struct slot_query *query)
{
	struct tally *tallies = arena_alloc(a, facts->providers, sizeof *tallies);
	struct dial *dials = arena_alloc(a, facts->providers, sizeof *dials);
	bool limited = false;

	for (uint32_t i = 0; i < facts->providers; i++) {
		const struct slot_resource *provider = &facts->resources[i];

		tallies[i].limits = &provider->limits;
		dials[i].calendar = provider->calendar;
		if (!is_limited(&provider->limits))
			continue;
		limited = true;
		/* A day more on either side: at midnight the clock may go back to the date before. */
		tallies[i].first = monday(dial_date(&dials[i], query->from) - 1);
		tallies[i].count =
		    (size_t)(monday(dial_date(&dials[i], query->to - 1) + 1) + 7 - tallies[i].first);
		tallies[i].loads = arena_alloc(a, tallies[i].count, sizeof *tallies[i].loads);
	}
	if (limited)
		count_claims(tallies, dials, facts, query);
	return tallies;
}

enum slot_reason
tally_judge(const struct tally *t, int64_t date, int64_t seconds)
{
	const struct slot_limits *limits = t->limits;
	const struct load *day, *week;
	int64_t bookings = 0;

	if (t->loads == NULL)
		return SLOT_FREE;
	day = &t->loads[date - t->first];
	week = &t->loads[monday(date) - t->first];
	for (int i = 0; i < 7; i++)
		bookings += week[i].bookings;
	if (bookings >= limits->per_week)
		return SLOT_LIMIT_WEEK;
	if (day->bookings >= limits->per_day)
		return SLOT_LIMIT_DAY;
	if (limits->minutes_per_day != SLOT_NO_LIMIT && day->seconds + seconds > limits->minutes_per_day * 60)
		return SLOT_LIMIT_MINUTES;
	return SLOT_FREE;
}
