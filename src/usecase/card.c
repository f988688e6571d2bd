/* A booking as its holder sees it; cancelling it. */
#include "usecase/card.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "store/booking.h"
#include "usecase/notify.h"

#define NAMES_MAX 64 /* of the staff, or the rooms, of one booking */
#define NAMES_BYTES 65536

enum err
card_by_token(struct act *act, const char *token, const char **public_id)
{
	if (token == NULL || strlen(token) != TOKEN_LENGTH)
		return ERR_NOT_FOUND;
	return booking_by_token(act->db, act->arena, token, act->now, public_id);
}

/* States in which the holder still has something to cancel. */
static bool
can_be_cancelled(enum booking_state state)
{
	return state != BOOKING_CHECKED_IN && state_step(state, BOOKING_CANCELLED) == STEP_ALLOWED;
}

static void
settle_policy(const struct act *act, const struct rulebook *b, struct card *card)
{
	card->cancel_before = card->row.starts - b->studio.cancel_until * 60;
	card->may_move = card->row.state != BOOKING_HELD
			 && can_be_cancelled((enum booking_state)card->row.state)
			 && act->now < card->cancel_before;
	card->may_cancel =
	    can_be_cancelled((enum booking_state)card->row.state) && act->now < card->cancel_before;
}

/* "ana Ana Sousa\nrui Rui Reis" into names, and those joined. */
static void
read_names(struct arena *a, const char *lines, struct list *out, const char **joined)
{
	struct buffer all = buffer_new(a, NAMES_BYTES);
	struct card_name *names = arena_alloc(a, NAMES_MAX, sizeof *names);
	size_t count = 0;

	while (*lines != '\0' && count < NAMES_MAX) {
		size_t len = strcspn(lines, "\n"), slug = strcspn(lines, " ");

		names[count] = (struct card_name){ arena_copy(a, lines, slug),
						   arena_copy(a, lines + slug + 1, len - slug - 1) };
		buffer_format(&all, "%s%s", count == 0 ? "" : ", ", names[count].name);
		lines += len + (lines[len] == '\n');
		count++;
	}
	*out = (struct list){ names, count };
	*joined = buffer_string(&all);
}

void
card_settle(const struct act *act, const struct rulebook *b, struct card *card)
{
	read_names(act->arena, card->row.staff, &card->staff, &card->staff_names);
	read_names(act->arena, card->row.rooms, &card->rooms, &card->room_names);
	settle_policy(act, b, card);
}

enum err
card_companions(struct act *act, const struct rulebook *book, const struct card *card, struct list *out)
{
	const char *ids = card->row.companions;
	const char **names = arena_alloc(act->arena, strlen(ids) / 2 + 1, sizeof *names);
	const struct card_row *rows;
	struct card *cards;
	struct list found;
	size_t count = 0;
	enum err e;

	while (*ids != '\0') {
		size_t len = strcspn(ids, " ");

		names[count++] = arena_copy(act->arena, ids, len);
		ids += len + (ids[len] == ' ');
	}
	if (count == 0)
		names[count++] = card->row.public_id;
	if ((e = booking_cards(act->db, act->arena, names, count, act->now, &found)) != OK)
		return e;
	rows = found.items;
	cards = arena_alloc(act->arena, found.count + 1, sizeof *cards);
	for (size_t i = 0; i < found.count; i++) {
		cards[i].row = rows[i];
		card_settle(act, book, &cards[i]);
	}
	*out = (struct list){ cards, found.count };
	return OK;
}

enum err
card_open(struct act *act, struct shelf *shelf, const char *public_id, struct card *out,
	  const struct rulebook **book)
{
	enum err e;

	if ((e = booking_card(act->db, act->arena, public_id, act->now, &out->row)) != OK
	    || (e = rulebook_open_id(act, shelf, out->row.studio_id, book)) != OK)
		return e;
	card_settle(act, *book, out);
	return OK;
}

enum err
card_read(struct act *act, const struct rulebook *book, const char *public_id, struct card *out)
{
	enum err e = booking_card(act->db, act->arena, public_id, act->now, &out->row);

	if (e == OK)
		card_settle(act, book, out);
	return e;
}

enum err
card_cancel(struct act *act, const struct card *card, int64_t seen, const char *reason)
{
	struct state_change change = { .studio = card->row.studio_id,
				       .booking = card->row.id,
				       .seen = seen == 0 ? card->row.version : seen,
				       .state = state_name(BOOKING_CANCELLED) };
	const struct news news = { .from = (enum booking_state)card->row.state,
				   .to = BOOKING_CANCELLED,
				   .starts = card->row.starts,
				   .version = change.seen + 1,
				   .has_email = card->row.email != NULL };
	struct db_tries tries = { 0 };
	int64_t version;
	enum err e;

	if (!card->may_cancel)
		return ERR_TOO_LATE;
	act->reason = text_is_empty(reason) ? NULL : reason;
	do {
		db_pipe(act->db);
		if ((e = act_begin(act)) == OK
		    && (e = booking_step(act->db, act->arena, &change, &version)) == OK
		    && (e = notify_step(act, card->row.id, &news, NULL, 0)) == OK
		    && (e = act_commit(act)) == OK)
			e = db_flush(act->db);
	} while (e != OK && db_again(act->db, &tries));
	if (e != OK)
		(void)db_end(act->db);
	return e;
}
