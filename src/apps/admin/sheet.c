/* The sheet: facts, history, messages, and what is on offer. */
#include "apps/admin/sheet.h"

#include <inttypes.h>

#include "base/text.h"
#include "domain/notice.h"
#include "front/answer.h"
#include "front/show.h"
#include "store/notice.h"
#include "usecase/book.h"

/* Who took a step, where no member's name says it. */
enum party { PARTY_CUSTOMER, PARTY_MEMBER, PARTY_PROGRAM, PARTY_MACHINE };
static const char *const party_names[] = { "customer", "member", "program", "machine", NULL };

struct step_view {
	int64_t at, moved_from;
	int from, to, by;
	bool moved;
	const char *member, *reason;
};
static const struct field step_fields[] = {
	FIELD(TIME, step_view, at),
	FIELD(TIME, step_view, moved_from),
	FIELD(ENUM, step_view, from, .names = state_names),
	FIELD_AS(ENUM, step_view, to, "state", .names = state_names),
	FIELD(ENUM, step_view, by, .names = party_names),
	FIELD(BOOL, step_view, moved),
	FIELD(TEXT, step_view, member),
	FIELD(TEXT, step_view, reason),
};
static const struct shape step_shape = SHAPE(step_view, step_fields);

static const char *const fate_names[] = { "planned", "sending",   "waiting", "sent",
					  "failed",  "uncertain", "skipped", NULL };

struct notice_view {
	int64_t id, due, ended;
	int kind; /* enum notice */
	int fate;
	bool again; /* it can be sent once more */
	const char *channel, *reason, *recipient;
};
static const struct field notice_fields[] = {
	FIELD(INT, notice_view, id),
	FIELD(TIME, notice_view, due),
	FIELD(TIME, notice_view, ended),
	FIELD(ENUM, notice_view, kind, .names = notice_names),
	FIELD(ENUM, notice_view, fate, .names = fate_names),
	FIELD(BOOL, notice_view, again),
	FIELD(TEXT, notice_view, channel),
	FIELD(TEXT, notice_view, reason),
	FIELD(TEXT, notice_view, recipient),
};
static const struct shape notice_shape = SHAPE(notice_view, notice_fields);

static const struct field offer_fields[] = {
	FIELD(ENUM, desk_offer, to, .names = state_names),
	FIELD(ENUM, desk_offer, deed, .names = deed_names),
	FIELD(BOOL, desk_offer, reason),
};
static const struct shape offer_shape = SHAPE(desk_offer, offer_fields);

#define CARD(kind, member, name, ...) FIELD_AS(kind, sheet, desk.row.card.member, name, __VA_ARGS__)
static const struct field sheet_fields[] = {
	PANEL_FIELDS(sheet, panel),
	CARD(TEXT, public_id, "public_id"),
	CARD(ENUM, state, "state", .names = state_names),
	CARD(INT, seats, "seats"),
	CARD(TIME, starts, "start"),
	CARD(TIME, ends, "end"),
	CARD(TEXT, name, "name"),
	CARD(TEXT, email, "email"),
	CARD(TEXT, phone, "phone"),
	CARD(TEXT, note, "note"),
	CARD(TEXT, language, "spoken"),
	CARD(TEXT, currency, "currency"),
	CARD(INT, version, "version"),
	CARD(TIME, created_at, "made"),
	FIELD_AS(TEXT, sheet, desk.row.service, "service"),
	FIELD_AS(INT, sheet, desk.row.terms_version, "terms"),
	FIELD_AS(BOOL, sheet, desk.may_move, "may_move"),
	FIELD_AS(BOOL, sheet, desk.may_overbook, "may_overbook"),
	FIELD(TEXT, sheet, staff_name),
	FIELD(TEXT, sheet, rooms),
	FIELD(MONEY, sheet, price),
	FIELD(TEXT, sheet, tax),
	FIELD(ENUM, sheet, source, .names = booking_source_names),
	FIELD(BOOL, sheet, several),
	FIELD(BOOL, sheet, reached),
	FIELD(BOOL, sheet, moved),
	FIELD(LIST, sheet, answers, .of = &answered_shape),
	FIELD(LIST, sheet, history, .of = &step_shape),
	FIELD(LIST, sheet, notices, .of = &notice_shape),
	FIELD(LIST, sheet, offers, .of = &offer_shape),
	FIELD(ENUM, sheet, deed, .names = deed_names),
	FIELD(ENUM, sheet, to, .names = state_names),
	FIELD(BOOL, sheet, reason),
	FIELD(BOOL, sheet, stale),
	FIELD(BOOL, sheet, offered),
	FIELD(TEXT, sheet, typed),
};
const struct shape sheet_shape = SHAPE(sheet, sheet_fields);

