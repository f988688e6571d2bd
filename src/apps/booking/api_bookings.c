/* Bookings over the API: make, read, cancel. */
#include "apps/booking/api.h"

#include <string.h>

#include "apps/booking/link.h"
#include "base/clock.h"
#include "base/complaint.h"
#include "base/json.h"
#include "base/text.h"
#include "front/app.h"
#include "front/show.h"
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

struct cancel_in {
	const char *reason;
};
static const struct field cancel_fields[] = { FIELD(TEXT, cancel_in, reason, .max = 500, .lines = true) };
const struct shape cancel_body_shape = SHAPE(cancel_in, cancel_fields);

struct booking_out {
	const char *id, *state, *studio, *service, *start, *end, *staff, *rooms, *currency;
	const char *name, *email, *phone, *note, *manage_token, *manage_url;
	int64_t seats, price, version;
	bool may_cancel;
};

static const struct field booking_out_fields[] = {
	FIELD(TEXT, booking_out, id),         FIELD(TEXT, booking_out, state),
	FIELD(TEXT, booking_out, studio),     FIELD(TEXT, booking_out, service),
	FIELD(TEXT, booking_out, start),      FIELD(TEXT, booking_out, end),
	FIELD(TEXT, booking_out, staff),      FIELD(TEXT, booking_out, rooms),
	FIELD(INT, booking_out, seats),       FIELD(MONEY, booking_out, price),
	FIELD(TEXT, booking_out, currency),   FIELD(TEXT, booking_out, name),
	FIELD(TEXT, booking_out, email),      FIELD(TEXT, booking_out, phone),
	FIELD(TEXT, booking_out, note),       FIELD(INT, booking_out, version),
	FIELD(BOOL, booking_out, may_cancel), FIELD(TEXT, booking_out, manage_token),
	FIELD(TEXT, booking_out, manage_url),
};
static const struct shape booking_out_shape = SHAPE(booking_out, booking_out_fields);

static const char *
write_local(struct arena *a, const struct zone *zone, int64_t instant)
{
	char text[32];

	return arena_dup(a, time_write(instant, zone_wall(zone, instant).offset, text));
}

/* Answers with a booking. token: NULL but for who has just made it. */
static enum err
show_booking(struct response *rs, const struct card *card, const struct rulebook *b, const char *token)
{
	const struct service *service = rulebook_service_id(b, card->row.service_id);
	struct booking_out out = {
		.id = card->row.public_id,
		.state = state_name((enum booking_state)card->row.state),
		.studio = b->studio.slug,
		.service = service == NULL ? NULL : service->slug,
		.start = write_local(rs->arena, b->zone, card->row.starts),
		.end = write_local(rs->arena, b->zone, card->row.ends),
		.staff = card->row.staff,
		.rooms = card->row.rooms,
		.currency = card->row.currency,
		.name = card->row.name,
		.email = card->row.email,
		.phone = card->row.phone,
		.note = card->row.note,
		.seats = card->row.seats,
		.price = card->row.price_minor,
		.version = card->row.version,
		.may_cancel = card->may_cancel,
		.manage_token = token,
	};

	if (token != NULL)
		out.manage_url = arena_text(rs->arena, "%s/b/%s", rs->request->app->settings.site, token);
	response_header(rs, "ETag", arena_text(rs->arena, "\"v%lld\"", (long long)card->row.version));
	return show_json(rs, &booking_out_shape, &out);
}

/* Answers by the position of the service's questions. */
static const char *const *
place_answers(struct request *rq, const struct agenda_query *what, const struct list *given)
{
	const struct question *questions = what->book->questions.items;
	const struct answer_in *in = given->items;
	const char **answers = arena_alloc(rq->arena, what->book->questions.count + 1, sizeof(const char *));
	size_t asked = 0;

	for (size_t q = 0; q < what->book->questions.count; q++) {
		if (questions[q].service_id != what->service->id)
			continue;
		for (size_t i = 0; i < given->count; i++)
			if (in[i].question == questions[q].id)
				answers[asked] = in[i].answer;
		asked++;
	}
	return answers;
}

/* The complaints of booking, as pointers into the document. */
static void
point(struct request *rq)
{
	static const char *const inside[] = { "name", "email", "phone" };

	for (size_t i = 0; i < rq->complaints->count; i++) {
		struct complaint *c = &rq->complaints->items[i];

		if (c->pointer != NULL)
			continue;
		c->pointer = arena_text(rq->arena, "/%s", c->field);
		for (size_t n = 0; n < sizeof inside / sizeof *inside; n++)
			if (text_equal(c->field, inside[n]))
				c->pointer = arena_text(rq->arena, "/customer/%s", c->field);
	}
}

/* A start that cannot be had, with those nearest to it. */
static enum err
show_taken(struct response *rs, enum err e, const struct rulebook *b, const struct booked *booked)
{
	const struct opening *openings = booked->alternatives.items;
	struct buffer members = buffer_new(rs->arena, 65536);

	buffer_text(&members, "\"alternatives\":[");
	for (size_t i = 0; i < booked->alternatives.count; i++) {
		if (i > 0)
			buffer_char(&members, ',');
		api_write_opening(&members, b->zone, &openings[i]);
	}
	buffer_text(&members, "]");
	rs->members = buffer_string(&members);
	return problem(rs, e, booked->why);
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
	link_idempotency(rq, &wish);
	e = book(rq->act, &wish, rq->complaints, &booked);
	point(rq);
	if (e != OK)
		return booked.why == NULL ? e : show_taken(rs, e, b, &booked);
	if ((e = card_open(rq->act, rq->app->shelf, booked.public_id, &card, &b)) != OK)
		return e;
	rs->status = 201;
	response_header(rs, "Location", arena_text(rs->arena, "/api/v1/bookings/%s", booked.public_id));
	return show_booking(rs, &card, b, booked.token);
}

/* The booking in the path, if the token that was shown is its own. */
static enum err
open_own(struct request *rq, struct card *card, const struct rulebook **b)
{
	const char *id = path_text(rq, "booking");
	enum err e;

	if (!link_is_own(rq, id))
		return ERR_NOT_FOUND;
	if ((e = card_open(rq->act, rq->app->shelf, id, card, b)) != OK)
		return e;
	return OK;
}

enum err
api_booking(struct request *rq, struct response *rs)
{
	const struct rulebook *b;
	struct card card;
	enum err e;

	if ((e = open_own(rq, &card, &b)) != OK)
		return e;
	return show_booking(rs, &card, b, NULL);
}

enum err
api_cancel(struct request *rq, struct response *rs)
{
	const struct cancel_in *in = rq->form;
	const struct rulebook *b;
	struct card card;
	enum err e;

	if ((e = open_own(rq, &card, &b)) != OK)
		return e;
	if (rq->if_match != NULL && (e = response_match(rs, "v%lld", (long long)card.row.version)) != OK)
		return e;
	if ((e = card_cancel(rq->act, &card, 0, in->reason)) != OK)
		return e == ERR_TOO_LATE ? problem(
			   rs, e, N_("It is too late to cancel this booking here. Please call the studio."))
					 : e;
	if ((e = card_open(rq->act, rq->app->shelf, card.row.public_id, &card, &b)) != OK)
		return e;
	return show_booking(rs, &card, b, NULL);
}
