/* Random bookings, moves, cancellations, holds and their expiry, decisions on
 * approval, no-shows and overbookings from many clients at once, each a process
 * with a connection of its own; then the database is held against what the
 * clients were told.
 *
 *	tests/usecase/torture [CLIENTS [OPERATIONS [SEED]]]
 *
 * Without arguments a slice of it, for make check. Ends with 1 when anything
 * does not agree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "tests/support/database.h"
#include "tests/support/world.h"
#include "usecase/move.h"
#include "usecase/step.h"

#define CLIENTS_MAX 64
#define OWN_MAX 4000 /* bookings one client remembers */

enum operation { BOOK, HOLD, OVERBOOK, MOVE, CANCEL, STEP, OPERATION__MAX };
static const char *const operation_names[] = { "book", "hold", "overbook", "move", "cancel", "step" };

/* What a client was told last of a booking of its own. */
struct told {
	char public_id[17];
	int state;
	int64_t start;
	int64_t version;
};

/* Shared with the parent: what each client saw. */
struct client {
	uint64_t dice;
	int64_t counts[OPERATION__MAX][ERR__MAX];
	int64_t slowest; /* microseconds */
	size_t own;
	struct told told[OWN_MAX];
};

struct torture {
	size_t clients, operations;
	uint64_t seed;
	struct client *shared;
};

static uint64_t
throw_dice(struct client *c, uint64_t most)
{
	c->dice ^= c->dice << 13;
	c->dice ^= c->dice >> 7;
	c->dice ^= c->dice << 17;
	return c->dice % most;
}

static int64_t
any_start(struct client *c)
{
	return WORLD_AT((int64_t)throw_dice(c, 5), 9, 0) + (int64_t)throw_dice(c, 20) * 1800;
}

static void
remember(struct client *c, struct world *w, const struct booked *made)
{
	const struct rulebook *rules;
	struct card card;
	struct told *told;

	if (c->own == OWN_MAX)
		return;
	if (card_open(&w->act, w->shelf, made->public_id, &card, &rules) != OK)
		return;
	told = &c->told[c->own++];
	snprintf(told->public_id, sizeof told->public_id, "%s", made->public_id);
	told->state = card.row.state;
	told->start = card.row.starts;
	told->version = card.row.version;
}

static enum err
make_booking(struct client *c, struct world *w, enum operation op)
{
	static const char *const services[] = { "massage", "talk", "approval", "yoga" };
	static const char *const staff[] = { NULL, "ana", "rui" };
	const char *service = services[throw_dice(c, 4)];
	struct wish wish =
	    world_wish(w, service, text_equal(service, "yoga") ? NULL : staff[throw_dice(c, 3)],
		       text_equal(service, "yoga") ? WORLD_AT(1, 18, 0) : any_start(c));
	struct complaints complaints = { 0 };
	struct booked made;
	enum err e;

	wish.hold = op == HOLD;
	wish.overbook = op == OVERBOOK;
	wish.source = op == OVERBOOK ? SOURCE_DESK : SOURCE_WEB;
	if ((e = book(&w->act, &wish, &complaints, &made)) == OK)
		remember(c, w, &made);
	return e;
}

static struct told *
any_own(struct client *c)
{
	return c->own == 0 ? NULL : &c->told[throw_dice(c, c->own)];
}

static enum err
change_booking(struct client *c, struct world *w, enum operation op)
{
	static const enum booking_state steps[] = { BOOKING_CONFIRMED, BOOKING_DECLINED, BOOKING_CHECKED_IN,
						    BOOKING_NO_SHOW, BOOKING_COMPLETED };
	struct told *told = any_own(c);
	const struct rulebook *rules;
	struct card card;
	int64_t version = 0;
	enum err e;

	if (told == NULL)
		return OK;
	if ((e = card_open(&w->act, w->shelf, told->public_id, &card, &rules)) != OK)
		return e;
	if (op == MOVE) {
		struct move move = { .card = &card, .book = rules, .start = any_start(c) };
		struct moved moved;

		if ((e = move_booking(&w->act, &move, &moved)) == OK) {
			told->start = move.start;
			told->state = card.row.state;
			told->version = moved.version;
		}
		return e;
	}
	if (op == CANCEL) {
		if ((e = card_cancel(&w->act, &card, 0, "torture")) == OK) {
			told->state = BOOKING_CANCELLED;
			told->version = card.row.version + 1;
		}
		return e;
	}
	struct stepping stepping = { .card = &card, .book = rules, .to = steps[throw_dice(c, 5)] };

	if ((e = step_take(&w->act, &stepping, &version)) == OK) {
		told->state = (int)stepping.to;
		told->version = version;
	}
	return e;
}

