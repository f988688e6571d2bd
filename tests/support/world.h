/* A small studio for tests of stores and use cases: Lisbon, two therapists (ana
 * works Monday to Friday 09:00 to 17:00, rui 13:00 to 19:00), two rooms, the
 * services massage (60 min, a room, 15 min after), talk (30 min, no room),
 * approval (as talk, needs approval) and yoga (a class of 3 seats, Tuesdays
 * 18:00, by rui).
 *
 * It is Monday, 2 February 2026, 08:00 UTC (and Lisbon). */
#ifndef HORA_TESTS_SUPPORT_WORLD_H
#define HORA_TESTS_SUPPORT_WORLD_H

#include "usecase/book.h"
#include "usecase/card.h"

#define WORLD_NOW INT64_C(1770019200)
/* An instant of the world: days after Monday 2 February, hour, minute (UTC). */
#define WORLD_AT(day, hour, minute) (WORLD_NOW - 8 * 3600 + (day)*INT64_C(86400) + (hour)*3600 + (minute)*60)

struct world {
	struct arena *program; /* lives as long as the world */
	struct db *db;
	struct shelf *shelf;
	struct act act; /* a guest of now; its arena is emptied by world_next */
};

/* Makes the database, the studio and an act; connected as this role. */
struct world *world_make(const char *role);
void world_drop(struct world *);

/* Another connection to the world that is there, for another process. */
struct world *world_join(const char *role);

/* Another request of the same guest. */
void world_next(struct world *);

/* The studio's rulebook, current. */
const struct rulebook *world_book(struct world *);

/* A wish for a service (and a staff member, or NULL) that nothing is wrong with. */
struct wish world_wish(struct world *, const char *service, const char *staff, int64_t start);

#endif
