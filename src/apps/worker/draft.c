/* The page a letter's templates are filled with, and the parts of a message made
 * of it. */
#include "apps/worker/draft.h"

#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "base/zone.h"
#include "document/calendar.h"
#include "view/view.h"

#define SUBJECT_BYTES 1000
#define TEXT_BYTES 65536
#define CALENDAR_BYTES 65536

struct paragraph {
	const char *text;
};

/* A booking that it tells of. */
struct told {
	const char *service, *staff, *currency;
	int64_t starts, ends, price, seats;
	bool several; /* seats */
};

/* What views/mail/ and a studio's own words may name. */
struct page {
	int kind; /* enum notice */
	const char *language, *studio_language;
	const char *name, *service, *staff, *rooms;
	const char *studio, *address, *map_url, *phone, *email, *accent;
	int64_t starts, ends, minutes;
	int64_t price;
	const char *currency;
	int64_t seats;
	bool several; /* seats */
	const char *reason;
	int64_t cancel_before;
	bool can_cancel;
	bool over; /* cancelled, declined, expired: there is nothing to come to */
	const char *manage_url, *unsubscribe_url, *studio_url;
	struct list bookings; /* struct told: all it tells of, by start */
	bool together;        /* more than one */
	int64_t others;       /* besides the one that starts, service, … are of */
	struct list words;    /* struct paragraph: the studio's own; none = the built-in ones */
};

static const struct field paragraph_fields[] = { FIELD(TEXT, paragraph, text) };
static const struct shape paragraph_shape = SHAPE(paragraph, paragraph_fields);

static const struct field told_fields[] = {
	FIELD(TEXT, told, service), FIELD(TEXT, told, staff),   FIELD(TEXT, told, currency),
	FIELD(TIME, told, starts),  FIELD(TIME, told, ends),    FIELD(MONEY, told, price),
	FIELD(INT, told, seats),    FIELD(BOOL, told, several),
};
static const struct shape told_shape = SHAPE(told, told_fields);

static const struct field page_fields[] = {
	FIELD(ENUM, page, kind, .names = notice_names),
	FIELD(TEXT, page, language),
	FIELD(TEXT, page, studio_language),
	FIELD(TEXT, page, name),
	FIELD(TEXT, page, service),
	FIELD(TEXT, page, staff),
	FIELD(TEXT, page, rooms),
	FIELD(TEXT, page, studio),
	FIELD(TEXT, page, address),
	FIELD(TEXT, page, map_url),
	FIELD(TEXT, page, phone),
	FIELD(TEXT, page, email),
	FIELD(TEXT, page, accent),
	FIELD(TIME, page, starts),
	FIELD(TIME, page, ends),
	FIELD(INT, page, minutes),
	FIELD(MONEY, page, price),
	FIELD(TEXT, page, currency),
	FIELD(INT, page, seats),
	FIELD(BOOL, page, several),
	FIELD(TEXT, page, reason),
	FIELD(TIME, page, cancel_before),
	FIELD(BOOL, page, can_cancel),
	FIELD(BOOL, page, over),
	FIELD(TEXT, page, manage_url),
	FIELD(TEXT, page, unsubscribe_url),
	FIELD(TEXT, page, studio_url),
	FIELD(LIST, page, bookings, .of = &told_shape),
	FIELD(BOOL, page, together),
	FIELD(INT, page, others),
	FIELD(LIST, page, words, .of = &paragraph_shape),
};
static const struct shape page_shape = SHAPE(page, page_fields);

static struct page
make_page(const struct draft *d)
{
	const struct letter *l = d->letter;
	int64_t cancel_before = l->starts - l->cancel_until * 60;

	return (struct page){
		.kind = (int)d->notice,
		.language = l->language,
		.studio_language = l->studio_language,
		.name = l->name,
		.service = l->service,
		.staff = l->staff,
		.rooms = l->rooms,
		.studio = l->studio,
		.address = l->address,
		.map_url = l->map_url,
		.phone = l->studio_phone,
		.email = l->reply_to != NULL ? l->reply_to : l->studio_email,
		.accent = l->accent,
		.starts = l->starts,
		.ends = l->ends,
		.minutes = (l->ends - l->starts) / 60,
		.price = l->price_minor,
		.currency = l->currency,
		.seats = l->seats,
		.several = l->seats > 1,
		.reason = l->step_reason,
		.cancel_before = cancel_before,
		.can_cancel = d->now < cancel_before,
		.over = d->notice == NOTICE_CANCELLED || d->notice == NOTICE_DECLINED
			|| d->notice == NOTICE_EXPIRED,
		.manage_url = d->manage_url,
		.unsubscribe_url = d->unsubscribe_url,
		.studio_url = d->studio_url,
	};
}

/* Blank lines part paragraphs. */
static struct list
split_paragraphs(struct arena *a, const char *text)
{
	struct paragraph *found = arena_alloc(a, strlen(text) / 2 + 1, sizeof *found);
	size_t count = 0;

	while (*(text += strspn(text, "\r\n")) != '\0') {
		const char *end = strstr(text, "\n\n");
		size_t len = end == NULL ? strlen(text) : (size_t)(end - text);

		found[count++].text = arena_copy(a, text, len);
		text += len;
	}
	return (struct list){ found, count };
}

