/* Booking: check what was typed, choose by an unlocked read, lock only what was
 * chosen, let the domain decide again on fresh facts, write. Two round trips
 * under the locks; the database's constraint stands behind it all. */
#include "usecase/book.h"

#include "base/text.h"
#include "domain/offer.h"
#include "store/booking.h"
#include "usecase/facts.h"
#include "usecase/wish.h"

#define CHOICES_MAX 5       /* how often another choice is tried when one was taken meanwhile */
#define ALTERNATIVES_MAX 6  /* starts offered instead */
#define ALTERNATIVE_DAYS 14 /* looked through for them, before and after */
#define DAY 86400

/* One try to book: what is asked and what has been found out. */
struct attempt {
	struct act *act;
	const struct wish *wish;
	struct complaints *complaints;
	struct entry entry;
	struct facts wide; /* all who could serve, read without locks */
	struct slot_decision choice;
	struct earlier earlier;
};

/* Chooses by rank from an unlocked read. */
static enum err
choose(struct attempt *t)
{
	struct act *act = t->act;
	const struct wish *w = t->wish;
	struct slot_query query = facts_query(act, &w->what, w->start, w->start + 1);
	enum err e;

	query.seats = (uint32_t)w->seats;
	facts_choose(act, &w->what, &t->wide);
	db_pipe(act->db);
	if ((e = facts_read(act, &t->wide, w->start, w->start + 1, true)) != OK
	    || (e = db_flush(act->db)) != OK)
		return e;
	facts_settle(act, &t->wide);
	t->choice = slot_decide(act->arena, &t->wide.slots, &query);
	return slot_reason_err(t->choice.reason);
}

/* What the decision occupies, by ascending id: the order of the locks. */
static void
set_resources(struct attempt *t, const struct facts *f, const struct slot_decision *d)
{
	const struct service *service = t->wish->what.service;
	size_t count = d->provider_count + d->room_count;
	int64_t *ids = arena_alloc(t->act->arena, count + 1, sizeof *ids);
	int64_t *from = arena_alloc(t->act->arena, count + 1, sizeof *from);
	int64_t *to = arena_alloc(t->act->arena, count + 1, sizeof *to);

	for (size_t i = 0; i < count; i++) {
		uint32_t index = i < d->provider_count ? d->providers[i] : d->rooms[i - d->provider_count];
		const struct resource *r = f->resources[index];
		size_t at = i;

		for (; at > 0 && ids[at - 1] > r->id; at--) {
			ids[at] = ids[at - 1];
			from[at] = from[at - 1];
			to[at] = to[at - 1];
		}
		ids[at] = r->id;
		from[at] = t->entry.starts - (service->before_min + r->before_min) * 60;
		to[at] = t->entry.ends + (service->after_min + r->after_min) * 60;
	}
	t->entry.resources = ids;
	t->entry.blocked_from = from;
	t->entry.blocked_to = to;
	t->entry.resource_count = count;
	t->entry.occasion = d->occasion;
}

/* The customer's lock, where the studio limits open bookings. */
static const char *
customer_key(const struct attempt *t)
{
	if (t->wish->what.book->studio.open_limit == 0)
		return "";
	return t->entry.email_key != NULL ? t->entry.email_key : t->entry.phone;
}

/* First round trip: transaction, key, locks, and the facts as they are now. */
static enum err
lock_and_read(struct attempt *t, struct facts *narrow, int64_t *open)
{
	struct act *act = t->act;
	enum err e;

	*open = 0;
	db_pipe(act->db);
	if ((e = act_begin(act)) != OK
	    || (e = booking_idempotency(act->db, act->arena, &t->entry,
					t->wish->idempotency_print == NULL ? "" : t->wish->idempotency_print,
					&t->earlier))
		   != OK
	    || (e = booking_lock(act->db, t->entry.studio, t->entry.resources, t->entry.resource_count,
				 customer_key(t)))
		   != OK
	    || (e = facts_read(act, narrow, t->entry.starts, t->entry.starts + 1, true)) != OK)
		return e;
	if (t->wish->what.book->studio.open_limit != 0
	    && (e = booking_open_count(act->db, act->arena, &t->entry, act->now, open)) != OK)
		return e;
	return db_flush(act->db);
}

/* Second round trip: all of it, kept. */
static enum err
write(struct attempt *t, int64_t *id)
{
	struct act *act = t->act;
	enum err e;

	db_pipe(act->db);
	if ((e = booking_put(act->db, act->arena, &t->entry, id)) != OK || (e = act_commit(act)) != OK)
		return e;
	return db_flush(act->db);
}

