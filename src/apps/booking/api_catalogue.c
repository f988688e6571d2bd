/* The catalogue over the API: studios, services, staff. */
#include "apps/booking/api.h"

#include <string.h>

#include "apps/booking/asked.h"
#include "base/complaint.h"
#include "base/text.h"
#include "front/app.h"
#include "front/show.h"

#define CHOICES_MAX 100 /* of one question */

struct terms_out {
	int64_t version;
	const char *text;
};

static const struct field terms_fields[] = {
	FIELD(INT, terms_out, version),
	FIELD(TEXT, terms_out, text),
};
static const struct shape terms_shape = SHAPE(terms_out, terms_fields);

struct studio_out {
	struct studio studio; /* first, so that a list of these is written by the same fields */
	const struct terms_out *terms;
};

static const struct field studio_fields[] = {
	FIELD_AS(TEXT, studio_out, studio.slug, "slug"),
	FIELD_AS(TEXT, studio_out, studio.name, "name"),
	FIELD_AS(TEXT, studio_out, studio.about, "about"),
	FIELD_AS(TEXT, studio_out, studio.zone, "time_zone"),
	FIELD_AS(TEXT, studio_out, studio.currency, "currency"),
	FIELD_AS(TEXT, studio_out, studio.language, "language"),
	FIELD_AS(TEXT, studio_out, studio.address, "address"),
	FIELD_AS(TEXT, studio_out, studio.map_url, "map_url"),
	FIELD_AS(TEXT, studio_out, studio.email, "email"),
	FIELD_AS(TEXT, studio_out, studio.phone, "phone"),
	FIELD_AS(TEXT, studio_out, studio.accent, "accent"),
	FIELD_AS(INT, studio_out, studio.cancel_until, "cancel_until_minutes"),
	FIELD(RECORD, studio_out, terms, .of = &terms_shape),
};
static const struct shape studio_shape = SHAPE(studio_out, studio_fields);
const struct shape studio_listed_shape = { "studio", sizeof(struct studio), studio_fields,
					   sizeof studio_fields / sizeof *studio_fields - 1 };

struct service_out {
	const char *slug, *name, *about, *specialty, *currency;
	int64_t duration, notice, horizon, capacity, price, tax;
	bool approval;
	struct list staff, questions;
};

struct name_out {
	const char *slug, *name, *title, *about;
};

struct question_out {
	int64_t id;
	const char *label;
	int kind;
	bool required;
	struct list choices;
};

struct choice_out {
	const char *answer;
};

static const struct field name_fields[] = {
	FIELD(TEXT, name_out, slug),
	FIELD(TEXT, name_out, name),
	FIELD(TEXT, name_out, title),
	FIELD(TEXT, name_out, about),
};
static const struct shape name_shape = SHAPE(name_out, name_fields);

static const struct field choice_fields[] = { FIELD(TEXT, choice_out, answer) };
static const struct shape choice_shape = SHAPE(choice_out, choice_fields);

static const struct field question_fields[] = {
	FIELD(INT, question_out, id),
	FIELD(TEXT, question_out, label),
	FIELD(ENUM, question_out, kind, .names = question_kind_names),
	FIELD(BOOL, question_out, required),
	FIELD(LIST, question_out, choices, .of = &choice_shape),
};
static const struct shape question_shape = SHAPE(question_out, question_fields);

static const struct field service_fields[] = {
	FIELD(TEXT, service_out, slug),
	FIELD(TEXT, service_out, name),
	FIELD(TEXT, service_out, about),
	FIELD(TEXT, service_out, specialty),
	FIELD_AS(INT, service_out, duration, "duration_minutes"),
	FIELD_AS(INT, service_out, notice, "notice_minutes"),
	FIELD_AS(INT, service_out, horizon, "horizon_days"),
	FIELD(INT, service_out, capacity),
	FIELD_AS(MONEY, service_out, price, "price_minor"),
	FIELD(TEXT, service_out, currency),
	FIELD_AS(INT, service_out, tax, "tax_permille"),
	FIELD(BOOL, service_out, approval),
	FIELD(LIST, service_out, staff, .of = &name_shape),
	FIELD(LIST, service_out, questions, .of = &question_shape),
};
static const struct shape service_shape = SHAPE(service_out, service_fields);

enum err
api_rulebook(struct request *rq, struct response *rs, const struct rulebook **out)
{
	(void)rs;
	return rulebook_open(rq->act, rq->app->shelf, path_text(rq, "studio"), out);
}

enum err
api_choice(struct request *rq, const struct rulebook *b, const char *service, const char *staff,
	   struct agenda_query *out)
{
	*out = (struct agenda_query){ .book = b, .service = rulebook_service(b, service) };
	if (out->service == NULL || !out->service->visible) {
		complaint_add(rq->complaints, "service", rq->json == NULL ? NULL : "/service",
			      N_("Name a service of this studio."));
		return ERR_INVALID;
	}
	if (text_is_empty(staff))
		return OK;
	out->staff = rulebook_staff(b, staff);
	if (out->staff == NULL || !rulebook_offers(b, out->service, out->staff)) {
		complaint_add(rq->complaints, "staff", rq->json == NULL ? NULL : "/staff",
			      N_("Name somebody who offers this service."));
		return ERR_INVALID;
	}
	return OK;
}

