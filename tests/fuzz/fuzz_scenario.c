/* Scenarios: a refusal says why; what is accepted is listed in order, explained
 * alike, and each listed start is decided so. Long ranges are passed over: they
 * are slow, not wrong. */
#include <string.h>

#include "domain/scenario.h"
#include "tests/fuzz/fuzz.h"

#define DAY INT64_C(86400)

static void
check_list(struct arena *a, struct scenario *s)
{
	struct slot_list list = slot_find(a, &s->facts, &s->query), explained;
	struct buffer out = buffer_new(a, 1 << 24);

	for (size_t i = 0; i < list.count; i++) {
		struct slot_query query = s->query;

		EXPECT(list.slots[i].start >= s->query.from && list.slots[i].start < s->query.to);
		EXPECT(i == 0 || list.slots[i - 1].start < list.slots[i].start);
		EXPECT(list.slots[i].seats_left >= 1);
		query.from = list.slots[i].start;
		if (i < 3)
			EXPECT(slot_decide(a, &s->facts, &query).reason == SLOT_FREE);
	}
	s->query.explain = true;
	explained = slot_find(a, &s->facts, &s->query);
	EXPECT(explained.count == list.count);
	scenario_write(&out, s, &explained);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const char *complaint = NULL;
	struct scenario s;

	if (scenario_read(a, (const char *)data, size, &s, &complaint) != OK)
		EXPECT(complaint != NULL && *complaint != '\0');
	else if (s.query.to - s.query.from <= 3 * DAY && s.facts.service.duration <= 3 * DAY
		 && s.facts.providers <= 8)
		check_list(a, &s);
	arena_free(a);
	return 0;
}
