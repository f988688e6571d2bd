/* The ledger: a queue of sheets by use, each what occupies the resources of one
 * service (or one of its staff) over some weeks. A sheet is filled when its
 * resources have been quiet for some questions, for what is read more than is
 * asked for is lost with the next booking. */
#include "usecase/ledger.h"

#include <string.h>
#include <sys/queue.h>

#define DAY 86400
#define BYTES_MAX (1 << 20) /* of all sheets */
#define BYTES_EACH 512      /* of what holds one */
#define SHEETS_MAX 64
#define QUIET_READS 2 /* that found the counts unchanged, before a sheet is filled */
#define DAYS_BACK 7   /* read around what is asked for; then a month and its days are in */
#define DAYS_AHEAD 45
#define SPAN_MAX (120 * DAY) /* of one sheet */

struct sheet {
	TAILQ_ENTRY(sheet) age;
	struct arena *arena; /* its own: this, the ids, the rows */
	int64_t studio, service;
	int64_t *ids;
	size_t count;
	struct occupation version;
	unsigned quiet;   /* how many readings in a row found this version */
	bool large;       /* too much stands there to be kept */
	bool filled;      /* the rows below are there */
	int64_t from, to; /* of the starts that they are enough for */
	struct list busy, away, classes;
	size_t bytes;
};

/* What is to be read, and where to. */
struct reading {
	struct ledger *ledger;
	struct act *act;
	struct facts *facts;
	int64_t from, to;
	struct occupation *version;
};

struct ledger {
	TAILQ_HEAD(sheets, sheet) ages; /* the one longest unused first */
	size_t count, bytes;
};

static void
remove_sheet(struct ledger *l, struct sheet *s)
{
	TAILQ_REMOVE(&l->ages, s, age);
	l->count--;
	l->bytes -= s->bytes;
	arena_free(s->arena);
}

static void
free_sheets(void *ledger)
{
	struct ledger *l = ledger;

	while (!TAILQ_EMPTY(&l->ages))
		remove_sheet(l, TAILQ_FIRST(&l->ages));
}

struct ledger *
ledger_new(struct arena *a)
{
	struct ledger *l = arena_make(a, struct ledger);

	TAILQ_INIT(&l->ages);
	return arena_own(a, l, free_sheets);
}

static size_t
resources_of(const struct facts *f)
{
	return f->slots.providers + f->slots.rooms;
}

static struct sheet *
find(const struct ledger *l, int64_t studio, const struct facts *f)
{
	size_t count = resources_of(f);

	for (struct sheet *s = TAILQ_FIRST(&l->ages); s != NULL; s = TAILQ_NEXT(s, age))
		if (s->studio == studio && s->service == f->service && s->count == count
		    && memcmp(s->ids, f->ids, count * sizeof *s->ids) == 0)
			return s;
	return NULL;
}

static struct sheet *
sheet_new(const struct act *act, const struct facts *f)
{
	size_t count = resources_of(f);
	struct arena *a = arena_new();
	struct sheet *s = arena_make(a, struct sheet);

	*s = (struct sheet){ .arena = a, .studio = act->studio, .service = f->service, .count = count };
	s->ids = arena_alloc(a, count, sizeof *s->ids);
	memcpy(s->ids, f->ids, count * sizeof *s->ids);
	return s;
}

static void
keep(struct ledger *l, struct sheet *s)
{
	while (l->count == SHEETS_MAX || (l->count > 0 && l->bytes + s->bytes > BYTES_MAX))
		remove_sheet(l, TAILQ_FIRST(&l->ages));
	TAILQ_INSERT_TAIL(&l->ages, s, age);
	l->count++;
	l->bytes += s->bytes;
}

static bool
is_same(const struct occupation *a, const struct occupation *b)
{
	return a->rules == b->rules && a->occupied == b->occupied;
}

/* The counts come first: what changes between is newer than they say, and the
 * next who asks finds them changed. */
static enum err
read_rows(struct act *act, struct facts *f, int64_t from, int64_t to, struct occupation *version)
{
	enum err e;

	db_pipe(act->db);
	if ((e = facts_version(act, f, version)) != OK || (e = facts_read(act, f, from, to, false)) != OK)
		return e;
	return db_flush(act->db);
}

/* Reads what is asked for, and remembers whether the counts have moved since
 * they were last looked at. */
static enum err
read_narrow(const struct reading *r, struct sheet *s)
{
	enum err e = read_rows(r->act, r->facts, r->from, r->to, r->version);

	if (e != OK || r->ledger == NULL)
		return e;
	if (s == NULL) {
		s = sheet_new(r->act, r->facts);
		s->bytes = BYTES_EACH + s->count * sizeof *s->ids;
		keep(r->ledger, s);
	}
	s->quiet = is_same(&s->version, r->version) ? s->quiet + 1 : 0;
	s->version = *r->version;
	return OK;
}

