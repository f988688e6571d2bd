/* What a visitor orders: one service, or the services of a visit, each with a
 * staff member or anyone. Addresses name it: /s/{studio}/book/{service}?staff=ines
 * for one, /s/{studio}/visit?for=massagem.ines,avaliacao for several. */
#ifndef HORA_APPS_BOOKING_ORDER_H
#define HORA_APPS_BOOKING_ORDER_H

#include "domain/picture.h"
#include "usecase/agenda.h"
#include "web/request.h"
#include "web/response.h"

/* What the path's {studio} and {service}, or the query's `for`, ask for.
 * ERR_NOT_FOUND: a service that cannot be had, or more than a visit holds. */
MUST_CHECK enum err order_open(struct request *, struct response *, struct agenda_query *out);

/* Reads "massagem.ines,avaliacao"; whoever does not offer the service is anyone.
 * hidden: services that visitors do not see are good too. ERR_NOT_FOUND as above. */
MUST_CHECK enum err order_read(struct arena *, const struct rulebook *, const char *text, bool hidden,
			       struct agenda_query *out);

/* The same text for an order: letters, digits, "-", "." and "," only. */
const char *order_write(struct arena *, const struct agenda_query *);

/* Where the order is chosen a time for ("/s/ribeira/book/massagem", "/s/ribeira/visit"),
 * and how the links of that page go on: "staff=ines&", "for=…&", or "". */
const char *order_base(struct arena *, const struct agenda_query *);
const char *order_with(struct arena *, const struct agenda_query *);

/* The staff member of that name who offers the service; NULL = anyone. */
const struct resource *order_staff(const struct agenda_query *, const char *slug);

/* A start in links: RFC 3339 in UTC. */
const char *order_code(struct arena *, int64_t start);

/* What is ordered as views see it. */
struct order_staff {
	const char *slug, *name, *initials, *title;
	const struct picture_show *photo;
	const char *order; /* the whole order with this one chosen */
	bool current;
};
struct order_item {
	const char *name, *about, *staff_name;
	int64_t minutes, price, position;
	bool group, anyone;
	const char *earlier, *later, *without,
	    *with_anyone;  /* orders one step away; NULL where there is none */
	struct list staff; /* struct order_staff: who can be chosen; none where nobody can */
};
struct order {
	struct list items;      /* struct order_item */
	int64_t minutes, price; /* of all */
	bool visit;             /* several */
	const char *code;       /* as order_write */
	bool more;              /* another service can be added */
};
extern const struct shape order_shape, order_staff_shape;
struct order order_describe(struct arena *, const struct agenda_query *);

/* Who can be chosen for one of the services: struct order_staff without `order`;
 * *only: the names, where nobody can. */
struct list order_choices(struct arena *, const struct agenda_query *, const char **only);

/* Who serves, by name: those chosen, or those who do where nobody can choose; NULL =
 * whoever is free. */
const char *order_with_whom(struct arena *, const struct agenda_query *);

/* Ids of all staff and rooms that can occupy a start, for the page to listen to. */
const char *order_resources(struct arena *, const struct agenda_query *);

#endif
