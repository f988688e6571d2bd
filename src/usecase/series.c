/* Series: planned from one look at all their weeks, booked one week at a time. */
#include "usecase/series.h"

#include "base/text.h"
#include "crypto/random.h"
#include "usecase/facts.h"

#define DAY INT64_C(86400)
#define AROUND 1          /* days before and after that are looked at for another start */
#define INSTEAD (3 * DAY) /* another start is at most so far away */
#define LETTER_AFTER 15   /* seconds, in which all weeks are surely booked */

/* The same wall-clock time, so many weeks later. */
static struct week
later(const struct zone *zone, int64_t start, int weeks)
{
	struct wall wall = zone_wall(zone, start);
	struct week week = { .start = start, .date = wall.date + 7 * weeks, .instead.start = TIME_NONE };
	int64_t instants[2];

	if (weeks > 0)
		week.start =
		    zone_instants(zone, week.date, wall.second, instants) == 0 ? TIME_NONE : instants[0];
	if (week.start != TIME_NONE)
		return week;
	week.err = ERR_INVALID;
	week.why = slot_reason_text(SLOT_NO_SUCH_MINUTE);
	return week;
}

/* The range in which another start for the week is looked for. */
static void
range_of(const struct zone *zone, const struct week *week, int64_t *from, int64_t *to)
{
	*from = zone_day_start(zone, week->date - AROUND);
	*to = zone_day_start(zone, week->date + AROUND + 1);
}

/* The nearest free start of the range, where the week's own is not. */
static void
find_instead(struct act *act, const struct agenda_query *q, struct facts *facts, struct week *week)
{
	int64_t from, to,
	    wanted = week->start == TIME_NONE ? zone_day_start(q->book->zone, week->date) : week->start;
	struct slot_query query;
	struct slot_list slots;
	struct list openings;

	range_of(q->book->zone, week, &from, &to);
	query = facts_query(act, q, from, to);
	slots = slot_find(act->arena, &facts->slots, &query);
	openings = facts_openings(act, q, facts, &slots);
	(void)agenda_nearest(q, wanted, &openings, &week->instead, 1);
}

static void
judge(struct act *act, const struct agenda_query *q, struct facts *facts, struct week *week)
{
	struct slot_query query = facts_query(act, q, week->start, week->start + 1);
	struct slot_decision decision;

	facts_settle(act, facts);
	if (week->start != TIME_NONE) {
		decision = slot_decide(act->arena, &facts->slots, &query);
		if (decision.reason == SLOT_FREE)
			return;
		week->err = slot_reason_err(decision.reason);
		week->why = slot_reason_text(decision.reason);
	}
	find_instead(act, q, facts, week);
}

enum err
series_plan(struct act *act, const struct agenda_query *q, int64_t start, int64_t weeks, struct series *out)
{
	struct week *all = out->weeks;
	struct facts *facts;
	enum err e;

	if (weeks < SERIES_LEAST || weeks > SERIES_MOST || q->then != NULL)
		return ERR_INVALID;
	facts = arena_alloc(act->arena, (size_t)weeks, sizeof *facts);
	db_pipe(act->db);
	for (int i = 0; i < weeks; i++) {
		int64_t from, to;

		all[i] = later(q->book->zone, start, i);
		range_of(q->book->zone, &all[i], &from, &to);
		facts_choose(act, q, &facts[i]);
		if ((e = facts_read(act, &facts[i], from, to, true)) != OK)
			return e;
	}
	if ((e = db_flush(act->db)) != OK)
		return e;
	for (int i = 0; i < weeks; i++)
		judge(act, q, &facts[i], &all[i]);
	out->count = (size_t)weeks;
	return OK;
}

bool
series_may_instead(const struct week *week, int64_t start)
{
	int64_t apart = week->start == TIME_NONE ? 0 : start - week->start;

	return apart >= -INSTEAD && apart <= INSTEAD;
}

/* Books one week. Only an error that ends the series is returned. */
static enum err
book_week(struct act *act, const struct wish *wish, struct complaints *complaints, struct week *week)
{
	if (week->start == TIME_NONE)
		return OK;
	week->err = book(act, wish, complaints, &week->booked);
	week->why = week->booked.why;
	if (week->err == OK || week->why != NULL)
		return OK;
	return week->err;
}

enum err
series_book(struct act *act, const struct wish *wish, struct series *series, struct complaints *complaints)
{
	struct week *weeks = series->weeks;
	struct wish this = *wish;
	enum err e;

	this.visit = random_id(act->arena);
	this.letter_after = LETTER_AFTER;
	for (size_t i = 0; i < series->count; i++) {
		struct complaints these = { 0 };

		this.start = weeks[i].start;
		if (!text_is_empty(wish->idempotency_key))
			this.idempotency_key = arena_text(act->arena, "%s/%zu", wish->idempotency_key, i);
		if ((e = book_week(act, &this, &these, &weeks[i])) != OK) {
			*complaints = these;
			series->count = i;
			return e;
		}
		if (weeks[i].err != OK)
			continue;
		/* The first letter tells of all; a repeat goes on where it was cut off. */
		this.silent = true;
		if (weeks[i].booked.visit != NULL)
			this.visit = weeks[i].booked.visit;
	}
	return OK;
}
