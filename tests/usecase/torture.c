/* Random bookings, moves, cancellations, holds and their expiry, decisions on
 * approval, no-shows and overbookings from many clients at once, each a process
 * with a connection of its own; then the database is held against what the
 * clients were told, and tools/check-invariants looks at it.
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
#include "store/news.h"
#include "tests/support/database.h"
#include "tests/support/world.h"
#include "usecase/move.h"
#include "usecase/step.h"

#define CLIENTS_MAX 64
#define WEEKS 11         /* gone through, within the horizon: a full one leaves nothing to fight for */
#define OWN_MAX 8000     /* operations of one client, so bookings it remembers */
#define BUSY_SHARE 1000  /* one in so many may wait too long for a lock: cores are few */
#define HOLD_SECONDS 600 /* that a hold lasts */

enum operation { BOOK, HOLD, OVERBOOK, MOVE, CANCEL, EXPIRE, DECIDE, STEP, OPERATION__MAX };
static const char *const operation_names[] = { "book",   "hold",   "overbook", "move",
					       "cancel", "expire", "decide",   "step" };

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
	int64_t week;    /* that it works in */
	int64_t untold;  /* bookings made that could not be read again */
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

/* Wall time of the studio, on a day of the client's week (Monday = 0). */
static int64_t
at(struct client *c, struct world *w, int64_t day, int64_t minute)
{
	const struct zone *zone = world_book(w)->zone;
	int64_t today = zone_wall(zone, w->act.now).date;
	int64_t monday = today + 7 * (c->week + 1) - (today + 3) % 7; /* day 0 was a Thursday */

	return zone_day_start(zone, monday + day) + minute * 60;
}

static int64_t
any_start(struct client *c, struct world *w)
{
	return at(c, w, (int64_t)throw_dice(c, 5), 9 * 60 + (int64_t)throw_dice(c, 20) * 30);
}

static void
remember(struct client *c, struct world *w, const struct booked *made)
{
	const struct rulebook *rules;
	struct card card;
	struct told *told;

	if (card_open(&w->act, w->shelf, made->public_id, &card, &rules) != OK) {
		c->untold++;
		return;
	}
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
		       text_equal(service, "yoga") ? at(c, w, 1, 18 * 60) : any_start(c, w));
	struct complaints complaints = { 0 };
	struct booked made;
	enum err e;

	wish.hold = op == HOLD;
	if (wish.hold && throw_dice(c, 2) == 0)
		w->act.now -= HOLD_SECONDS - 1; /* it runs out while others work */
	wish.overbook = op == OVERBOOK;
	wish.source = op == OVERBOOK ? SOURCE_DESK : SOURCE_WEB;
	if ((e = book(&w->act, &wish, &complaints, &made)) == OK)
		remember(c, w, &made);
	return e;
}

/* One of its own bookings; for a few throws, one that the operation is made for. */
static struct told *
any_own(struct client *c, enum operation op)
{
	const int wanted = op == EXPIRE   ? BOOKING_HELD
			   : op == DECIDE ? BOOKING_PENDING_APPROVAL
					  : BOOKING_CONFIRMED;
	struct told *told = NULL;

	for (int tries = 0; tries < 20 && c->own > 0; tries++) {
		told = &c->told[throw_dice(c, c->own)];
		if (told->state == wanted)
			break;
	}
	return told;
}

static enum err
move_own(struct client *c, struct world *w, struct told *told, const struct stepping *s)
{
	struct move move = { .card = s->card, .book = s->book, .start = any_start(c, w) };
	struct moved moved;
	enum err e = move_booking(&w->act, &move, &moved);

	if (e == OK)
		*told = (struct told){ .state = s->card->row.state,
				       .start = move.start,
				       .version = moved.version };
	return e;
}

/* The state that an operation leads to. */
static enum booking_state
aim_of(struct client *c, enum operation op)
{
	static const enum booking_state decisions[] = { BOOKING_CONFIRMED, BOOKING_DECLINED };
	static const enum booking_state steps[] = { BOOKING_CONFIRMED, BOOKING_CHECKED_IN, BOOKING_IN_SERVICE,
						    BOOKING_COMPLETED, BOOKING_NO_SHOW };

	if (op == EXPIRE)
		return BOOKING_EXPIRED;
	return op == DECIDE ? decisions[throw_dice(c, 2)] : steps[throw_dice(c, 5)];
}

static enum err
change_booking(struct client *c, struct world *w, enum operation op)
{
	struct told *told = any_own(c, op), next;
	struct stepping stepping = { .reason = "torture" };
	struct card card;
	enum err e;

	if (told == NULL)
		return OK;
	if ((e = card_open(&w->act, w->shelf, told->public_id, &card, &stepping.book)) != OK)
		return e;
	stepping.card = &card;
	next = (struct told){ .start = card.row.starts, .version = card.row.version + 1 };
	if (op == MOVE) {
		e = move_own(c, w, &next, &stepping);
	} else if (op == CANCEL) {
		next.state = BOOKING_CANCELLED;
		e = card_cancel(&w->act, &card, 0, "torture");
	} else {
		stepping.to = aim_of(c, op);
		next.state = (int)stepping.to;
		e = step_take(&w->act, &stepping, &next.version);
	}
	if (e == OK) {
		told->state = next.state;
		told->start = next.start;
		told->version = next.version;
	}
	return e;
}