/* The first row that is not before this resource's of this start. */
static size_t
first_row(const struct list *busy, int64_t resource, int64_t starts)
{
	const struct busy *rows = busy->items;
	size_t low = 0, high = busy->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (rows[middle].resource_id < resource
		    || (rows[middle].resource_id == resource && rows[middle].starts < starts))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* As the statement "busy" reads them, which looks back a day. */
static struct list
part_of_busy(struct arena *a, const struct sheet *s, const struct claim_query *q)
{
	const struct busy *all = s->busy.items;
	size_t *ends = arena_alloc(a, s->count * 2, sizeof *ends), *begins = ends + s->count;
	size_t most = 0, count = 0;
	struct busy *rows;

	for (size_t i = 0; i < s->count; i++) {
		begins[i] = first_row(&s->busy, s->ids[i], q->from - DAY);
		ends[i] = first_row(&s->busy, s->ids[i], q->to);
		most += ends[i] - begins[i];
	}
	rows = arena_alloc(a, most, sizeof *rows);
	for (size_t i = 0; i < s->count; i++)
		for (size_t at = begins[i]; at < ends[i]; at++)
			if (all[at].ends > q->from)
				rows[count++] = all[at];
	return (struct list){ rows, count };
}

static struct list
part_of_away(struct arena *a, const struct list *all, const struct claim_query *q)
{
	struct away *rows = arena_alloc(a, all->count + 1, sizeof *rows);
	const struct away *from = all->items;
	size_t count = 0;

	for (size_t i = 0; i < all->count; i++)
		if (from[i].starts < q->to && from[i].ends > q->from)
			rows[count++] = from[i];
	return (struct list){ rows, count };
}

static struct list
part_of_classes(struct arena *a, const struct list *all, const struct claim_query *q)
{
	struct class *rows = arena_alloc(a, all->count + 1, sizeof *rows);
	const struct class *from = all->items;
	size_t count = 0;

	for (size_t i = 0; i < all->count; i++)
		if (from[i].starts >= q->from && from[i].starts < q->to)
			rows[count++] = from[i];
	return (struct list){ rows, count };
}

/* What facts_read would have read. */
static void
answer_from(const struct sheet *s, const struct reading *r)
{
	struct facts *f = r->facts;
	struct arena *a = r->act->arena;
	struct claim_query q;

	slot_reach(&f->slots, r->from, r->to, false, &q.from, &q.to);
	f->busy = part_of_busy(a, s, &q);
	f->away = part_of_away(a, &s->away, &q);
	f->classes = part_of_classes(a, &s->classes, &q);
}

static size_t
bytes_of(const struct sheet *s)
{
	return BYTES_EACH + s->count * sizeof *s->ids + s->busy.count * sizeof(struct busy)
	       + s->away.count * sizeof(struct away) + s->classes.count * sizeof(struct class);
}

static void
free_arena(void *arena)
{
	arena_free(arena);
}

/* The weeks around what is asked for, and what the sheet had before. */
static void
choose_span(struct sheet *s, const struct sheet *old, const struct reading *r)
{
	s->from = r->from - DAYS_BACK * DAY;
	s->to = r->to > r->from + DAYS_AHEAD * DAY ? r->to : r->from + DAYS_AHEAD * DAY;
	if (old->filled && old->from < s->from && s->to - old->from <= SPAN_MAX)
		s->from = old->from;
	if (old->filled && old->to > s->to && old->to - s->from <= SPAN_MAX)
		s->to = old->to;
}

/* Reads a sheet's rows into it. */
static enum err
fill(struct sheet *s, const struct reading *r)
{
	struct act act = *r->act;
	struct facts all = *r->facts;
	enum err e;

	act.arena = s->arena;
	if ((e = read_rows(&act, &all, s->from, s->to, r->version)) != OK)
		return e;
	s->version = *r->version;
	s->busy = all.busy;
	s->away = all.away;
	s->classes = all.classes;
	s->bytes = bytes_of(s);
	s->filled = true;
	s->quiet = QUIET_READS;
	return OK;
}

/* Fills a sheet, in place of the old one. Where so much stands that one sheet
 * would crowd out the others, what is asked for is read each time. */
static enum err
read_wide(const struct reading *r, struct sheet *old)
{
	struct sheet *s = sheet_new(r->act, r->facts);
	enum err e;

	choose_span(s, old, r);
	if ((e = fill(s, r)) != OK) {
		/* A pipe that failed half-way may still point into it. */
		arena_own(r->act->arena, s->arena, free_arena);
		return e;
	}
	answer_from(s, r);
	if (s->bytes > BYTES_MAX / 8) {
		old->large = true;
		arena_free(s->arena);
		return OK;
	}
	remove_sheet(r->ledger, old);
	keep(r->ledger, s);
	return OK;
}

/* Does the sheet answer it? One whose counts have moved goes. */
static enum err
try_sheet(const struct reading *r, struct sheet **s, bool *answered)
{
	enum err e;

	*answered = false;
	if (*s == NULL || !(*s)->filled || r->from < (*s)->from || r->to > (*s)->to)
		return OK;
	if ((e = facts_version(r->act, r->facts, r->version)) != OK)
		return e;
	if (is_same(r->version, &(*s)->version)) {
		*answered = true;
		answer_from(*s, r);
	} else {
		remove_sheet(r->ledger, *s);
		*s = NULL;
	}
	return OK;
}

enum err
ledger_read(struct ledger *l, struct act *act, struct facts *f, int64_t from, int64_t to,
	    struct occupation *version)
{
	const struct reading r = { l, act, f, from, to, version };
	struct sheet *s = l == NULL ? NULL : find(l, act->studio, f);
	bool answered;
	enum err e;

	if (s != NULL) {
		TAILQ_REMOVE(&l->ages, s, age);
		TAILQ_INSERT_TAIL(&l->ages, s, age);
	}
	if ((e = try_sheet(&r, &s, &answered)) != OK || answered)
		return e;
	return s != NULL && s->quiet >= QUIET_READS && !s->large ? read_wide(&r, s) : read_narrow(&r, s);
}
