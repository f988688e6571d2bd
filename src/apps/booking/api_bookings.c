/* Making a booking over the API. */
#include "apps/booking/api.h"

#include <string.h>

#include "apps/booking/asked.h"
#include "apps/booking/link.h"
#include "base/complaint.h"
#include "base/text.h"
#include "front/app.h"
#include "usecase/card.h"

struct customer_in {
	const char *name, *email, *phone;
};

struct answer_in {
	int64_t question;
	const char *answer;
};

struct booking_in {
	const char *service, *staff, *note;
	int64_t start, seats, terms;
	const struct customer_in *customer;
	struct list answers;
};

static const struct field customer_fields[] = {
	FIELD(TEXT, customer_in, name, .required = true, .max = 80),
	FIELD(TEXT, customer_in, email, .max = 254),
	FIELD(TEXT, customer_in, phone, .max = 40),
};
static const struct shape customer_shape = SHAPE(customer_in, customer_fields);

static const struct field answer_fields[] = {
	FIELD(INT, answer_in, question, .required = true),
	FIELD(TEXT, answer_in, answer, .required = true, .max = 1000, .lines = true),
};
static const struct shape answer_shape = SHAPE(answer_in, answer_fields);

static const struct field booking_fields[] = {
	FIELD(TEXT, booking_in, service, .required = true),
	FIELD(TEXT, booking_in, staff),
	FIELD(TIME, booking_in, start, .required = true),
	FIELD(RECORD, booking_in, customer, .of = &customer_shape, .required = true),
	FIELD(LIST, booking_in, answers, .of = &answer_shape, .max = 50),
	FIELD(TEXT, booking_in, note, .max = 1000, .lines = true),
	FIELD(INT, booking_in, seats, .least = 1, .most = 1000),
	FIELD(INT, booking_in, terms, .least = 1, .most = INT32_MAX),
};
const struct shape booking_body_shape = SHAPE(booking_in, booking_fields);

/* The position of a question among those the service asks; SIZE_MAX: not one of them. */
static size_t
place_of(const struct agenda_query *what, int64_t id)
{
	const struct question *questions = what->book->questions.items;
	size_t asked = 0;

	for (size_t q = 0; q < what->book->questions.count; q++) {
		if (questions[q].service_id != what->service->id)
			continue;
		if (questions[q].id == id)
			return asked;
		asked++;
	}
	return SIZE_MAX;
}

/* Answers by the position of the service's questions. */
static const char *const *
place_answers(struct request *rq, const struct agenda_query *what, const struct list *given)
{
	const struct answer_in *in = given->items;
	const char **answers = arena_alloc(rq->arena, what->book->questions.count + 1, sizeof(const char *));

	for (size_t i = 0; i < given->count; i++) {
		size_t place = place_of(what, in[i].question);

		if (place == SIZE_MAX || answers[place] != NULL)
			complaint_add(rq->complaints, "answers",
				      arena_text(rq->arena, "/answers/%zu/question", i),
				      N_("Answer each question of this service once, and no other."));
		else
			answers[place] = in[i].answer;
	}
	return answers;
}

/* Where in the document the answer stands that a complaint about "answers/2"
 * (the third question asked) means. */
static const char *
point_answer(struct request *rq, const struct wish *wish, const char *place)
{
	const struct booking_in *in = rq->form;
	const struct answer_in *given = in->answers.items;

	for (size_t i = 0; i < in->answers.count; i++)
		if (text_equal(arena_text(rq->arena, "%zu", place_of(&wish->what, given[i].question)), place))
			return arena_text(rq->arena, "/answers/%zu/answer", i);
	return "/answers";
}

/* The complaints of booking, as pointers into the document. */
static void
point(struct request *rq, const struct wish *wish)
{
	static const char *const inside[] = { "name", "email", "phone" };

	for (size_t i = 0; i < rq->complaints->count; i++) {
		struct complaint *c = &rq->complaints->items[i];

		if (c->pointer != NULL)
			continue;
		if (text_equal(c->field, "idempotency_key")) {
			c->field = LINK_IDEMPOTENCY;
			continue;
		}
		c->pointer = text_starts(c->field, "answers/")
				 ? point_answer(rq, wish, c->field + strlen("answers/"))
				 : arena_text(rq->arena, "/%s", c->field);
		for (size_t n = 0; n < sizeof inside / sizeof *inside; n++)
			if (text_equal(c->field, inside[n]))
				c->pointer = arena_text(rq->arena, "/customer/%s", c->field);
	}
}

enum err
api_book(struct request *rq, struct response *rs)
{
	const struct booking_in *in = rq->form;
	const struct rulebook *b;
	struct wish wish = { .start = in->start,
			     .seats = in->seats == 0 ? 1 : in->seats,
			     .name = in->customer->name,
			     .email = in->customer->email,
			     .phone = in->customer->phone,
			     .note = in->note,
			     .terms_version = in->terms,
			     .source = SOURCE_API };
	struct booked booked;
	struct card card;
	enum err e;

	if ((e = api_rulebook(rq, rs, &b)) != OK
	    || (e = api_choice(rq, b, in->service, in->staff, &wish.what)) != OK)
		return e;
	wish.answers = place_answers(rq, &wish.what, &in->answers);
	wish.yes_or_no = asked_yes_or_no(rq, &b->studio);
	if (!link_idempotency(rq, &wish) || rq->complaints->count > 0)
		return ERR_INVALID;
	e = book(rq->act, &wish, rq->complaints, &booked);
	point(rq, &wish);
	if (e != OK)
		return booked.why == NULL ? e : api_show_taken(rs, e, b, booked.why, &booked.alternatives);
	if ((e = card_read(rq->act, b, booked.public_id, &card)) != OK)
		return e;
	rs->status = 201;
	response_header(rs, "Location", arena_text(rs->arena, "/api/v1/bookings/%s", booked.public_id));
	return api_show_booking(rs, &card, b, booked.token);
}
