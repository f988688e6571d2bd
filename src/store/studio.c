/* Rows of studios and their catalogue. */
#include "store/studio.h"

#include <string.h>

#include "store/studio.q.h"

static const struct field studio_fields[] = {
	FIELD(INT, studio, id),        FIELD(TEXT, studio, slug),         FIELD(TEXT, studio, name),
	FIELD(TEXT, studio, about),    FIELD(TEXT, studio, zone),         FIELD(TEXT, studio, currency),
	FIELD(TEXT, studio, language), FIELD(TEXT, studio, calling_code), FIELD(TEXT, studio, address),
	FIELD(TEXT, studio, map_url),  FIELD(TEXT, studio, email),        FIELD(TEXT, studio, phone),
	FIELD(TEXT, studio, accent),   FIELD(INT, studio, cancel_until),  FIELD(INT, studio, open_limit),
	FIELD(INT, studio, rules),
};
const struct shape studio_shape = SHAPE(studio, studio_fields);

static const struct field studio_rules_fields[] = {
	FIELD(INT, studio_rules, id),
	FIELD(INT, studio_rules, rules),
};
static const struct shape studio_rules_shape = SHAPE(studio_rules, studio_rules_fields);

static const struct field id_field[] = { { .name = "id", .kind = KIND_INT } };
static const struct shape id_shape = { "id", sizeof(int64_t), id_field, 1 };

static const struct field specialty_fields[] = {
	FIELD(INT, specialty, id),
	FIELD(TEXT, specialty, name),
};
static const struct shape specialty_shape = SHAPE(specialty, specialty_fields);

static const struct field service_fields[] = {
	FIELD(INT, service, id),
	FIELD(INT, service, specialty_id),
	FIELD(TEXT, service, slug),
	FIELD(TEXT, service, name),
	FIELD(TEXT, service, about),
	FIELD(INT, service, duration_min),
	FIELD(INT, service, interval_min),
	FIELD(INT, service, before_min),
	FIELD(INT, service, after_min),
	FIELD(INT, service, notice_min),
	FIELD(INT, service, horizon_days),
	FIELD(MONEY, service, price_minor),
	FIELD(INT, service, tax_permille),
	FIELD(INT, service, capacity),
	FIELD(ENUM, service, staff_mode, .names = staff_mode_names),
	FIELD(BOOL, service, approval),
	FIELD(BOOL, service, timetabled),
	FIELD(BOOL, service, visible),
};
static const struct shape service_shape = SHAPE(service, service_fields);

static const struct field resource_fields[] = {
	FIELD(INT, resource, id),
	FIELD(ENUM, resource, kind, .names = resource_kind_names),
	FIELD(INT, resource, room_kind_id),
	FIELD(TEXT, resource, slug),
	FIELD(TEXT, resource, name),
	FIELD(TEXT, resource, title),
	FIELD(TEXT, resource, about),
	FIELD(TEXT, resource, zone),
	FIELD(INT, resource, before_min),
	FIELD(INT, resource, after_min),
	FIELD(INT, resource, per_day),
	FIELD(INT, resource, per_week),
	FIELD(INT, resource, minutes_per_day),
};
static const struct shape resource_shape = SHAPE(resource, resource_fields);

static const struct field offer_fields[] = {
	FIELD(INT, service_staff, service_id),
	FIELD(INT, service_staff, resource_id),
};
static const struct shape offer_shape = SHAPE(service_staff, offer_fields);

static const struct field need_fields[] = {
	FIELD(INT, service_room_kind, service_id),
	FIELD(INT, service_room_kind, room_kind_id),
};
static const struct shape need_shape = SHAPE(service_room_kind, need_fields);

static const struct field question_fields[] = {
	FIELD(INT, question, id),       FIELD(INT, question, service_id),
	FIELD(TEXT, question, label),   FIELD(ENUM, question, kind, .names = question_kind_names),
	FIELD(TEXT, question, choices), FIELD(BOOL, question, required),
};
static const struct shape question_shape = SHAPE(question, question_fields);

static const struct field hours_fields[] = {
	FIELD(INT, hours_row, resource_id),
	FIELD(INT, hours_row, weekday),
	FIELD(INT, hours_row, from_min),
	FIELD(INT, hours_row, to_min),
};
static const struct shape hours_shape = SHAPE(hours_row, hours_fields);

