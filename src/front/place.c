/* Studios and services as views see them, and the letters in place of faces. */
#include "front/place.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "front/app.h"
#include "front/show.h"

static const struct field place_fields[] = {
	FIELD(TEXT, place, slug),     FIELD(TEXT, place, name),   FIELD(TEXT, place, initials),
	FIELD(TEXT, place, language), FIELD(TEXT, place, about),  FIELD(TEXT, place, address),
	FIELD(TEXT, place, map_url),  FIELD(TEXT, place, phone),  FIELD(TEXT, place, email),
	FIELD(TEXT, place, zone),     FIELD(TEXT, place, accent), FIELD(TEXT, place, accent_code),
};
const struct shape place_shape = SHAPE(place, place_fields);

static const struct field offered_fields[] = {
	FIELD(TEXT, offered, slug),   FIELD(TEXT, offered, name),     FIELD(TEXT, offered, about),
	FIELD(INT, offered, minutes), FIELD(MONEY, offered, price),   FIELD(INT, offered, capacity),
	FIELD(BOOL, offered, group),  FIELD(BOOL, offered, approval),
};
const struct shape offered_shape = SHAPE(offered, offered_fields);

enum err
place_open(struct request *rq, struct response *rs, const struct rulebook **out)
{
	enum err e = rulebook_open(rq->act, rq->app->shelf, path_text(rq, "studio"), out);

	if (e == OK)
		place_settle(rs, *out);
	return e;
}

void
place_settle(struct response *rs, const struct rulebook *book)
{
	page_place(rs, book->zone, book->studio.currency, book->studio.language);
}

const struct service *
place_service(const struct request *rq, const struct rulebook *book)
{
	const struct service *service = rulebook_service(book, path_text(rq, "service"));

	return service != NULL && service->visible ? service : NULL;
}

struct place
place_describe(struct arena *a, const struct studio *s)
{
	return (struct place){
		.slug = s->slug,
		.name = s->name,
		.initials = initials_of(a, s->name),
		.language = s->language,
		.about = s->about,
		.address = s->address,
		.map_url = s->map_url,
		.phone = s->phone,
		.email = s->email,
		.zone = s->zone,
		.accent = s->accent,
		.accent_code = s->accent + 1,
	};
}

struct offered
offered_describe(const struct service *s)
{
	return (struct offered){
		.slug = s->slug,
		.name = s->name,
		.about = s->about,
		.minutes = s->duration_min,
		.price = s->price_minor,
		.capacity = s->capacity,
		.group = s->capacity > 1,
		.approval = s->approval,
	};
}

/* The CJK ideographs and kana, of which one says enough. */
static bool
is_wide(uint32_t point)
{
	return (point >= 0x2E80 && point <= 0x9FFF) || (point >= 0xF900 && point <= 0xFAFF)
	       || (point >= 0x20000 && point <= 0x3FFFF);
}

const char *
initials_of(struct arena *a, const char *name)
{
	struct buffer out = buffer_new(a, 16);
	const char *last = strrchr(name, ' ');
	uint32_t point;
	size_t len = utf8_read(name, strlen(name), &point);

	buffer_add(&out, name, len);
	if (last != NULL && last[1] != '\0' && !is_wide(point)) {
		len = utf8_read(last + 1, strlen(last + 1), &point);
		if (!is_wide(point))
			buffer_add(&out, last + 1, len);
	}
	return buffer_string(&out);
}
