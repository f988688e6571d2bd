/* Orders, read from addresses and written into the links that change them: who
 * serves, what comes first, what goes. */
#include "apps/booking/order.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "front/place.h"

static const struct field staff_fields[] = {
	FIELD(RECORD, order_staff, photo, .of = &picture_show_shape),
	FIELD(TEXT, order_staff, slug),
	FIELD(TEXT, order_staff, name),
	FIELD(TEXT, order_staff, order),
	FIELD(TEXT, order_staff, initials),
	FIELD(TEXT, order_staff, title),
	FIELD(BOOL, order_staff, current),
};
const struct shape order_staff_shape = SHAPE(order_staff, staff_fields);

static const struct field item_fields[] = {
	FIELD(TEXT, order_item, name),
	FIELD(TEXT, order_item, about),
	FIELD(TEXT, order_item, staff_name),
	FIELD(INT, order_item, minutes),
	FIELD(MONEY, order_item, price),
	FIELD(INT, order_item, position),
	FIELD(BOOL, order_item, group),
	FIELD(BOOL, order_item, anyone),
	FIELD(TEXT, order_item, earlier),
	FIELD(TEXT, order_item, later),
	FIELD(TEXT, order_item, without),
	FIELD(TEXT, order_item, with_anyone),
	FIELD(LIST, order_item, staff, .of = &order_staff_shape),
};
static const struct shape item_shape = SHAPE(order_item, item_fields);

static const struct field order_fields[] = {
	FIELD(LIST, order, items, .of = &item_shape),
	FIELD(INT, order, minutes),
	FIELD(MONEY, order, price),
	FIELD(BOOL, order, visit),
	FIELD(TEXT, order, code),
	FIELD(BOOL, order, more),
};
const struct shape order_shape = SHAPE(order, order_fields);

const struct resource *
order_staff(const struct agenda_query *q, const char *slug)
{
	const struct resource *staff;

	if (slug == NULL || q->service->staff_mode != STAFF_ANY)
		return NULL;
	staff = rulebook_staff(q->book, slug);
	return staff != NULL && rulebook_offers(q->book, q->service, staff) ? staff : NULL;
}

/* "massagem.ines" into a service and who serves. */
static bool
read_item(struct arena *a, const struct rulebook *book, const char *text, size_t len,
	  struct agenda_query *out)
{
	const char *point = memchr(text, '.', len);
	size_t name = point == NULL ? len : (size_t)(point - text);

	*out = (struct agenda_query){ .book = book,
				      .service = rulebook_service(book, arena_copy(a, text, name)) };
	if (out->service != NULL && point != NULL)
		out->staff = order_staff(out, arena_copy(a, point + 1, len - name - 1));
	return out->service != NULL;
}

enum err
order_read(struct arena *a, const struct rulebook *book, const char *text, bool hidden,
	   struct agenda_query *out)
{
	struct agenda_query *item = out;

	for (size_t count = 0; text != NULL && count < VISIT_MOST; count++) {
		struct agenda_query *next = arena_make(a, struct agenda_query);
		size_t len = strcspn(text, ",");

		if (!read_item(a, book, text, len, item) || (!item->service->visible && !hidden))
			return ERR_NOT_FOUND;
		if (text[len] == '\0')
			return OK;
		text += len + 1;
		item->then = next;
		item = next;
	}
	return ERR_NOT_FOUND;
}

enum err
order_open(struct request *rq, struct response *rs, struct agenda_query *out)
{
	const struct rulebook *book;
	enum err e;

	if ((e = place_open(rq, rs, &book)) != OK)
		return e;
	if (pairs_get(&rq->params, "service") == NULL)
		return order_read(rq->arena, book, query_text(rq, "for"), false, out);
	*out = (struct agenda_query){ .book = book, .service = place_service(rq, book) };
	if (out->service == NULL)
		return ERR_NOT_FOUND;
	out->staff = order_staff(out, query_text(rq, "staff"));
	return OK;
}

static void
write_item(struct buffer *out, const struct agenda_query *q, const struct resource *staff)
{
	buffer_format(out, "%s%s", out->len == 0 ? "" : ",", q->service->slug);
	if (staff != NULL)
		buffer_format(out, ".%s", staff->slug);
}

const char *
order_write(struct arena *a, const struct agenda_query *q)
{
	struct buffer out = buffer_new(a, QUERY_BYTES_MAX);

	for (; q != NULL; q = q->then)
		write_item(&out, q, q->staff);
	return buffer_string(&out);
}

const char *
order_base(struct arena *a, const struct agenda_query *q)
{
	const char *studio = q->book->studio.slug;

	if (q->then != NULL)
		return arena_text(a, "/s/%s/visit", studio);
	return arena_text(a, "/s/%s/book/%s", studio, q->service->slug);
}

const char *
order_with(struct arena *a, const struct agenda_query *q)
{
	if (q->then != NULL)
		return arena_text(a, "for=%s&", order_write(a, q));
	return q->staff == NULL ? "" : arena_text(a, "staff=%s&", q->staff->slug);
}

const char *
order_code(struct arena *a, int64_t start)
{
	char code[32];

	return arena_dup(a, time_write(start, 0, code));
}