static const struct field exception_fields[] = {
	FIELD(INT, exception_row, resource_id),
	FIELD(DATE, exception_row, day),
	FIELD(BOOL, exception_row, closed),
	FIELD(TEXT, exception_row, windows),
};
static const struct shape exception_shape = SHAPE(exception_row, exception_fields);

static const struct field holiday_fields[] = {
	FIELD(DATE, holiday, day),
	FIELD(TEXT, holiday, name),
};
static const struct shape holiday_shape = SHAPE(holiday, holiday_fields);

static const struct field lesson_fields[] = {
	FIELD(INT, lesson_row, service_id), FIELD(INT, lesson_row, resource_id),
	FIELD(INT, lesson_row, weekday),    FIELD(INT, lesson_row, start_min),
	FIELD(DATE, lesson_row, first_day), FIELD(DATE, lesson_row, last_day),
};
static const struct shape lesson_shape = SHAPE(lesson_row, lesson_fields);

static const struct field terms_fields[] = {
	FIELD(INT, terms, version),
	FIELD(TEXT, terms, body),
};
static const struct shape terms_shape = SHAPE(terms, terms_fields);

static const struct field origin_fields[] = { FIELD(TEXT, origin, origin) };
static const struct shape origin_shape = SHAPE(origin, origin_fields);

static const struct field trusted_field[] = { { .name = "trusted", .kind = KIND_BOOL } };
static const struct shape trusted_shape = { "trusted", sizeof(bool), trusted_field, 1 };

enum err
studio_part(struct db *db, struct arena *a, const struct studio_part *page, struct list *out)
{
	return db_all(db, a, page->before ? &q_page_before : &q_page_after,
		      db_args(db_text(page->name), db_int(page->id), db_int(page->most)), &studio_shape, out);
}

enum err
studio_listed(struct db *db, struct arena *a, struct list *out)
{
	return db_all(db, a, &q_listed, db_args(), &studio_shape, out);
}

enum err
studio_rules_by_slug(struct db *db, struct arena *a, const char *slug, struct studio_rules *out)
{
	return db_one(db, a, &q_rules, db_args(db_text(slug)), &studio_rules_shape, out);
}

enum err
studio_rules_by_id(struct db *db, struct arena *a, int64_t id, struct studio_rules *out)
{
	return db_one(db, a, &q_rules_id, db_args(db_int(id)), &studio_rules_shape, out);
}

enum err
studio_find(struct db *db, struct arena *a, int64_t id, struct studio *out)
{
	return db_one(db, a, &q_find, db_args(db_int(id)), &studio_shape, out);
}

#define CATALOGUE(function, statement, shape) \
	enum err function(struct db *db, struct arena *a, int64_t studio, struct list *out) \
	{ \
		return db_all(db, a, &(statement), db_args(db_int(studio)), &(shape), out); \
	}

CATALOGUE(studio_specialties, q_specialties, specialty_shape)
CATALOGUE(studio_services, q_services, service_shape)
CATALOGUE(studio_resources, q_resources, resource_shape)
CATALOGUE(studio_offers, q_offers, offer_shape)
CATALOGUE(studio_needs, q_needs, need_shape)
CATALOGUE(studio_questions, q_questions, question_shape)
CATALOGUE(studio_hours, q_hours, hours_shape)
CATALOGUE(studio_exceptions, q_exceptions, exception_shape)
CATALOGUE(studio_holidays, q_holidays, holiday_shape)
CATALOGUE(studio_lessons, q_lessons, lesson_shape)
CATALOGUE(studio_terms, q_terms, terms_shape)
CATALOGUE(studio_origins, q_origins, origin_shape)

enum err
studio_add(struct db *db, struct arena *a, const struct studio *s, int64_t *id)
{
	return db_call(db, a, &q_add,
		       db_args(db_text(s->slug), db_text(s->name), db_text(s->zone), db_text(s->currency),
			       db_text(s->language), db_text(s->calling_code), db_text(s->email)),
		       &id_shape, id);
}

enum err
studio_add_setup_link(struct db *db, int64_t studio, const char *token, const char *email)
{
	return db_run(db, &q_add_setup_link,
		      db_args(db_int(studio), db_bytes(token, strlen(token)), db_text(email)));
}

enum err
studio_trusts(struct db *db, struct arena *a, const char *origin, const char *booking, bool *out)
{
	if (booking == NULL)
		return db_call(db, a, &q_trusts, db_args(db_text(origin)), &trusted_shape, out);
	return db_call(db, a, &q_trusts_booking, db_args(db_text(origin), db_text(booking)), &trusted_shape,
		       out);
}