static void
run_client(struct client *c, struct world *w, size_t operations)
{
	static const enum operation mix[] = { BOOK,   BOOK,   BOOK,   BOOK, BOOK,   BOOK,
					      HOLD,   HOLD,   MOVE,   MOVE, MOVE,   CANCEL,
					      CANCEL, CANCEL, EXPIRE, STEP, DECIDE, OVERBOOK };

	for (size_t i = 0; i < operations; i++) {
		enum operation op = mix[throw_dice(c, sizeof mix / sizeof *mix)];
		int64_t began = clock_ticks(), took;
		enum err e;

		w->act.now = clock_now();
		c->week = (int64_t)(i * WEEKS / operations);
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
	log_open("torture", LOG_WARNING);
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

/* What every client was told last, for tools/check-invariants. */
static size_t
check_invariants(const struct torture *t)
{
	char path[] = "/tmp/torture-XXXXXX";
	int fd = mkstemp(path);
	FILE *journal = fd < 0 ? NULL : fdopen(fd, "w");
	size_t broken;

	if (journal == NULL)
		return 1;
	for (size_t c = 0; c < t->clients; c++)
		for (size_t i = 0; i < t->shared[c].own; i++) {
			const struct told *told = &t->shared[c].told[i];
			char start[32];

			fprintf(journal,
				"{\"outcome\":\"ok\",\"studio\":\"casa\",\"id\":\"%s\",\"starts\":\"%s\","
				"\"state\":\"%s\"}\n",
				told->public_id, time_write(told->start, 0, start), state_names[told->state]);
		}
	broken = fclose(journal) != 0 || !database_check(path);
	unlink(path);
	return broken;
}

/* What is past its time ends, as the worker would see to. */
static size_t
expire_overdue(struct world *w)
{
	struct list overdue = { 0 };

	do {
		const struct lapsed *l;

		world_next(w);
		w->act.now = clock_now();
		if (news_overdue(w->db, w->act.arena, w->act.now, &overdue) != OK)
			return 1;
		l = overdue.items;
		for (size_t i = 0; i < overdue.count; i++) {
			struct stepping stepping = { .to = BOOKING_EXPIRED };
			struct card card;
			int64_t version;

			if (card_open(&w->act, w->shelf, l[i].public_id, &card, &stepping.book) != OK)
				return 1;
			stepping.card = &card;
			if (step_take(&w->act, &stepping, &version) != OK)
				return 1;
		}
	} while (overdue.count > 0);
	return 0;
}

static size_t
report(const struct torture *t, int64_t microseconds)
{
	int64_t counts[OPERATION__MAX][ERR__MAX] = { 0 }, slowest = 0;
	size_t failures = 0, busy = 0;

	for (size_t c = 0; c < t->clients; c++) {
		for (int op = 0; op < OPERATION__MAX; op++)
			for (int e = 0; e < ERR__MAX; e++)
				counts[op][e] += t->shared[c].counts[op][e];
		failures += (size_t)t->shared[c].untold;
		slowest = t->shared[c].slowest > slowest ? t->shared[c].slowest : slowest;
	}
	for (int op = 0; op < OPERATION__MAX; op++) {
		printf("%-9s", operation_names[op]);
		for (int e = 0; e < ERR__MAX; e++)
			if (counts[op][e] > 0)
				printf("  %s %lld", err_name((enum err)e), (long long)counts[op][e]);
		printf("\n");
		failures += (size_t)(counts[op][ERR_INTERNAL] + counts[op][ERR_UPSTREAM]);
		busy += (size_t)counts[op][ERR_BUSY];
	}
	printf("%zu operations, %zu clients, seed %llu: %.0f a second, slowest %.0f ms\n", t->operations,
	       t->clients, (unsigned long long)t->seed, (double)t->operations * 1e6 / (double)microseconds,
	       (double)slowest / 1000);
	return failures + (busy > t->operations / BUSY_SHARE ? busy : 0);
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
	if (t.operations / t.clients > OWN_MAX) {
		fprintf(stderr, "torture: at most %d operations a client\n", OWN_MAX);
		return 2;
	}
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
	bad += expire_overdue(w);
	bad += check_invariants(&t);
	for (size_t i = 0; i < t.clients; i++)
		bad += disagreements(&t.shared[i]);
	world_drop(w);
	printf(bad == 0 ? "all agrees\n" : "%zu faults\n", bad);
	return bad != 0;
}