/* The value of that name, 0 for none. */
static int
value_of(const char *const *names, const char *name)
{
	for (int i = 0; names[i] != NULL; i++)
		if (text_equal(names[i], name))
			return i;
	return 0;
}

static enum party
party_of(const struct desk_step *step)
{
	if (!text_is_empty(step->member))
		return PARTY_MEMBER;
	if (text_starts(step->actor, "guest") || text_starts(step->actor, "account:"))
		return PARTY_CUSTOMER;
	return text_starts(step->actor, "key:") ? PARTY_PROGRAM : PARTY_MACHINE;
}

static struct list
describe_history(struct arena *a, const struct list *history)
{
	const struct desk_step *steps = history->items;
	struct step_view *views = arena_alloc(a, history->count + 1, sizeof *views);

	for (size_t i = 0; i < history->count; i++)
		views[i] = (struct step_view){ .at = steps[i].at,
					       .moved_from = steps[i].moved_from,
					       .from = steps[i].from_state,
					       .to = steps[i].to_state,
					       .by = (int)party_of(&steps[i]),
					       .moved = steps[i].from_state == steps[i].to_state,
					       .member = steps[i].member,
					       .reason = steps[i].reason };
	return (struct list){ views, history->count };
}

static struct list
describe_notices(struct arena *a, const struct desk_view *desk)
{
	const struct notice_row *rows = desk->notices.items;
	struct notice_view *views = arena_alloc(a, desk->notices.count + 1, sizeof *views);

	for (size_t i = 0; i < desk->notices.count; i++) {
		views[i] = (struct notice_view){ .id = rows[i].id,
						 .due = rows[i].due_at,
						 .ended = rows[i].ended_at,
						 .kind = value_of(notice_names, rows[i].kind),
						 .fate = value_of(fate_names, rows[i].state),
						 .channel = rows[i].channel,
						 .reason = rows[i].reason,
						 .recipient = rows[i].recipient };
		views[i].again = desk->may_resend && rows[i].id != 0 && !text_equal(rows[i].state, "sending")
				 && !text_equal(rows[i].state, "waiting");
	}
	return (struct list){ views, desk->notices.count };
}

/* Tenths of a percent as percent: 230 is 23, 55 is 5.5. */
static const char *
percent(struct arena *a, int64_t permille)
{
	if (permille == 0)
		return NULL;
	return permille % 10 == 0 ? arena_text(a, "%" PRId64, permille / 10)
				  : arena_text(a, "%" PRId64 ".%" PRId64, permille / 10, permille % 10);
}

static void
describe(struct request *rq, struct sheet *sheet)
{
	const struct desk_view *desk = &sheet->desk;

	sheet->staff_name = desk->card.staff_names;
	sheet->rooms = desk->card.room_names;
	sheet->price = desk->row.card.price_minor;
	sheet->tax = percent(rq->arena, desk->row.tax_permille);
	sheet->source = value_of(booking_source_names, desk->row.source);
	sheet->several = desk->row.card.seats > 1;
	sheet->answers = answers_read(rq->arena, desk->row.card.answers);
	sheet->history = describe_history(rq->arena, &desk->history);
	sheet->notices = describe_notices(rq->arena, desk);
	sheet->offers = desk->offers;
}

enum err
sheet_open(struct request *rq, struct response *rs, struct sheet *sheet, const struct rulebook **book)
{
	enum err e;

	if ((e = panel_open(rq, rs, &sheet->panel, book)) != OK
	    || (e = desk_open(rq->act, *book, path_text(rq, "booking"), &sheet->desk)) != OK)
		return e;
	describe(rq, sheet);
	return OK;
}

enum err
sheet_page(struct request *rq, struct response *rs)
{
	struct sheet sheet = { 0 };
	const struct rulebook *book;
	enum err e;

	if ((e = sheet_open(rq, rs, &sheet, &book)) != OK)
		return e;
	sheet.moved = text_equal(query_text(rq, "now"), "moved");
	sheet.reached = text_equal(query_text(rq, "now"), state_names[sheet.desk.row.card.state]);
	return show(rs, "admin/sheet", &sheet_shape, &sheet);
}
