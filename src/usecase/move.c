/* Moving a booking to another occasion. */
#include "usecase/move.h"

#include "base/text.h"
#include "store/booking.h"
#include "usecase/book.h"
#include "usecase/notify.h"
#include "usecase/place.h"

struct attempt {
	struct act *act;
	const struct move *move;
	struct place place;
	int64_t occasion; /* it is in now */
	struct list held; /* resources it occupies now: int64_t ids */
};

/* Old and new resources, ascending, each once: the order of locks. */
static size_t
join(const struct attempt *t, int64_t *out)
{
	const int64_t *held = t->held.items;
	size_t count = 0, h = 0, p = 0;

	while (h < t->held.count || p < t->place.count) {
		int64_t id;

		if (p == t->place.count || (h < t->held.count && held[h] <= t->place.resources[p]))
			id = held[h++];
		else
			id = t->place.resources[p++];
		if (count == 0 || out[count - 1] != id)
			out[count++] = id;
	}
	return count;
}

static enum err
lock_and_read(struct attempt *t, const int64_t *resources, size_t count)
{
	struct act *act = t->act;
	enum err e;

	db_pipe(act->db);
	if ((e = act_begin(act)) != OK
	    || (e = booking_lock(act->db, t->move->card->row.studio_id, resources, count, "")) != OK
	    || (e = place_read(act, &t->place)) != OK)
		return e;
	return db_flush(act->db);
}

static enum err
write(struct attempt *t, int64_t *version)
{
	const struct card_row *row = &t->move->card->row;
	struct act *act = t->act;
	struct relocation to = { .studio = row->studio_id,
				 .booking = row->id,
				 .seen = t->move->seen == 0 ? row->version : t->move->seen,
				 .service = row->service_id,
				 .occasion = t->place.decision.occasion,
				 .starts = t->place.start,
				 .ends = t->place.start + t->place.what.service->duration_min * 60,
				 .capacity = t->place.what.service->capacity,
				 .resources = t->place.resources,
				 .blocked_from = t->place.blocked_from,
				 .blocked_to = t->place.blocked_to,
				 .resource_count = t->place.count,
				 .overbook = t->place.decision.overbooked };
	struct news news = { .from = (enum booking_state)row->state,
			     .to = (enum booking_state)row->state,
			     .starts = to.starts,
			     .version = to.seen + 1,
			     .has_email = row->email != NULL,
			     .rules = &t->move->book->reminders };
	enum err e;

	db_pipe(act->db);
	if ((e = booking_relocate(act->db, act->arena, &to, version)) != OK
	    || (e = notify_step(act, row->id, &news, t->held.items, t->held.count)) != OK
	    || (e = act_commit(act)) != OK)
		return e;
	return db_flush(act->db);
}

static enum err
transact(struct attempt *t, int64_t *version)
{
	int64_t *resources =
	    arena_alloc(t->act->arena, t->held.count + t->place.count + 1, sizeof *resources);
	enum err e;

	if ((e = lock_and_read(t, resources, join(t, resources))) != OK
	    || (e = place_decide(t->act, &t->place)) != OK)
		return e;
	/* A class's seat where it is already: there is nothing to change or to tell. */
	if (t->place.decision.occasion != 0 && t->place.decision.occasion == t->occasion) {
		*version = t->move->card->row.version;
		(void)db_end(t->act->db);
		return OK;
	}
	return write(t, version);
}

static enum err
try_choices(struct attempt *t, int64_t *version)
{
	enum err e = ERR_CONFLICT;

	for (int i = 1; i <= PLACE_CHOICES_MAX && e == ERR_CONFLICT; i++) {
		struct db_tries tries = { 0 };

		t->place.wide = i == PLACE_CHOICES_MAX;
		if ((e = place_choose(t->act, &t->place)) != OK)
			return e;
		do
			e = transact(t, version);
		while (e != OK && db_again(t->act->db, &tries));
		/* Changed by somebody else: another choice does not help. */
		if (e == ERR_CONFLICT && text_equal(db_failure(t->act->db)->sqlstate, "HO003")) {
			(void)db_end(t->act->db);
			return ERR_NOT_FOUND;
		}
		if (e != OK)
			(void)db_end(t->act->db);
	}
	return e;
}

static enum err
refuse(struct attempt *t, enum err e, struct moved *out)
{
	enum slot_reason reason = t->place.decision.reason;
	enum err found;

	if (e == ERR_NOT_FOUND) {
		out->why = N_("This booking has changed meanwhile. Look at it again first.");
		return ERR_CONFLICT;
	}
	if (e == ERR_BUSY || e == ERR_INTERNAL)
		return e;
	out->why = slot_reason_text(reason == SLOT_FREE ? SLOT_TAKEN : reason);
	if ((found = book_alternatives(t->act, &t->place.what, t->place.start, t->place.seats,
				       &out->alternatives))
	    != OK)
		return found;
	return e;
}

int64_t
move_leaves(const struct card_row *row)
{
	return row->taken == row->seats ? row->occasion_id : 0;
}

bool
move_is_idle(const struct move *move)
{
	const struct card_name *staff = move->card->staff.items;
	bool same = move->staff == NULL;

	for (size_t i = 0; i < move->card->staff.count && !same; i++)
		same = text_equal(staff[i].slug, move->staff->slug);
	return move->card->may_move && same && move->start == move->card->row.starts;
}

enum err
move_booking(struct act *act, const struct move *move, struct moved *out)
{
	const struct card_row *row = &move->card->row;
	struct attempt t = { .act = act, .move = move };
	struct held held;
	enum err e;

	*out = (struct moved){ 0 };
	if (!move->card->may_move) {
		out->why = N_("This booking can no longer be moved here. Please call the studio.");
		return ERR_TOO_LATE;
	}
	t.place = (struct place){ .what = { .book = move->book,
					    .service = rulebook_service_id(move->book, row->service_id),
					    .staff = move->staff },
				  .start = move->start,
				  .seats = row->seats,
				  .overbook = move->overbook };
	if (t.place.what.service == NULL) {
		out->why = N_("This service is no longer offered. Please call the studio.");
		return ERR_TOO_LATE;
	}
	act->reason = move->reason;
	if ((e = booking_held(act->db, act->arena, row->studio_id, &row->id, 1, &held)) != OK)
		return e;
	/* Into a class one comes back as into any other. */
	if (t.place.what.service->capacity == 1 || move->start != row->starts)
		t.place.moved = move_leaves(row);
	t.occasion = held.occasion;
	t.held = held.resources;
	if ((e = try_choices(&t, &out->version)) != OK)
		return refuse(&t, e, out);
	return OK;
}
