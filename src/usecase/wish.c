/* What somebody wishes to book, checked and brought to the form it is kept in. */
#include "usecase/wish.h"

#include <string.h>

#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "crypto/random.h"
#include "domain/contact.h"
#include "domain/state.h"
#include "usecase/notify.h"

#define NOTE_MAX 1000 /* characters */
#define ANSWER_MAX 1000
#define ANSWERS_BYTES 65536
#define HOLD_SECONDS 600

const char *const booking_source_names[] = {
	[SOURCE_WEB] = "web",   [SOURCE_API] = "api",       [SOURCE_DESK] = "desk",
	[SOURCE_LINE] = "line", [SOURCE_IMPORT] = "import", NULL,
};

/* A wish being taken. */
struct taking {
	struct act *act;
	const struct wish *wish;
	const struct agenda_query *what; /* one of the services wished for */
	size_t asked;                    /* questions of the services before it */
	struct complaints *complaints;
	struct entry *entry;
};

/* Is the answer one of the lines? */
static bool
is_choice(const char *choices, const char *answer)
{
	size_t len = strcspn(answer, "\n");

	if (answer[len] != '\0')
		return false;
	for (const char *line = choices; line != NULL; line = strchr(line, '\n')) {
		if (*line == '\n')
			line++;
		if (strncmp(line, answer, len) == 0 && (line[len] == '\n' || line[len] == '\0'))
			return true;
	}
	return false;
}

/* Says what is wrong, unless it was said for a service before. */
static void
complain(struct taking *t, const char *field, const char *why)
{
	for (size_t i = 0; i < t->complaints->count; i++)
		if (text_equal(t->complaints->items[i].field, field))
			return;
	complaint_add(t->complaints, field, NULL, why);
}

/* The answers offered, one a line; NULL when any will do. */
static const char *
choices_of(const struct wish *w, const struct question *q)
{
	if (q->kind == QUESTION_YES_NO)
		return w->yes_or_no;
	return q->kind == QUESTION_CHOICE ? q->choices : NULL;
}

/* Checks one answer and adds it to the JSON array. */
static void
take_answer(struct taking *t, const struct question *q, const char *answer, size_t i, struct buffer *out)
{
	char *field = arena_text(t->act->arena, "answers/%zu", i);
	const char *choices = choices_of(t->wish, q);

	if (text_is_empty(answer)) {
		if (q->required)
			complain(t, field, N_("Answer this question."));
		return;
	}
	if (utf8_length(answer, strlen(answer)) > ANSWER_MAX) {
		complain(t, field, N_("Shorten this to 1,000 characters."));
		return;
	}
	if (choices != NULL && !is_choice(choices, answer)) {
		complain(t, field, N_("Choose one of the answers offered."));
		return;
	}
	buffer_text(out, out->len > 1 ? ",{\"question\":" : "{\"question\":");
	json_write_string(out, q->label);
	buffer_text(out, ",\"answer\":");
	json_write_string(out, answer);
	buffer_char(out, '}');
}

static void
take_answers(struct taking *t)
{
	const struct rulebook *b = t->what->book;
	const struct question *questions = b->questions.items;
	struct buffer out = buffer_new(t->act->arena, ANSWERS_BYTES);
	size_t asked = t->asked;

	buffer_char(&out, '[');
	for (size_t i = 0; i < b->questions.count; i++) {
		if (questions[i].service_id != t->what->service->id)
			continue;
		take_answer(t, &questions[i], t->wish->answers == NULL ? NULL : t->wish->answers[asked],
			    asked, &out);
		asked++;
	}
	buffer_char(&out, ']');
	t->entry->answers = buffer_string(&out);
}