static void
run_client(struct client *c, struct world *w, size_t operations)
{
	static const enum operation mix[] = { BOOK, BOOK, BOOK,   BOOK,   BOOK, BOOK, HOLD,    MOVE,
					      MOVE, MOVE, CANCEL, CANCEL, STEP, STEP, OVERBOOK };

	for (size_t i = 0; i < operations; i++) {
		enum operation op = mix[throw_dice(c, sizeof mix / sizeof *mix)];
		int64_t began = clock_ticks(), took;
		enum err e;

		/* Overbooking is rare, and only so much of it is wanted. */
		if (op == OVERBOOK && throw_dice(c, 4) != 0)
			op = BOOK;
		e = op <= OVERBOOK ? make_booking(c, w, op) : change_booking(c, w, op);
		took = clock_ticks() - began;
		c->counts[op][e]++;
		c->slowest = took > c->slowest ? took : c->slowest;
		world_next(w);
	}
}

/* A process of its own, with a connection of its own. */
static pid_t
start_client(struct torture *t, size_t i)
{
	pid_t pid;

	fflush(NULL);
	if ((pid = fork()) != 0)
		return pid;
	log_open("torture", LOG_ERROR);
	run_client(&t->shared[i], world_join("hora_booking"), t->operations / t->clients);
	_exit(0);
}

/* How many of the client's bookings the database tells otherwise. Only a hold may
 * have changed by itself. */
static size_t
disagreements(const struct client *c)
{
	size_t count = 0;

	for (size_t i = 0; i < c->own; i++) {
		const struct told *t = &c->told[i];
		char want[128];
		const char *found =
		    database_sql("select b.state || '/' || extract(epoch from o.starts)::bigint || '/' || "
				 "b.version from hora.booking b"
				 " join hora.occasion o on o.id = b.occasion_id where public_id = '%s'",
				 t->public_id);

		snprintf(want, sizeof want, "%s/%lld/%lld", state_names[t->state], (long long)t->start,
			 (long long)t->version);
		if (text_equal(found, want) || (t->state == BOOKING_HELD && text_starts(found, "expired/")))
			continue;
		fprintf(stderr, "torture: told %s of %s, found %s\n", want, t->public_id, found);
		count++;
	}
	return count;
}

#define BLOCKING \
	"('held','pending_payment','pending_approval','confirmed','checked_in','in_service','completed')"

/* What must hold after any run: each query answers 0. */
static const struct {
	const char *name, *sql;
} invariants[] = {
	{ "no two blocking claims of a resource overlap",
	  "select count(*) from hora.claim a join hora.claim b on a.resource_id = b.resource_id and a.id < "
	  "b.id"
	  " and a.blocked && b.blocked where a.state in " BLOCKING " and b.state in " BLOCKING },
	{ "every booking that blocks has a staff claim that blocks",
	  "select count(*) from hora.booking b where b.state in " BLOCKING
	  " and not exists (select from hora.claim c join hora.resource r on r.id = c.resource_id where"
	  " c.occasion_id = b.occasion_id and r.kind = 'staff' and (c.state = 'overbook' or c.state "
	  "in " BLOCKING "))" },
	{ "every massage that blocks has a room",
	  "select count(*) from hora.booking b join hora.occasion o on o.id = b.occasion_id and o.service_id "
	  "= 1"
	  " where b.state in " BLOCKING
	  " and not exists (select from hora.claim c join hora.resource r on r.id = c.resource_id where"
	  " c.occasion_id = b.occasion_id and r.kind = 'room' and (c.state = 'overbook' or c.state "
	  "in " BLOCKING "))" },
	{ "seats taken are the seats of bookings that block",
	  "select count(*) from hora.occasion o where taken <> (select coalesce(sum(seats), 0) from "
	  "hora.booking b"
	  " where b.occasion_id = o.id and b.state in " BLOCKING ")" },
	{ "no claim blocks for an occasion that nobody takes part in",
	  "select count(*) from hora.claim c join hora.occasion o on o.id = c.occasion_id"
	  " where o.taken = 0 and c.state in " BLOCKING },
	{ "every step was allowed",
	  "select count(*) from hora.booking_step s where s.from_state is distinct from s.to_state and not "
	  "exists"
	  " (select from hora.booking_transition t where t.from_state is not distinct from s.from_state"
	  "  and t.to_state = s.to_state)" },
	{ "the last step is the state",
	  "select count(*) from hora.booking b where state <> (select to_state from hora.booking_step s"
	  " where s.booking_id = b.id order by s.id desc limit 1)" },
	{ "the version counts the steps",
	  "select count(*) from hora.booking b where version <> (select count(*) from hora.booking_step s"
	  " where s.booking_id = b.id)" },
	{ "every change of a booking is in the audit log",
	  "select count(*) from hora.booking b where version <> (select count(*) from audit.entry e"
	  " where e.object = 'booking' and e.object_id = b.id::text)" },
};