struct list
order_choices(struct arena *a, const struct agenda_query *q, const char **only)
{
	const struct rulebook *book = q->book;
	const struct resource *r = book->resources.items;
	struct order_staff *rows = arena_alloc(a, book->resources.count + 1, sizeof *rows);
	struct buffer names = buffer_new(a, 4096);
	size_t count = 0;

	for (size_t i = 0; i < book->resources.count; i++) {
		if (r[i].kind != RESOURCE_STAFF || !rulebook_offers(book, q->service, &r[i]))
			continue;
		buffer_format(&names, count == 0 ? "%s" : ", %s", r[i].name);
		rows[count++] = (struct order_staff){ .slug = r[i].slug,
						      .name = r[i].name,
						      .initials = initials_of(a, r[i].name),
						      .title = r[i].title,
						      .photo = rulebook_photo(a, book, 0, r[i].id),
						      .current = &r[i] == q->staff };
	}
	*only = NULL;
	if (count > 1 && q->service->staff_mode == STAFF_ANY)
		return (struct list){ rows, count };
	*only = buffer_string(&names);
	return (struct list){ 0 };
}

const char *
order_with_whom(struct arena *a, const struct agenda_query *q)
{
	const char *names;

	if (q->staff != NULL)
		return q->staff->name;
	(void)order_choices(a, q, &names);
	return names;
}

static bool
is_needed(const struct rulebook *book, const struct service *service, const struct resource *room)
{
	const struct service_room_kind *needs = book->needs.items;

	for (size_t i = 0; i < book->needs.count; i++)
		if (needs[i].service_id == service->id && needs[i].room_kind_id == room->room_kind_id)
			return true;
	return false;
}

static bool
may_occupy(const struct agenda_query *q, const struct resource *r)
{
	for (; q != NULL; q = q->then)
		if (r->kind == RESOURCE_STAFF ? rulebook_offers(q->book, q->service, r)
					      : is_needed(q->book, q->service, r))
			return true;
	return false;
}

const char *
order_resources(struct arena *a, const struct agenda_query *q)
{
	const struct resource *r = q->book->resources.items;
	struct buffer ids = buffer_new(a, 65536);

	for (size_t i = 0; i < q->book->resources.count; i++)
		if (may_occupy(q, &r[i]))
			buffer_format(&ids, ids.len == 0 ? "%" PRId64 : " %" PRId64, r[i].id);
	return buffer_string(&ids);
}

/* --- as views see it --- */

/* An order as an array, to be written with a change. */
struct line {
	const struct agenda_query *items[VISIT_MOST];
	size_t count;
};

/* The order with the k-th served by this one. */
static const char *
write_staff(struct arena *a, const struct line *l, size_t k, const struct resource *staff)
{
	struct buffer out = buffer_new(a, QUERY_BYTES_MAX);

	for (size_t i = 0; i < l->count; i++)
		write_item(&out, l->items[i], i == k ? staff : l->items[i]->staff);
	return buffer_string(&out);
}

/* The order without the k-th, which comes back in front of the at-th of the rest;
 * l->count = it does not come back. */
static const char *
write_moved(struct arena *a, const struct line *l, size_t k, size_t at)
{
	struct buffer out = buffer_new(a, QUERY_BYTES_MAX);
	size_t rest = 0;

	for (size_t i = 0; i <= l->count; i++) {
		if (i == k)
			continue;
		if (rest++ == at)
			write_item(&out, l->items[k], l->items[k]->staff);
		if (i < l->count)
			write_item(&out, l->items[i], l->items[i]->staff);
	}
	return buffer_string(&out);
}

static struct order_item
describe_item(struct arena *a, const struct line *l, size_t k)
{
	const struct agenda_query *q = l->items[k];
	const struct service *service = q->service;
	struct order_item item = { .name = service->name,
				   .about = service->about,
				   .minutes = service->duration_min,
				   .price = service->price_minor,
				   .position = (int64_t)k + 1,
				   .group = service->capacity > 1,
				   .anyone = q->staff == NULL };
	struct order_staff *staff;

	item.staff = order_choices(a, q, &item.staff_name);
	staff = arena_alloc(a, item.staff.count + 1, sizeof *staff);
	for (size_t i = 0; i < item.staff.count; i++) {
		staff[i] = ((const struct order_staff *)item.staff.items)[i];
		staff[i].order = write_staff(a, l, k, rulebook_staff(q->book, staff[i].slug));
	}
	item.staff.items = staff;
	if (q->staff != NULL)
		item.staff_name = q->staff->name;
	item.with_anyone = write_staff(a, l, k, NULL);
	item.earlier = k == 0 ? NULL : write_moved(a, l, k, k - 1);
	item.later = k + 1 == l->count ? NULL : write_moved(a, l, k, k + 1);
	item.without = l->count == 1 ? NULL : write_moved(a, l, k, l->count);
	return item;
}

struct order
order_describe(struct arena *a, const struct agenda_query *q)
{
	struct order_item *items = arena_alloc(a, VISIT_MOST, sizeof *items);
	struct order order = { .visit = q->then != NULL, .code = order_write(a, q) };
	struct line line = { .count = 0 };

	for (; q != NULL && line.count < VISIT_MOST; q = q->then)
		line.items[line.count++] = q;
	for (size_t k = 0; k < line.count; k++) {
		items[k] = describe_item(a, &line, k);
		order.minutes += items[k].minutes;
		order.price += items[k].price;
	}
	order.items = (struct list){ items, line.count };
	order.more = line.count < VISIT_MOST && line.items[0]->book->services.count > 1;
	return order;
}
