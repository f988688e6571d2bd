/* What is done with bookings that were made together is done in one transaction,
 * under the locks of all resources they hold and will hold. */
#include "usecase/visit.h"

#include "base/text.h"
#include "store/booking.h"
#include "usecase/book.h"
#include "usecase/course.h"
#include "usecase/notify.h"

#define DAY 86400

enum err
visit_open(struct act *act, struct shelf *shelf, const char *public_id, struct visit *out)
{
	struct card card;
	struct list list;
	bool stuck = false;
	enum err e;

	*out = (struct visit){ 0 };
	if ((e = card_open(act, shelf, public_id, &card, &out->book)) != OK
	    || (e = card_companions(act, out->book, &card, &list)) != OK)
		return e;
	out->cards = list.items;
	out->count = list.count;
	for (size_t i = 0; i < list.count; i++) {
		const struct card *one = &out->cards[i];

		out->version += one->row.version;
		out->leaving += one->may_cancel;
		stuck |= state_blocks((enum booking_state)one->row.state) && !one->may_move;
		out->series |= i > 0 && one->row.starts - one[-1].row.starts > DAY;
	}
	out->may_move = !stuck && !out->series && out->leaving > 1 && visit_services(act, out) != NULL;
	return OK;
}

static struct news
news_of(const struct card *card, const struct rulebook *book, enum booking_state to, int64_t starts)
{
	return (struct news){ .from = (enum booking_state)card->row.state,
			      .to = to,
			      .starts = starts,
			      .version = card->row.version + 1,
			      .has_email = card->row.email != NULL,
			      .rules = &book->reminders };
}

/* What the marked ones hold, for their locks; none is left out by a lock taken in
 * another order. */
static enum err
read_held(struct act *act, const struct visit *v, const bool *marked, struct held *out)
{
	int64_t *ids = arena_alloc(act->arena, v->count, sizeof *ids);
	size_t count = 0;

	for (size_t i = 0; i < v->count; i++)
		if (marked == NULL ? v->cards[i].may_move : marked[i])
			ids[count++] = v->cards[i].row.id;
	return booking_held(act->db, act->arena, act->studio, ids, count, out);
}

/* --- cancelling --- */

static enum err
step_all(struct act *act, const struct visit *v, const bool *marked)
{
	int64_t *versions = arena_alloc(act->arena, v->count, sizeof *versions);
	bool told = false;
	enum err e;

	for (size_t i = 0; i < v->count; i++) {
		const struct card *card = &v->cards[i];
		struct state_change change = { .studio = card->row.studio_id,
					       .booking = card->row.id,
					       .seen = card->row.version,
					       .state = state_name(BOOKING_CANCELLED) };
		struct news news = news_of(card, v->book, BOOKING_CANCELLED, card->row.starts);

		if (!marked[i])
			continue;
		news.silent = told;
		told = true;
		if ((e = booking_step(act->db, act->arena, &change, &versions[i])) != OK
		    || (e = notify_step(act, card->row.id, &news, NULL, 0)) != OK)
			return e;
	}
	return OK;
}

static enum err
cancel_once(struct act *act, const struct visit *v, const bool *marked, const struct held *held)
{
	enum err e;

	db_pipe(act->db);
	if ((e = act_begin(act)) != OK
	    || (e = booking_lock(act->db, act->studio, held->resources.items, held->resources.count, ""))
		   != OK
	    || (e = step_all(act, v, marked)) != OK || (e = act_commit(act)) != OK)
		return e;
	return db_flush(act->db);
}

enum err
visit_cancel(struct act *act, const struct visit *v, const bool *marked, int64_t seen, const char *reason)
{
	struct db_tries tries = { 0 };
	struct held held;
	size_t count = 0;
	enum err e;

	for (size_t i = 0; i < v->count; i++) {
		if (marked[i] && !v->cards[i].may_cancel)
			return ERR_TOO_LATE;
		count += marked[i];
	}
	if (count == 0)
		return ERR_INVALID;
	if (seen != v->version)
		return ERR_CONFLICT;
	act->reason = text_is_empty(reason) ? NULL : reason;
	if ((e = read_held(act, v, marked, &held)) != OK)
		return e;
	do
		e = cancel_once(act, v, marked, &held);
	while (e != OK && db_again(act->db, &tries));
	if (e != OK)
		(void)db_end(act->db);
	return e;
}

