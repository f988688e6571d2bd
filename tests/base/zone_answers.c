/* Reads questions about zones, one a line, and answers each on a line:
 * "zone NAME", "wall INSTANT", "instants DATE SECOND", "day DATE", "change AFTER UNTIL".
 * tests/base/zone_oracle.py asks and compares with another implementation. */
#include <inttypes.h>
#include <stdio.h>

#include "base/zone.h"

static void
answer(const struct zone *zone, char verb, int64_t a, int64_t b)
{
	struct wall wall;
	int64_t out[2];
	int count;

	switch (verb) {
	case 'w':
		wall = zone_wall(zone, a);
		printf("%" PRId64 " %d %d %s\n", wall.date, wall.second, wall.offset, wall.abbreviation);
		break;
	case 'i':
		count = zone_instants(zone, a, (int32_t)b, out);
		for (int i = 0; i < count; i++)
			printf("%s%" PRId64, i > 0 ? " " : "", out[i]);
		putchar('\n');
		break;
	case 'd':
		printf("%" PRId64 "\n", zone_day_start(zone, a));
		break;
	default:
		printf("%" PRId64 "\n", zone_next_change(zone, a, b));
		break;
	}
}

int
main(void)
{
	struct zone *zone = NULL;
	char line[160], verb[16], name[80];

	while (fgets(line, sizeof line, stdin) != NULL) {
		int64_t a = 0, b = 0;

		if (sscanf(line, "zone %79s", name) == 1) {
			zone_free(zone);
			if (zone_open(name, &zone) != OK) {
				fprintf(stderr, "%s cannot be opened\n", name);
				return 1;
			}
		} else if (zone != NULL && sscanf(line, "%15s %" SCNd64 " %" SCNd64, verb, &a, &b) >= 2) {
			answer(zone, verb[0], a, b);
		}
	}
	zone_free(zone);
	return 0;
}
