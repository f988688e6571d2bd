/* The small studio. */
#include "tests/support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/role.h"
#include "tests/support/database.h"

static const char studio[] =
    "set search_path = hora;"
    "insert into studio (slug, name, zone, currency, language, calling_code, cancel_until)"
    " values ('casa', 'Casa', 'Europe/Lisbon', 'EUR', 'pt', '351', 120);"
    "insert into specialty (studio_id, name) values (1, 'Tudo');"
    "insert into room_kind (studio_id, name) values (1, 'Sala');"
    "insert into resource (studio_id, kind, slug, name, zone, room_kind_id) values"
    " (1, 'staff', 'ana', 'Ana', 'Europe/Lisbon', null), (1, 'staff', 'rui', 'Rui', 'Europe/Lisbon', null),"
    " (1, 'room', 'sala-1', 'Sala 1', 'Europe/Lisbon', 1), (1, 'room', 'sala-2', 'Sala 2', 'Europe/Lisbon', "
    "1);"
    "insert into hours (studio_id, resource_id, weekday, from_min, to_min)"
    " select 1, 1, d, 540, 1020 from generate_series(1, 5) d"
    " union all select 1, 2, d, 780, 1140 from generate_series(1, 5) d;"
    "insert into service (studio_id, specialty_id, slug, name, duration_min, interval_min, after_min,"
    " price_minor, capacity, approval, timetabled, position) values"
    " (1, 1, 'massage', 'Massage', 60, 30, 15, 4500, 1, false, false, 1),"
    " (1, 1, 'talk', 'Talk', 30, null, 0, 0, 1, false, false, 2),"
    " (1, 1, 'approval', 'Approval', 30, null, 0, 0, 1, true, false, 3),"
    " (1, 1, 'yoga', 'Yoga', 60, null, 0, 1000, 3, false, true, 4);"
    "insert into service_staff (studio_id, service_id, resource_id)"
    " select 1, s, r from generate_series(1, 3) s, generate_series(1, 2) r union all select 1, 4, 2;"
    "insert into service_room_kind (studio_id, service_id, room_kind_id) values (1, 1, 1);"
    "insert into timetable (studio_id, service_id, resource_id, weekday, start_min) values (1, 4, 2, 2, "
    "1080);"
    "insert into question (studio_id, service_id, label, kind, choices, required, position) values"
    " (1, 2, 'Why?', 'text', '{}', true, 1), (1, 2, 'Where?', 'choice', '{Here,There}', false, 2)";

static const struct actor guest = { .role = ROLE_PUBLIC, .name = "guest" };

struct world *
world_make(const char *role)
{
	database_make(DATABASE_MIGRATED);
	database_sql(studio);
	return world_join(role);
}

struct world *
world_join(const char *role)
{
	struct arena *a = arena_new();
	struct world *w = arena_make(a, struct world);

	w->program = a;
	w->db = arena_own(a, db_new(database_as(role), "test"), db_free);
	w->shelf = shelf_new(a);
	w->act = (struct act){ .db = w->db,
			       .arena = arena_new(),
			       .actor = &guest,
			       .now = WORLD_NOW,
			       .language = LANGUAGE_EN,
			       .request = "test-request" };
	return w;
}

void
world_drop(struct world *w)
{
	arena_free(w->act.arena);
	arena_free(w->program);
	database_drop();
}

void
world_next(struct world *w)
{
	assert_false(db_end(w->db));
	arena_clear(w->act.arena);
	w->act.reason = NULL;
}

const struct rulebook *
world_book(struct world *w)
{
	const struct rulebook *book = NULL;

	assert_int_equal(rulebook_open(&w->act, w->shelf, "casa", &book), OK);
	return book;
}

struct wish
world_wish(struct world *w, const char *service, const char *staff, int64_t start)
{
	static const char *const answers[] = { "Because", NULL };
	const struct rulebook *book = world_book(w);
	struct wish wish = { .what = { .book = book, .service = rulebook_service(book, service) },
			     .start = start,
			     .seats = 1,
			     .name = "Maria Silva",
			     .email = "maria@example.pt",
			     .phone = "912 345 678",
			     .answers = answers,
			     .source = SOURCE_WEB };

	assert_non_null(wish.what.service);
	if (staff != NULL) {
		wish.what.staff = rulebook_staff(book, staff);
		assert_non_null(wish.what.staff);
	}
	return wish;
}
