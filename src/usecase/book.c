/* Booking: check what was typed, place it, write it: one service or the whole
 * course of a visit. Two round trips under the locks; the database's constraint
 * stands behind it all. */
#include "usecase/book.h"

#include "base/text.h"
#include "crypto/random.h"
#include "domain/state.h"
#include "store/booking.h"
#include "usecase/course.h"
#include "usecase/wish.h"

#define ALTERNATIVES_MAX 6 /* starts offered instead */

/* One try to book: what is asked and what has been found out. */
struct attempt {
	struct act *act;
	const struct wish *wish;
	struct complaints *complaints;
	struct entry *entries; /* one for each place */
	struct course course;
	struct earlier earlier;
	int64_t open; /* bookings the customer has, read under the lock */
};

/* The locks of the customer and the resources. Where the studio limits open
 * bookings they are counted by address and by number: who gives both locks both,
 * the number first, as everybody does. */
static enum err
lock(struct attempt *t, const int64_t *resources, size_t count)
{
	const struct entry *entry = &t->entries[0];
	struct db *db = t->act->db;
	const char *customer = entry->email_key != NULL ? entry->email_key : entry->phone;
	enum err e;

	if (t->course.places[0].open_most == 0)
		return booking_lock(db, entry->studio, resources, count, "");
	if (entry->email_key != NULL && entry->phone != NULL
	    && (e = booking_lock(db, entry->studio, resources, 0, entry->phone)) != OK)
		return e;
	return booking_lock(db, entry->studio, resources, count, customer);
}

static const char *
print_of(const struct wish *w)
{
	return w->idempotency_print == NULL ? "" : w->idempotency_print;
}

/* First round trip: transaction, key, locks, and the facts as they are now. */
static enum err
lock_and_read(struct attempt *t)
{
	struct act *act = t->act;
	struct entry *entry = &t->entries[0];
	int64_t *ids = arena_alloc(act->arena, course_resources_most(&t->course) + 1, sizeof *ids);
	size_t count = course_resources(&t->course, ids);
	enum err e;

	db_pipe(act->db);
	if ((e = act_begin(act)) != OK
	    || (e = booking_idempotency(act->db, act->arena, entry, print_of(t->wish), &t->earlier)) != OK
	    || (e = lock(t, ids, count)) != OK || (e = course_read(act, &t->course)) != OK)
		return e;
	if (t->course.places[0].open_most != 0
	    && (e = booking_open_count(act->db, act->arena, entry, act->now, &t->open)) != OK)
		return e;
	if ((e = db_flush(act->db)) != OK)
		return e;
	for (size_t k = 0; k < t->course.count; k++)
		t->course.places[k].open = t->open + (int64_t)k;
	return OK;
}

/* Second round trip: all of it, kept. */
static enum err
write(struct attempt *t)
{
	struct act *act = t->act;
	int64_t *ids = arena_alloc(act->arena, t->course.count, sizeof *ids);
	enum err e;

	db_pipe(act->db);
	for (size_t k = 0; k < t->course.count; k++) {
		entry_place(act, t->wish, &t->course.places[k], k > 0, &t->entries[k]);
		if ((e = booking_put(act->db, act->arena, &t->entries[k], &ids[k])) != OK)
			return e;
	}
	if ((e = act_commit(act)) != OK)
		return e;
	return db_flush(act->db);
}

/* Another request with the same key was there before. */
static bool
is_repeat(const struct attempt *t)
{
	return t->earlier.made != 0 || !t->earlier.same;
}

/* The transaction for one choice. ERR_CONFLICT: it was taken meanwhile. */
static enum err
transact(struct attempt *t)
{
	enum err e;

	if ((e = lock_and_read(t)) != OK || is_repeat(t) || (e = course_decide(t->act, &t->course)) != OK)
		return e;
	return write(t);
}

/* A choice, tried again as often as the database's verdict allows. */
static enum err
try_choice(struct attempt *t)
{
	struct db_tries tries = { 0 };
	enum err e;

	do
		e = transact(t);
	while (e != OK && db_again(t->act->db, &tries));
	if (e == ERR_BUSY && text_equal(db_failure(t->act->db)->statement, "booking.idempotency")
	    && text_equal(db_failure(t->act->db)->sqlstate, "55P03"))
		e = ERR_UPSTREAM; /* the twin did not come to an end in time */
	if (e != OK || is_repeat(t))
		(void)db_end(t->act->db);
	return e;
}

/* Choices by rank, until one holds or none is left. */
static enum err
try_choices(struct attempt *t)
{
	enum err e = ERR_CONFLICT;

	for (int i = 1; i <= PLACE_CHOICES_MAX && e == ERR_CONFLICT; i++) {
		if ((e = course_choose(t->act, &t->course, i == PLACE_CHOICES_MAX)) != OK)
			return e;
		e = try_choice(t);
	}
	return e;
}

/* Was it refused only because the same request has already taken the time? */
static enum err
look_for_twin(struct attempt *t)
{
	struct act *act = t->act;
	enum err e;

	db_pipe(act->db);
	if ((e = act_begin(act)) != OK
	    || (e = booking_idempotency(act->db, act->arena, &t->entries[0], print_of(t->wish), &t->earlier))
		   != OK
	    || (e = db_flush(act->db)) != OK)
		return e;
	(void)db_end(act->db);
	return OK;
}

