/* The studio's services once more, to be added to an order. */
#include "apps/booking/addition.h"

#include "apps/booking/order.h"
#include "front/place.h"
#include "front/show.h"

struct service_row {
	const char *name, *about, *order;
	int64_t minutes, price;
};
static const struct field service_fields[] = {
	FIELD(TEXT, service_row, name),   FIELD(TEXT, service_row, about),  FIELD(TEXT, service_row, order),
	FIELD(INT, service_row, minutes), FIELD(MONEY, service_row, price),
};
static const struct shape service_shape = SHAPE(service_row, service_fields);

struct specialty_row {
	int64_t id;
	const char *name;
	struct list services;
};
static const struct field specialty_fields[] = {
	FIELD(INT, specialty_row, id),
	FIELD(TEXT, specialty_row, name),
	FIELD(LIST, specialty_row, services, .of = &service_shape),
};
static const struct shape specialty_shape = SHAPE(specialty_row, specialty_fields);

struct addition_view {
	struct place place;
	struct order ordered;
	const void *studio, *order;
	const char *back;
	struct list specialties;
};
static const struct field view_fields[] = {
	FIELD(RECORD, addition_view, studio, .of = &place_shape),
	FIELD(RECORD, addition_view, order, .of = &order_shape),
	FIELD(TEXT, addition_view, back),
	FIELD(LIST, addition_view, specialties, .of = &specialty_shape),
};
static const struct shape view_shape = SHAPE(addition_view, view_fields);

static struct list
list_services(struct arena *a, const struct rulebook *book, int64_t specialty, const char *order)
{
	const struct service *s = book->services.items;
	struct service_row *rows = arena_alloc(a, book->services.count + 1, sizeof *rows);
	size_t count = 0;

	for (size_t i = 0; i < book->services.count; i++)
		if (s[i].specialty_id == specialty && s[i].visible)
			rows[count++] =
			    (struct service_row){ .name = s[i].name,
						  .about = s[i].about,
						  .order = arena_text(a, "%s,%s", order, s[i].slug),
						  .minutes = s[i].duration_min,
						  .price = s[i].price_minor };
	return (struct list){ rows, count };
}

static struct list
list_specialties(struct arena *a, const struct rulebook *book, const char *order)
{
	const struct specialty *s = book->specialties.items;
	struct specialty_row *rows = arena_alloc(a, book->specialties.count + 1, sizeof *rows);
	size_t count = 0;

	for (size_t i = 0; i < book->specialties.count; i++) {
		rows[count] = (struct specialty_row){ .id = s[i].id,
						      .name = s[i].name,
						      .services = list_services(a, book, s[i].id, order) };
		count += rows[count].services.count > 0;
	}
	return (struct list){ rows, count };
}

enum err
addition_page(struct request *rq, struct response *rs)
{
	struct addition_view view = { .studio = &view.place, .order = &view.ordered };
	struct agenda_query q;
	enum err e;

	if ((e = order_open(rq, rs, &q)) != OK)
		return e;
	view.ordered = order_describe(rq->arena, &q);
	view.back = arena_text(rq->arena, "%s?%s", order_base(rq->arena, &q), order_with(rq->arena, &q));
	if (!view.ordered.more)
		return redirect(rs, "%s", view.back);
	view.place = place_describe(rq->arena, &q.book->studio);
	view.specialties = list_specialties(rq->arena, q.book, view.ordered.code);
	rs->cache = CACHE_CHECKED;
	return show(rs, "booking/add", &view_shape, &view);
}