/* The studio's words, filled in; NULL when it has none, or they are not in order. */
static const char *
fill(struct arena *a, const struct draft *d, const struct view_context *context, const struct page *page,
     const char *words)
{
	struct buffer out = buffer_new(a, TEXT_BYTES);
	const char *why = "too long";

	if (text_is_empty(words))
		return NULL;
	if (view_fill(d->views, words, context, &page_shape, page, &out, &why) == OK)
		return buffer_string(&out);
	log_event(LOG_WARNING, "notice_text_refused", { "studio", d->letter->slug },
		  { "notice", notice_names[d->notice] }, { "why", why });
	return NULL;
}

static enum err
render(struct arena *a, const struct draft *d, const char *view, const struct view_context *context,
       const struct page *page, const char **out)
{
	struct buffer text = buffer_new(a, TEXT_BYTES);
	enum err e = view_render(d->views, view, context, &page_shape, page, &text);

	if (e == OK)
		*out = buffer_string(&text);
	return e;
}

/* Has the customer a calendar entry to make, change or take out? What is only
 * asked for has none, wherever it is moved to. */
static bool
has_calendar(const struct draft *d)
{
	return d->notice == NOTICE_BOOKED || d->notice == NOTICE_CANCELLED
	       || (d->notice == NOTICE_MOVED && d->letter->state == BOOKING_CONFIRMED);
}

/* The booking that the letter is about, as one of those it tells of. */
static struct companion
companion_of(const struct letter *l)
{
	return (struct companion){ .public_id = l->public_id,
				   .version = l->version,
				   .seats = l->seats,
				   .price_minor = l->price_minor,
				   .currency = l->currency,
				   .starts = l->starts,
				   .ends = l->ends,
				   .service = l->service,
				   .staff = l->staff };
}

static struct list
list_told(struct arena *a, const struct list *companions)
{
	const struct companion *c = companions->items;
	struct told *told = arena_alloc(a, companions->count, sizeof *told);

	for (size_t i = 0; i < companions->count; i++)
		told[i] = (struct told){ .service = c[i].service,
					 .staff = c[i].staff,
					 .currency = c[i].currency,
					 .starts = c[i].starts,
					 .ends = c[i].ends,
					 .price = c[i].price_minor,
					 .seats = c[i].seats,
					 .several = c[i].seats > 1 };
	return (struct list){ told, companions->count };
}

static struct calendar_event
event_of(struct arena *a, const struct draft *d, const struct companion *c)
{
	const struct letter *l = d->letter;
	const char *url = arena_text(a, "%s/b/%s", d->site, c->public_id);

	return (struct calendar_event){
		.uid = arena_text(a, "%s@%s", c->public_id, d->site + strlen("https://")),
		.sequence = c->version,
		.stamp = d->now,
		.start = c->starts,
		.end = c->ends,
		.summary = arena_text(a, "%s · %s", c->service, l->studio),
		.description = url,
		.location =
		    arena_text(a, "%s%s%s", l->studio, text_is_empty(l->address) ? "" : ", ", l->address),
		.url = url,
		.cancelled = d->notice == NOTICE_CANCELLED,
		.organizer = { l->studio, d->sender },
		.attendee = { l->name, l->email },
	};
}

static void
add_calendar(struct arena *a, const struct draft *d, const struct list *companions, struct message *m)
{
	const struct companion *c = companions->items;
	struct calendar_event *events = arena_alloc(a, companions->count, sizeof *events);
	struct buffer out = buffer_new(a, CALENDAR_BYTES);

	for (size_t i = 0; i < companions->count; i++)
		events[i] = event_of(a, d, &c[i]);
	calendar_write(&out, events, companions->count);
	m->calendar = buffer_string(&out);
	m->method = calendar_method(events, companions->count);
}

enum err
draft_write(struct arena *a, const struct draft *d, struct message *out)
{
	const struct letter *l = d->letter;
	struct page page = make_page(d);
	const struct companion alone = companion_of(l);
	struct list all = d->companions.count > 1 ? d->companions : (struct list){ &alone, 1 };
	struct view_context context = { .currency = l->currency };
	const char *words;
	struct zone *zone;
	enum err e;

	page.bookings = list_told(a, &all);
	page.together = all.count > 1;
	page.others = (int64_t)all.count - 1;
	if ((e = zone_open(l->zone, &zone)) != OK)
		return ERR_INTERNAL;
	context.zone = arena_own(a, zone, zone_free);
	if (language_find(l->language, &context.language) != OK)
		context.language = LANGUAGE_EN;
	if ((words = fill(a, d, &context, &page, l->body)) != NULL)
		page.words = split_paragraphs(a, words);
	*out = (struct message){ .from = { l->sender_name != NULL ? l->sender_name : l->studio, d->sender },
				 .to = { l->name, l->email },
				 .reply_to = page.email,
				 .date = d->now,
				 .unsubscribe = d->unsubscribe_url };
	if ((out->subject = fill(a, d, &context, &page, l->subject)) == NULL
	    && (e = render(a, d, "mail/subject.txt", &context, &page, &out->subject)) != OK)
		return e;
	if ((e = render(a, d, "mail/notice.txt", &context, &page, &out->text)) != OK
	    || (e = render(a, d, "mail/notice", &context, &page, &out->html)) != OK)
		return e;
	if (has_calendar(d))
		add_calendar(a, d, &all, out);
	return OK;
}