/* --- moving --- */

struct attempt {
	struct act *act;
	const struct visit *visit;
	const struct card *cards[VISIT_MOST]; /* those that move, in order */
	struct course course;
	struct held held;
};

/* Who serves a booking now, where it is one of those who may be chosen. */
static const struct resource *
staff_of(const struct rulebook *book, const struct service *service, const struct card *card)
{
	const struct card_name *names = card->staff.items;
	const struct resource *staff = card->staff.count != 1 ? NULL : rulebook_staff(book, names[0].slug);

	return staff != NULL && service->staff_mode == STAFF_ANY && rulebook_offers(book, service, staff)
		   ? staff
		   : NULL;
}

struct agenda_query *
visit_services(struct act *act, const struct visit *v)
{
	struct agenda_query *services = arena_alloc(act->arena, v->count + 1, sizeof *services);
	int64_t *left = arena_alloc(act->arena, v->count + 1, sizeof *left);
	size_t count = 0, leaving = 0;

	for (size_t i = 0; i < v->count; i++) {
		const struct card *card = &v->cards[i];
		const struct service *service = rulebook_service_id(v->book, card->row.service_id);

		if (!card->may_move)
			continue;
		if (service == NULL || count == VISIT_MOST)
			return NULL;
		/* Of a class, others may stay. */
		if (service->capacity == 1)
			left[leaving++] = card->row.occasion_id;
		services[count++] = (struct agenda_query){ .book = v->book,
							   .service = service,
							   .staff = staff_of(v->book, service, card) };
	}
	for (size_t k = 0; k < count; k++) {
		services[k].left = (struct list){ left, leaving };
		services[k].then = k + 1 < count ? &services[k + 1] : NULL;
	}
	return count == 0 ? NULL : services;
}

static enum err
lock_and_read(struct attempt *t)
{
	struct act *act = t->act;
	const int64_t *held = t->held.resources.items;
	size_t count = course_resources_most(&t->course) + t->held.resources.count;
	int64_t *ids = arena_alloc(act->arena, count + 1, sizeof *ids);
	enum err e;

	/* booking_lock sorts what it locks. */
	count = course_resources(&t->course, ids);
	for (size_t i = 0; i < t->held.resources.count; i++)
		ids[count++] = held[i];
	db_pipe(act->db);
	if ((e = act_begin(act)) != OK || (e = booking_lock(act->db, act->studio, ids, count, "")) != OK
	    || (e = course_read(act, &t->course)) != OK)
		return e;
	return db_flush(act->db);
}

static enum err
relocate(struct attempt *t, size_t k, bool silent, int64_t *version)
{
	const struct card_row *row = &t->cards[k]->row;
	const struct place *p = &t->course.places[k];
	struct relocation to = { .studio = row->studio_id,
				 .booking = row->id,
				 .seen = row->version,
				 .service = row->service_id,
				 .occasion = p->decision.occasion,
				 .starts = p->start,
				 .ends = place_end(p),
				 .capacity = p->what.service->capacity,
				 .resources = p->resources,
				 .blocked_from = p->blocked_from,
				 .blocked_to = p->blocked_to,
				 .resource_count = p->count };
	struct news news = news_of(t->cards[k], t->visit->book, (enum booking_state)row->state, p->start);
	enum err e;

	news.silent = silent;
	if ((e = booking_relocate(t->act->db, t->act->arena, &to, version)) != OK)
		return e;
	return notify_step(t->act, row->id, &news, silent ? NULL : t->held.resources.items,
			   silent ? 0 : t->held.resources.count);
}

/* Would the k-th, where it goes, meet another where that still is? */
static bool
meets(const struct attempt *t, size_t k, size_t other)
{
	const struct held_claim *claims = t->held.claims.items;
	const struct place *p = &t->course.places[k];

	for (size_t c = 0; other != k && c < t->held.claims.count; c++)
		for (size_t i = 0; i < p->count; i++)
			if (claims[c].occasion_id == t->cards[other]->row.occasion_id
			    && claims[c].resource_id == p->resources[i] && claims[c].starts < p->blocked_to[i]
			    && claims[c].ends > p->blocked_from[i])
				return true;
	return false;
}

