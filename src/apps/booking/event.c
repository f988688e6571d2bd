/* Events of bookings, alone or of a whole visit. */
#include "apps/booking/event.h"

#include <string.h>

#include "base/text.h"
#include "front/app.h"
#include "web/response.h"

#define FILE_BYTES ((size_t)1 << 18)

bool
event_is_coming(const struct card *card, int64_t now)
{
	switch ((enum booking_state)card->row.state) {
	case BOOKING_HELD:
	case BOOKING_PENDING_PAYMENT:
	case BOOKING_PENDING_APPROVAL:
	case BOOKING_CONFIRMED:
	case BOOKING_CHECKED_IN:
		return card->row.ends > now;
	default:
		return false;
	}
}

const char *
event_url(const struct request *rq, const char *name)
{
	return arena_text(rq->arena, "%s/b/%s", rq->app->settings.site, name);
}

const char *
event_name(const struct rulebook *book, const struct card *card)
{
	const struct service *service = rulebook_service_id(book, card->row.service_id);

	return service == NULL ? book->studio.name : service->name;
}

struct calendar_event
event_of(const struct request *rq, const struct rulebook *book, const struct card *card)
{
	const char *host = strstr(rq->app->settings.site, "://");
	const struct studio *studio = &book->studio;
	const struct card_row *row = &card->row;
	const char *at = text_is_empty(studio->address) ? "" : ", ";

	return (struct calendar_event){
		.uid = arena_text(rq->arena, "%s@%s", row->public_id, host == NULL ? "hora" : host + 3),
		.sequence = row->version,
		.stamp = rq->now,
		.start = row->starts,
		.end = row->ends,
		.summary = arena_text(rq->arena, "%s · %s", event_name(book, card), studio->name),
		.description = event_url(rq, row->public_id),
		.location = arena_text(rq->arena, "%s%s%s", studio->name, at,
				       studio->address == NULL ? "" : studio->address),
		.url = event_url(rq, row->public_id),
		.cancelled = row->state == BOOKING_CANCELLED || row->state == BOOKING_DECLINED
			     || row->state == BOOKING_EXPIRED,
	};
}

enum err
event_send(struct response *rs, const struct rulebook *book, const struct calendar_event *events,
	   size_t count)
{
	struct buffer file = buffer_new(rs->arena, FILE_BYTES);

	calendar_write(&file, events, count);
	return send_file(rs, "text/calendar; charset=utf-8; method=PUBLISH",
			 arena_text(rs->arena, "%s.ics", book->studio.slug), file.bytes, file.len);
}