static const char *
rules_version(struct arena *a, const struct rulebook *b)
{
	return arena_text(a, "r%lld", (long long)b->studio.rules);
}

enum err
api_studio(struct request *rq, struct response *rs)
{
	const struct rulebook *b;
	struct terms_out terms;
	struct studio_out out;
	enum err e;

	if ((e = api_rulebook(rq, rs, &b)) != OK)
		return e;
	if (response_unchanged(rs, rules_version(rs->arena, b)))
		return OK;
	terms = (struct terms_out){ b->terms_version, b->terms };
	out = (struct studio_out){ b->studio, b->terms_version == 0 ? NULL : &terms };
	return show_json(rs, &studio_shape, &out);
}

/* Staff of the studio, or those who offer a service. */
static struct list
staff_of(struct arena *a, const struct rulebook *b, const struct service *service)
{
	const struct resource *resources = b->resources.items;
	struct name_out *names = arena_alloc(a, b->resources.count + 1, sizeof *names);
	size_t count = 0;

	for (size_t i = 0; i < b->resources.count; i++)
		if (resources[i].kind == RESOURCE_STAFF
		    && (service == NULL || rulebook_offers(b, service, &resources[i])))
			names[count++] = (struct name_out){ resources[i].slug, resources[i].name,
							    resources[i].title, resources[i].about };
	return (struct list){ names, count };
}

/* The answers offered, one a line. */
static struct list
choices_of(struct arena *a, const char *lines)
{
	struct choice_out *out = arena_alloc(a, CHOICES_MAX, sizeof *out);
	size_t count = 0;

	while (lines != NULL && *lines != '\0' && count < CHOICES_MAX) {
		size_t len = strcspn(lines, "\n");

		out[count++].answer = arena_copy(a, lines, len);
		lines += len + (lines[len] == '\n');
	}
	return (struct list){ out, count };
}

static struct list
questions_of(const struct request *rq, const struct rulebook *b, const struct service *service)
{
	struct arena *a = rq->arena;
	const struct question *questions = b->questions.items, *q;
	struct question_out *out = arena_alloc(a, b->questions.count + 1, sizeof *out);
	const char *yes_or_no = asked_yes_or_no(rq, &b->studio);
	size_t count = 0;

	for (q = questions; q < questions + b->questions.count; q++)
		if (q->service_id == service->id)
			out[count++] = (struct question_out){
				q->id, q->label, q->kind, q->required,
				choices_of(a, q->kind == QUESTION_YES_NO ? yes_or_no : q->choices)
			};
	return (struct list){ out, count };
}

static const char *
specialty_name(const struct rulebook *b, int64_t id)
{
	const struct specialty *specialties = b->specialties.items;

	for (size_t i = 0; i < b->specialties.count; i++)
		if (specialties[i].id == id)
			return specialties[i].name;
	return "";
}

enum err
api_services(struct request *rq, struct response *rs)
{
	const struct rulebook *b;
	const struct service *services;
	struct service_out *out;
	size_t count = 0;
	enum err e;

	if ((e = api_rulebook(rq, rs, &b)) != OK)
		return e;
	if (response_unchanged(rs, rules_version(rs->arena, b)))
		return OK;
	services = b->services.items;
	out = arena_alloc(rs->arena, b->services.count + 1, sizeof *out);
	for (size_t i = 0; i < b->services.count; i++) {
		const struct service *s = &services[i];

		if (!s->visible)
			continue;
		out[count++] = (struct service_out){ .slug = s->slug,
						     .name = s->name,
						     .about = s->about,
						     .specialty = specialty_name(b, s->specialty_id),
						     .currency = b->studio.currency,
						     .duration = s->duration_min,
						     .notice = s->notice_min,
						     .horizon = s->horizon_days,
						     .capacity = s->capacity,
						     .price = s->price_minor,
						     .tax = s->tax_permille,
						     .approval = s->approval,
						     .staff = staff_of(rs->arena, b, s),
						     .questions = questions_of(rs->request, b, s) };
	}
	return show_json_list(rs, &service_shape, &(struct list){ out, count });
}

enum err
api_staff(struct request *rq, struct response *rs)
{
	const struct rulebook *b;
	struct list staff;
	enum err e;

	if ((e = api_rulebook(rq, rs, &b)) != OK)
		return e;
	if (response_unchanged(rs, rules_version(rs->arena, b)))
		return OK;
	staff = staff_of(rs->arena, b, NULL);
	return show_json_list(rs, &name_shape, &staff);
}