static enum err
replay(struct attempt *t, struct booked *out)
{
	struct booking_name name;
	enum err e;

	if (!t->earlier.same || t->earlier.made == 0) {
		complaint_add(t->complaints, "idempotency_key", NULL,
			      N_("This key was used before, for another request."));
		return ERR_INVALID;
	}
	if ((e = booking_public(t->act->db, t->act->arena, t->entries[0].studio, t->earlier.made, &name))
	    != OK)
		return e;
	*out = (struct booked){
		.public_id = name.public_id, .visit = name.visit, .version = name.version, .repeated = true
	};
	return OK;
}

/* Of the openings those with as many seats as are wished for. */
static struct list
keep_roomy(struct act *act, const struct list *openings, int64_t seats)
{
	const struct opening *all = openings->items;
	struct opening *roomy = arena_alloc(act->arena, openings->count + 1, sizeof *roomy);
	size_t count = 0;

	for (size_t i = 0; i < openings->count; i++)
		if (all[i].seats_left >= seats)
			roomy[count++] = all[i];
	return (struct list){ roomy, count };
}

enum err
book_alternatives(struct act *act, const struct agenda_query *what, int64_t start, int64_t seats,
		  struct list *out)
{
	/* Days looked through before and after: the same day often has enough, and
	 * nearer days serve before those further away. */
	static const int64_t reaches[] = { 0, 2, 14 };
	const struct zone *zone = what->book->zone;
	struct agenda_query anyone = *what;
	int64_t day = zone_wall(zone, start).date;
	struct opening *chosen = arena_alloc(act->arena, ALTERNATIVES_MAX, sizeof *chosen);
	struct list openings;
	enum err e;

	if (what->then == NULL)
		anyone.staff = NULL;
	*out = (struct list){ chosen, 0 };
	for (size_t i = 0; i < sizeof reaches / sizeof *reaches && out->count < ALTERNATIVES_MAX; i++) {
		if ((e = agenda_starts(act, &anyone, zone_day_start(zone, day - reaches[i]),
				       zone_day_start(zone, day + reaches[i] + 1), &openings))
		    != OK)
			return e;
		openings = keep_roomy(act, &openings, seats);
		out->count = agenda_nearest(what, start, &openings, chosen, ALTERNATIVES_MAX);
	}
	return OK;
}

static enum err
refuse(struct attempt *t, enum err e, struct booked *out)
{
	enum slot_reason reason = course_reason(&t->course);
	enum err found;

	if (e == ERR_UPSTREAM) {
		out->why = N_("The same request is still being worked on. Try again in a moment.");
		return ERR_CONFLICT;
	}
	if (e == ERR_BUSY || e == ERR_INTERNAL)
		return e;
	/* The database saw what the facts did not yet show. */
	out->why = slot_reason_text(reason == SLOT_FREE ? SLOT_TAKEN : reason);
	if (e == ERR_DENIED)
		return e;
	if (e == ERR_INVALID)
		complaint_add(t->complaints, "start", NULL, out->why);
	if ((found = book_alternatives(t->act, &t->wish->what, t->wish->start, t->wish->seats,
				       &out->alternatives))
	    != OK)
		return found;
	return e;
}

/* What was typed, as an entry for each service. */
static enum err
take_entries(struct attempt *t)
{
	const char *visit = t->wish->visit;
	size_t count = t->course.count;

	if (visit == NULL && count > 1)
		visit = random_id(t->act->arena);
	t->entries = arena_alloc(t->act->arena, count, sizeof *t->entries);
	for (size_t k = 0; k < count; k++) {
		wish_take(t->act, t->wish, k, t->complaints, &t->entries[k]);
		t->entries[k].visit = visit;
		if (k > 0)
			t->entries[k].idempotency_key = "";
	}
	return t->complaints->count == 0 ? OK : ERR_INVALID;
}

enum err
book(struct act *act, const struct wish *wish, struct complaints *complaints, struct booked *out)
{
	struct attempt t = { .act = act, .wish = wish, .complaints = complaints, .earlier.same = true };
	struct place first = wish_place(wish);
	enum err e;

	*out = (struct booked){ 0 };
	if ((e = course_begin(&wish->what, &first, &t.course)) != OK || (e = take_entries(&t)) != OK)
		return e;
	e = try_choices(&t);
	if (e != OK && e != ERR_BUSY && e != ERR_INTERNAL && !text_is_empty(t.entries[0].idempotency_key)) {
		enum err twin = look_for_twin(&t);

		if (twin != OK)
			return twin;
		if (is_repeat(&t))
			return replay(&t, out);
	}
	if (e != OK)
		return refuse(&t, e, out);
	if (is_repeat(&t))
		return replay(&t, out);
	*out = (struct booked){ .public_id = t.entries[0].public_id,
				.token = t.entries[0].token,
				.visit = t.entries[0].visit,
				.version = 1 };
	return OK;
}