static size_t
check_invariants(void)
{
	size_t broken = 0;

	for (size_t i = 0; i < sizeof invariants / sizeof *invariants; i++) {
		const char *found = database_sql("%s", invariants[i].sql);

		if (text_equal(found, "0"))
			continue;
		fprintf(stderr, "torture: %s: %s times not\n", invariants[i].name, found);
		broken++;
	}
	return broken;
}

static size_t
report(const struct torture *t, int64_t microseconds)
{
	int64_t counts[OPERATION__MAX][ERR__MAX] = { 0 }, slowest = 0;
	size_t failures = 0;

	for (size_t c = 0; c < t->clients; c++) {
		for (int op = 0; op < OPERATION__MAX; op++)
			for (int e = 0; e < ERR__MAX; e++)
				counts[op][e] += t->shared[c].counts[op][e];
		slowest = t->shared[c].slowest > slowest ? t->shared[c].slowest : slowest;
	}
	for (int op = 0; op < OPERATION__MAX; op++) {
		printf("%-9s", operation_names[op]);
		for (int e = 0; e < ERR__MAX; e++)
			if (counts[op][e] > 0)
				printf("  %s %lld", err_name((enum err)e), (long long)counts[op][e]);
		printf("\n");
		failures +=
		    (size_t)(counts[op][ERR_BUSY] + counts[op][ERR_INTERNAL] + counts[op][ERR_UPSTREAM]);
	}
	printf("%zu operations, %zu clients, seed %llu: %.0f a second, slowest %.0f ms\n", t->operations,
	       t->clients, (unsigned long long)t->seed, (double)t->operations * 1e6 / (double)microseconds,
	       (double)slowest / 1000);
	return failures;
}

int
main(int argc, char **argv)
{
	struct torture t = { .clients = 8, .operations = 2400, .seed = (uint64_t)clock_ticks() };
	int64_t number, began;
	size_t bad = 0;

	if (argc > 1 && text_integer(argv[1], strlen(argv[1]), &number) && number > 0
	    && number <= CLIENTS_MAX)
		t.clients = (size_t)number;
	if (argc > 2 && text_integer(argv[2], strlen(argv[2]), &number) && number > 0)
		t.operations = (size_t)number;
	if (argc > 3 && text_integer(argv[3], strlen(argv[3]), &number))
		t.seed = (uint64_t)number;
	t.shared = mmap(NULL, t.clients * sizeof *t.shared, PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (t.shared == MAP_FAILED)
		return 1;
	struct world *w = world_make("hora_booking");

	began = clock_ticks();
	for (size_t i = 0; i < t.clients; i++) {
		t.shared[i].dice = (t.seed + 1) * UINT64_C(0x9e3779b97f4a7c15) + i + 1;
		if (start_client(&t, i) < 0)
			bad++;
	}
	for (int status; wait(&status) > 0;)
		bad += status != 0;
	bad += report(&t, clock_ticks() - began);
	bad += check_invariants();
	for (size_t i = 0; i < t.clients; i++)
		bad += disagreements(&t.shared[i]);
	world_drop(w);
	printf(bad == 0 ? "all agrees\n" : "%zu faults\n", bad);
	return bad != 0;
}