/* The first that nobody in its way holds up; the first of all when each is. */
static size_t
next_to_go(const struct attempt *t, const bool *gone)
{
	size_t count = t->course.count, any = count;

	for (size_t k = count; k-- > 0;)
		any = gone[k] ? any : k;
	for (size_t k = 0; k < count; k++) {
		bool free = !gone[k];

		for (size_t other = 0; other < count; other++)
			free = free && (gone[other] || !meets(t, k, other));
		if (free)
			return k;
	}
	return any;
}

/* One after the other, each once nobody of them stands where it goes: they keep
 * their order, so the last goes first when all go later. */
static enum err
relocate_all(struct attempt *t, int64_t *versions)
{
	bool gone[VISIT_MOST] = { false };
	enum err e;

	for (size_t turn = 0; turn < t->course.count; turn++) {
		size_t k = next_to_go(t, gone);

		gone[k] = true;
		if ((e = relocate(t, k, k > 0, &versions[k])) != OK)
			return e;
	}
	return OK;
}

static enum err
transact(struct attempt *t)
{
	struct act *act = t->act;
	int64_t *versions = arena_alloc(act->arena, VISIT_MOST, sizeof *versions);
	enum err e;

	if ((e = lock_and_read(t)) != OK || (e = course_decide(act, &t->course)) != OK)
		return e;
	db_pipe(act->db);
	if ((e = relocate_all(t, versions)) != OK || (e = act_commit(act)) != OK)
		return e;
	return db_flush(act->db);
}

static enum err
try_choices(struct attempt *t)
{
	enum err e = ERR_CONFLICT;

	for (int i = 1; i <= PLACE_CHOICES_MAX && e == ERR_CONFLICT; i++) {
		struct db_tries tries = { 0 };

		if ((e = course_choose(t->act, &t->course, i == PLACE_CHOICES_MAX)) != OK)
			return e;
		do
			e = transact(t);
		while (e != OK && db_again(t->act->db, &tries));
		/* Changed by somebody else: another choice does not help. */
		if (e == ERR_CONFLICT && text_equal(db_failure(t->act->db)->sqlstate, "HO003"))
			e = ERR_NOT_FOUND;
		if (e != OK)
			(void)db_end(t->act->db);
	}
	return e;
}

static enum err
refuse(struct attempt *t, enum err e, struct moved *out)
{
	enum slot_reason reason = course_reason(&t->course);
	const struct place *first = &t->course.places[0];
	enum err found;

	if (e == ERR_NOT_FOUND) {
		out->why = N_("This booking has changed meanwhile. Look at it again first.");
		return ERR_CONFLICT;
	}
	if (e == ERR_BUSY || e == ERR_INTERNAL)
		return e;
	out->why = slot_reason_text(reason == SLOT_FREE ? SLOT_TAKEN : reason);
	if ((found = book_alternatives(t->act, &first->what, first->start, first->seats, &out->alternatives))
	    != OK)
		return found;
	return e;
}

enum err
visit_move(struct act *act, const struct visit *v, const struct agenda_query *to, int64_t start, int64_t seen,
	   struct moved *out)
{
	struct attempt t = { .act = act, .visit = v };
	const struct place first = { .start = start, .seats = 1 };
	size_t count = 0;
	enum err e;

	*out = (struct moved){ 0 };
	if (!v->may_move) {
		out->why = N_("This booking can no longer be moved here. Please call the studio.");
		return ERR_TOO_LATE;
	}
	if (seen != v->version)
		return refuse(&t, ERR_NOT_FOUND, out);
	if ((e = course_begin(to, &first, &t.course)) != OK)
		return e;
	for (size_t i = 0; i < v->count; i++) {
		if (!v->cards[i].may_move)
			continue;
		t.course.places[count].seats = v->cards[i].row.seats;
		t.cards[count++] = &v->cards[i];
	}
	if ((e = read_held(act, v, NULL, &t.held)) != OK)
		return e;
	return (e = try_choices(&t)) == OK ? OK : refuse(&t, e, out);
}