/* Who books: the name as typed, e-mail and phone as they can be used. */
static void
take_person(struct taking *t)
{
	const struct wish *w = t->wish;
	struct arena *a = t->act->arena;
	const char *why;

	if (contact_name(a, w->name, &t->entry->name, &why) != OK)
		complain(t, "name", why);
	if (text_is_empty(w->email) && text_is_empty(w->phone))
		complain(t, "email", N_("Give an e-mail address or a phone number."));
	if (!text_is_empty(w->email)
	    && contact_email(a, w->email, &t->entry->email, &t->entry->email_key, &why) != OK)
		complain(t, "email", why);
	if (!text_is_empty(w->phone)
	    && contact_phone(a, w->phone, w->what.book->studio.calling_code, &t->entry->phone, &why) != OK)
		complain(t, "phone", why);
}

static void
take_terms_and_seats(struct taking *t)
{
	const struct wish *w = t->wish;
	int64_t asked = t->what->book->terms_version;

	if (asked != 0 && w->terms_version != asked)
		complain(t, "terms",
			 w->terms_version == 0 ? N_("Agree to the terms to book.")
					       : N_("The terms have changed. Read them and agree again."));
	if (w->seats < 1 || w->seats > t->what->service->capacity)
		complain(t, "seats", N_("Choose a number of seats that the class has."));
	t->entry->terms_version = asked;
	t->entry->seats = w->seats;
}

/* What staff enter needs no approval of theirs. */
static enum booking_state
first_state(const struct wish *w, const struct service *service)
{
	if (w->hold)
		return BOOKING_HELD;
	return service->approval && w->source != SOURCE_DESK ? BOOKING_PENDING_APPROVAL : BOOKING_CONFIRMED;
}

void
wish_take(struct act *act, const struct wish *w, size_t k, struct complaints *complaints, struct entry *out)
{
	struct taking taking = { act, w, &w->what, 0, complaints, out }, *t = &taking;
	const struct studio *studio = &w->what.book->studio;
	const struct service *service;

	for (; k > 0; k--, t->what = t->what->then)
		t->asked += rulebook_asks(t->what->book, t->what->service);
	service = t->what->service;
	*out = (struct entry){
		.studio = studio->id,
		.service = service->id,
		.capacity = service->capacity,
		.hold_until = w->hold ? act->now + HOLD_SECONDS : TIME_NONE,
		.public_id = random_id(t->act->arena),
		.token = random_token(t->act->arena, TOKEN_BYTES),
		.note = w->note == NULL ? "" : w->note,
		.language = language_tag(t->act->language),
		.price_minor = service->price_minor * w->seats,
		.currency = studio->currency,
		.tax_permille = service->tax_permille,
		.source = booking_source_names[w->source],
		.idempotency_scope = w->idempotency_scope == NULL ? "" : w->idempotency_scope,
		.idempotency_key = w->idempotency_key == NULL ? "" : w->idempotency_key,
	};
	take_person(t);
	take_answers(t);
	take_terms_and_seats(t);
	if (utf8_length(t->entry->note, strlen(t->entry->note)) > NOTE_MAX)
		complain(t, "note", N_("Shorten this to 1,000 characters."));
}

struct place
wish_place(const struct wish *w)
{
	return (struct place){ .what = w->what,
			       .start = w->start,
			       .seats = w->seats,
			       .overbook = w->overbook,
			       .open_most = w->source == SOURCE_DESK ? 0 : w->what.book->studio.open_limit };
}

void
entry_place(struct act *act, const struct wish *w, const struct place *p, bool silent, struct entry *entry)
{
	const struct news news = {
		.from = BOOKING_NEW,
		.to = first_state(w, p->what.service),
		.starts = p->start,
		.version = 1,
		.has_email = entry->email != NULL,
		.silent = silent || w->silent,
		.letter_after = w->letter_after,
		.rules = &p->what.book->reminders,
	};

	entry->starts = p->start;
	entry->ends = p->start + p->what.service->duration_min * 60;
	entry->state = entry->claim_state = state_name(news.to);
	entry->jobs = notify_jobs(act, &news);
	entry->resources = p->resources;
	entry->blocked_from = p->blocked_from;
	entry->blocked_to = p->blocked_to;
	entry->resource_count = p->count;
	entry->occasion = p->decision.occasion;
	if (p->decision.overbooked)
		entry->claim_state = "overbook";
}
