/* Zone files: whatever is read answers every question, and its answers agree
 * with each other. */
#include "base/zone.h"
#include "tests/fuzz/fuzz.h"

#define DAY 86400

static void
check_instant(const struct zone *zone, int64_t instant)
{
	struct wall wall = zone_wall(zone, instant);
	int64_t both[2], change = zone_next_change(zone, instant, instant + 400 * (int64_t)DAY);
	int count;

	EXPECT(wall.second >= 0 && wall.second < DAY);
	EXPECT(wall.date * DAY + wall.second == instant + wall.offset);
	EXPECT(wall.abbreviation[sizeof wall.abbreviation - 1] == '\0');
	EXPECT(change > instant);
	if (change != INT64_MAX)
		EXPECT(zone_wall(zone, change - 1).offset != zone_wall(zone, change).offset);
	count = zone_instants(zone, wall.date, wall.second, both);
	EXPECT(count >= 1 && count <= 2);
	for (int i = 0; i < count; i++) {
		struct wall again = zone_wall(zone, both[i]);

		EXPECT(again.date == wall.date && again.second == wall.second);
	}
	EXPECT(count < 2 || both[0] < both[1]);
	EXPECT(zone_day_start(zone, wall.date) <= instant);
	EXPECT(zone_day_start(zone, wall.date) <= zone_day_start(zone, wall.date + 1));
	EXPECT(zone_wall(zone, zone_day_start(zone, wall.date)).date >= wall.date);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t instants[] = { 0,          -1,         951782400,  1774746000,  1792890000,
					    2147483647, 2147483648, 4102444800, -2208988800, -3786825600 };
	struct zone *zone;

	if (zone_read("Fuzz/Zone", data, size, &zone) != OK)
		return 0;
	for (size_t i = 0; i < sizeof instants / sizeof *instants; i++)
		check_instant(zone, instants[i]);
	zone_wall(zone, INT64_MIN);
	zone_wall(zone, INT64_MAX);
	zone_next_change(zone, INT64_MIN, INT64_MAX);
	zone_free(zone);
	return 0;
}