/* The transaction for one choice. ERR_CONFLICT: it was taken meanwhile. */
static enum err
transact(struct attempt *t)
{
	struct act *act = t->act;
	struct slot_query query = facts_query(act, &t->wish->what, t->wish->start, t->wish->start + 1);
	struct slot_decision decision;
	struct facts narrow;
	int64_t id;
	enum err e;

	facts_narrow(act, &t->wish->what, &t->wide, &t->choice, &narrow);
	set_resources(t, &t->wide, &t->choice);
	if ((e = lock_and_read(t, &narrow, &query.open_bookings)) != OK)
		return e;
	if (t->earlier.made != 0 || !t->earlier.same)
		return OK;
	facts_settle(act, &narrow);
	query.seats = (uint32_t)t->wish->seats;
	query.open_most = t->wish->what.book->studio.open_limit;
	decision = slot_decide(act->arena, &narrow.slots, &query);
	if (decision.reason != SLOT_FREE) {
		t->choice.reason = decision.reason;
		/* No other choice would help who has too many. */
		return decision.reason == SLOT_LIMIT_CUSTOMER ? ERR_DENIED : slot_reason_err(decision.reason);
	}
	set_resources(t, &narrow, &decision);
	return write(t, &id);
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
	if (e != OK || t->earlier.made != 0 || !t->earlier.same)
		(void)db_end(t->act->db);
	return e;
}

/* Choices by rank, until one holds or none is left. */
static enum err
try_choices(struct attempt *t)
{
	enum err e = ERR_CONFLICT;

	for (int i = 0; i < CHOICES_MAX && e == ERR_CONFLICT; i++) {
		if ((e = choose(t)) != OK)
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
	    || (e = booking_idempotency(act->db, act->arena, &t->entry,
					t->wish->idempotency_print == NULL ? "" : t->wish->idempotency_print,
					&t->earlier))
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
	if ((e = booking_public(t->act->db, t->act->arena, t->entry.studio, t->earlier.made, &name)) != OK)
		return e;
	*out = (struct booked){ .public_id = name.public_id, .version = name.version, .repeated = true };
	return OK;
}

/* Starts near the one wished for: same staff and day first. */
static enum err
find_alternatives(struct attempt *t, struct list *out)
{
	const struct wish *w = t->wish;
	struct agenda_query anyone = w->what;
	int64_t day = zone_wall(w->what.book->zone, w->start).date;
	struct opening *chosen = arena_alloc(t->act->arena, ALTERNATIVES_MAX, sizeof *chosen);
	struct list openings;
	enum err e;

	anyone.staff = NULL;
	*out = (struct list){ chosen, 0 };
	if ((e = agenda_starts(t->act, &anyone, zone_day_start(anyone.book->zone, day - ALTERNATIVE_DAYS),
			       zone_day_start(anyone.book->zone, day + ALTERNATIVE_DAYS + 1), &openings))
	    != OK)
		return e;
	out->count = agenda_nearest(&w->what, w->start, &openings, chosen, ALTERNATIVES_MAX);
	return OK;
}

static enum err
refuse_start(struct attempt *t, enum err e, struct booked *out)
{
	enum err found;

	if (e == ERR_INVALID)
		complaint_add(t->complaints, "start", NULL, slot_reason_text(t->choice.reason));
	if (e == ERR_BUSY || e == ERR_INTERNAL)
		return e;
	out->why = slot_reason_text(t->choice.reason);
	if (e == ERR_DENIED)
		return e;
	if ((found = find_alternatives(t, &out->alternatives)) != OK)
		return found;
	return e;
}

enum err
book(struct act *act, const struct wish *wish, struct complaints *complaints, struct booked *out)
{
	struct attempt t = { .act = act, .wish = wish, .complaints = complaints, .earlier.same = true };
	enum err e;

	*out = (struct booked){ 0 };
	if ((e = wish_take(act, wish, complaints, &t.entry)) != OK)
		return e;
	e = try_choices(&t);
	if (e != OK && e != ERR_BUSY && e != ERR_INTERNAL && !text_is_empty(t.entry.idempotency_key)) {
		enum err twin = look_for_twin(&t);

		if (twin != OK)
			return twin;
		if (t.earlier.made != 0 || !t.earlier.same)
			return replay(&t, out);
	}
	if (e != OK)
		return refuse_start(&t, e, out);
	if (t.earlier.made != 0 || !t.earlier.same)
		return replay(&t, out);
	*out = (struct booked){ .public_id = t.entry.public_id, .token = t.entry.token, .version = 1 };
	return OK;
}
