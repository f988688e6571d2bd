/* A booking as the API shows it, and a start that cannot be had. */
#include "apps/booking/api.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "front/app.h"
#include "front/show.h"

struct customer_out {
	const char *name, *email, *phone;
};

static const struct field customer_out_fields[] = {
	FIELD(TEXT, customer_out, name),
	FIELD(TEXT, customer_out, email),
	FIELD(TEXT, customer_out, phone),
};
static const struct shape customer_out_shape = SHAPE(customer_out, customer_out_fields);

static const struct field card_name_fields[] = {
	FIELD(TEXT, card_name, slug),
	FIELD(TEXT, card_name, name),
};
static const struct shape card_name_shape = SHAPE(card_name, card_name_fields);

struct answer_out {
	const char *question, *answer;
};

static const struct field answer_out_fields[] = {
	FIELD(TEXT, answer_out, question),
	FIELD(TEXT, answer_out, answer),
};
static const struct shape answer_out_shape = SHAPE(answer_out, answer_out_fields);

struct booking_out {
	const char *id, *state, *studio, *service, *start, *end, *currency, *note;
	const char *created, *cancel_before, *manage_token, *manage_url;
	const struct customer_out *customer;
	struct list staff, rooms, answers;
	int64_t seats, price, version;
	bool may_cancel, may_move;
};

static const struct field booking_out_fields[] = {
	FIELD(TEXT, booking_out, id),
	FIELD(TEXT, booking_out, state),
	FIELD(INT, booking_out, version),
	FIELD(TEXT, booking_out, studio),
	FIELD(TEXT, booking_out, service),
	FIELD(TEXT, booking_out, start),
	FIELD(TEXT, booking_out, end),
	FIELD(LIST, booking_out, staff, .of = &card_name_shape),
	FIELD(LIST, booking_out, rooms, .of = &card_name_shape),
	FIELD(INT, booking_out, seats),
	FIELD_AS(MONEY, booking_out, price, "price_minor"),
	FIELD(TEXT, booking_out, currency),
	FIELD(RECORD, booking_out, customer, .of = &customer_out_shape),
	FIELD(LIST, booking_out, answers, .of = &answer_out_shape),
	FIELD(TEXT, booking_out, note),
	FIELD(TEXT, booking_out, created),
	FIELD(BOOL, booking_out, may_cancel),
	FIELD(BOOL, booking_out, may_move),
	FIELD(TEXT, booking_out, cancel_before),
	FIELD(TEXT, booking_out, manage_token),
	FIELD(TEXT, booking_out, manage_url),
};
static const struct shape booking_out_shape = SHAPE(booking_out, booking_out_fields);

static const char *
write_local(struct arena *a, const struct zone *zone, int64_t instant)
{
	char text[32];

	return arena_dup(a, time_write(instant, zone_wall(zone, instant).offset, text));
}

/* The studio's questions with their answers, as they were kept. */
static struct list
read_answers(struct arena *a, const char *text)
{
	struct answer_out *answers;
	struct json *json;
	size_t count;

	if (json_read(a, text, strlen(text), &json, NULL, NULL) != OK)
		return (struct list){ 0 };
	count = json_count(json);
	answers = arena_alloc(a, count + 1, sizeof *answers);
	for (size_t i = 0; i < count; i++) {
		answers[i].question = json_string(json_member(json_element(json, i), "question"), NULL);
		answers[i].answer = json_string(json_member(json_element(json, i), "answer"), NULL);
	}
	return (struct list){ answers, count };
}

enum err
api_show_booking(struct response *rs, const struct card *card, const struct rulebook *b, const char *token)
{
	const struct card_row *row = &card->row;
	const struct service *service = rulebook_service_id(b, row->service_id);
	const struct customer_out customer = { row->name, row->email, row->phone };
	struct booking_out out = {
		.id = row->public_id,
		.state = state_name((enum booking_state)row->state),
		.version = row->version,
		.studio = b->studio.slug,
		.service = service == NULL ? NULL : service->slug,
		.start = write_local(rs->arena, b->zone, row->starts),
		.end = write_local(rs->arena, b->zone, row->ends),
		.staff = card->staff,
		.rooms = card->rooms,
		.seats = row->seats,
		.price = row->price_minor,
		.currency = row->currency,
		.customer = &customer,
		.answers = read_answers(rs->arena, row->answers),
		.note = row->note,
		.created = write_local(rs->arena, b->zone, row->created_at),
		.may_cancel = card->may_cancel,
		.may_move = card->may_move,
		.cancel_before = write_local(rs->arena, b->zone, card->cancel_before),
		.manage_token = token,
	};

	if (token != NULL)
		out.manage_url = arena_text(rs->arena, "%s/b/%s", rs->request->app->settings.site, token);
	if (response_known(rs, arena_text(rs->arena, "v%lld", (long long)row->version)))
		return OK;
	return show_json(rs, &booking_out_shape, &out);
}

enum err
api_show_taken(struct response *rs, enum err e, const struct rulebook *b, const char *why,
	       const struct list *alternatives)
{
	const struct opening *openings = alternatives->items;
	struct buffer members = buffer_new(rs->arena, ANSWER_BYTES_MAX);

	buffer_text(&members, "\"alternatives\":[");
	for (size_t i = 0; i < alternatives->count; i++) {
		if (i > 0)
			buffer_char(&members, ',');
		api_write_opening(&members, b->zone, &openings[i]);
	}
	buffer_text(&members, "]");
	rs->members = buffer_string(&members);
	return problem(rs, e, why);
}
