/* Photos as rows: of each thing one is shown, studios keep to their room however
 * many come at once, files that two pictures share stay while one is left, and each
 * program sees no more than its own. */
#include "store/picture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"
#include "tests/support/database.h"

#define SENDERS 8
#define SENT 12000000

static const char filled[] =
    "set search_path = hora;"
    "insert into studio (slug, name, zone, currency, language, calling_code)"
    " select 'st-' || n, 'Studio', 'UTC', 'EUR', 'pt', '351' from generate_series(1, 2) n;"
    "insert into specialty (studio_id, name) values (1, 'x'), (2, 'x');"
    "insert into resource (studio_id, kind, slug, name, zone) values (1, 'staff', 'ana', 'Ana', 'UTC');"
    "insert into service (studio_id, specialty_id, slug, name, duration_min, price_minor)"
    " select 1, 1, 'v' || n, 'V' || n, 30, 0 from generate_series(1, 20) n;"
    "insert into account (email, email_key) values ('a@x.pt', 'a@x.pt')";

static const struct picture_subject studio = { .studio = 1 }, other = { .studio = 2 },
				    service = { .studio = 1, .service = 1 },
				    staff = { .studio = 1, .resource = 1 }, account = { .account = 1 };

static struct arena *arena;
static struct db *admin, *auth, *worker;

static int
begin(void **state)
{
	(void)state;
	database_make(DATABASE_MIGRATED);
	database_sql("%s", filled);
	arena = arena_new();
	admin = arena_own(arena, db_new(database_as("hora_admin"), "test"), db_free);
	auth = arena_own(arena, db_new(database_as("hora_auth"), "test"), db_free);
	worker = arena_own(arena, db_new(database_as("hora_worker"), "test"), db_free);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(arena);
	database_drop();
	return 0;
}

static int64_t
number(const char *sql)
{
	const char *text = database_sql("%s", sql);
	int64_t n = -1;

	assert_true(text_integer(text, strlen(text), &n));
	return n;
}

/* A name for the spool. */
static const char *
spool(int n)
{
	return arena_text(arena, "spooled-as-number-%08d", n);
}

/* Sends one and gives its id. */
static int64_t
send(struct db *db, const struct picture_subject *subject, int n)
{
	assert_int_equal(picture_put(db, arena, subject, spool(n), 1000), OK);
	return number("select max(id) from hora.picture");
}

/* Makes it ready, with files named by a digest of that byte. */
static void
show(int64_t id, int byte)
{
	unsigned char digest[32];

	memset(digest, byte, sizeof digest);
	assert_int_equal(picture_claim(worker, arena, id, digest), OK);
	assert_int_equal(picture_ready(worker, id, 384, 384, 500), OK);
}

/* The subject's newest; NULL without any. */
static const struct picture_status *
newest(const struct picture_subject *subject, size_t *count)
{
	struct list found;

	assert_int_equal(picture_status(subject->studio == 0 ? auth : admin, arena, subject, &found), OK);
	*count = found.count;
	return found.count > 0 ? found.items : NULL;
}

static void
of_each_thing_one_is_shown(void **state)
{
	static const struct picture_subject *const subjects[] = { &studio, &other, &service, &staff,
								  &account };
	size_t count;

	(void)state;
	for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
		struct db *db = subjects[i]->studio == 0 ? auth : admin;
		int n = (int)i * 10;

		show(send(db, subjects[i], n), n + 1);
		assert_int_equal(newest(subjects[i], &count)->state, PICTURE_READY);
		assert_int_equal(newest(subjects[i], &count)->kind, i < 3 ? PICTURE_SCENE : PICTURE_PORTRAIT);
		/* The next is shown in its place once it is ready, and not before. */
		assert_int_equal(send(db, subjects[i], n + 1) > 0, 1);
		assert_int_equal(newest(subjects[i], &count)->state, PICTURE_WAITING);
		assert_int_equal(count, 2);
		/* Whoever sends again means the last. */
		show(send(db, subjects[i], n + 2), n + 2);
		assert_int_equal(newest(subjects[i], &count)->state, PICTURE_READY);
		assert_int_equal(count, 1);
	}
	assert_int_equal(number("select count(*) from hora.picture where state = 'removing'"), 10);
	assert_int_equal(number("select count(*) from hora.job where kind = 'picture.remove'"), 10);
	assert_int_equal(number("select count(*) from hora.job where kind = 'picture.make'"), 15);
}

static void
what_is_shown_bumps_the_rules_that_programs_keep(void **state)
{
	int64_t before = number("select rules from hora.studio_version where studio_id = 1");
	struct list rows;

	(void)state;
	show(send(admin, &staff, 90), 90);
	assert_true(number("select rules from hora.studio_version where studio_id = 1") > before);
	assert_int_equal(picture_rows(admin, arena, 1, &rows), OK);
	assert_int_equal(rows.count, 3);
	assert_int_equal(picture_drop(admin, arena, &staff), OK);
	assert_int_equal(picture_rows(admin, arena, 1, &rows), OK);
	assert_int_equal(rows.count, 2);
}

static void
a_failure_says_why_and_takes_no_room(void **state)
{
	int64_t id = send(admin, &other, 100);
	size_t count;

	(void)state;
	assert_int_equal(picture_fail(worker, id, PICTURE_SMALL), OK);
	assert_int_equal(newest(&other, &count)->fault, PICTURE_SMALL);
	/* What was shown before still is. */
	assert_int_equal(count, 2);
	assert_int_equal(number("select bytes from hora.picture where state = 'failed'"), 0);
	send(admin, &other, 101);
	assert_int_equal(newest(&other, &count)->state, PICTURE_WAITING);
	assert_int_equal(count, 2);
}

/* Many at once, each for a service of its own. */
static void
a_studio_keeps_to_its_room(void **state)
{
	int taken = 0, status;
	int64_t sum;

	(void)state;
	database_sql("update hora.studio set picture_bytes = 50000000 where id = 1");
	for (int i = 0; i < SENDERS; i++)
		if (fork() == 0) {
			const struct picture_subject mine = { .studio = 1, .service = 5 + i };
			struct arena *a = arena_new();
			struct db *db = db_new(database_as("hora_admin"), "test");
			enum err e = picture_put(db, a, &mine, spool(200 + i), SENT);
			int code =
			    e == OK ? 10 : e == ERR_CONFLICT && text_equal(db_failure(db)->sqlstate, "HO018");

			db_free(db);
			arena_free(a);
			_exit(code);
		}
	for (int i = 0; i < SENDERS; i++) {
		assert_true(wait(&status) > 0);
		assert_true(WIFEXITED(status) && (WEXITSTATUS(status) == 10 || WEXITSTATUS(status) == 1));
		taken += WEXITSTATUS(status) == 10;
	}
	sum = number("select sum(bytes) from hora.picture where studio_id = 1");
	assert_int_equal(taken, 4);
	assert_true(sum <= 50000000 && sum + SENT > 50000000);
	/* Another's room is another's. */
	send(admin, &other, 220);
}

static void
so_many_in_an_hour_and_no_more(void **state)
{
	enum err e = OK;
	int sent = 0;

	(void)state;
	for (; sent < 40 && e == OK; sent++)
		e = picture_put(auth, arena, &account, spool(300 + sent), 1000);
	assert_int_equal(e, ERR_CONFLICT);
	assert_string_equal(db_failure(auth)->sqlstate, "HO019");
	/* Three were sent before. */
	assert_int_equal(sent, 20 - 3 + 1);
}

static void
shared_files_stay_while_one_is_left(void **state)
{
	int64_t mine = send(admin, &service, 400), theirs = send(admin, &other, 401), again;
	unsigned char digest[32];
	bool last = true;

	(void)state;
	memset(digest, 200, sizeof digest);
	show(mine, 200);
	show(theirs, 200);
	assert_int_equal(picture_drop(admin, arena, &service), OK);
	assert_int_equal(picture_release(worker, arena, mine, &last), OK);
	assert_false(last);
	assert_int_equal(picture_forget(worker, mine), OK);
	assert_int_equal(picture_drop(admin, arena, &other), OK);
	assert_int_equal(picture_release(worker, arena, theirs, &last), OK);
	assert_true(last);
	/* Its files may be being deleted: the same again has to wait for that. */
	again = send(admin, &service, 402);
	assert_int_equal(picture_claim(worker, arena, again, digest), ERR_BUSY);
	assert_int_equal(picture_forget(worker, theirs), OK);
	assert_int_equal(picture_claim(worker, arena, again, digest), OK);
	/* One that waits and has claimed them counts as well. */
	show(send(admin, &other, 403), 200);
	assert_int_equal(picture_drop(admin, arena, &other), OK);
	assert_int_equal(picture_release(worker, arena,
					 number("select max(id) from hora.picture where studio_id = 2"),
					 &last),
			 OK);
	assert_false(last);
}

static void
an_account_that_is_erased_takes_its_photo_along(void **state)
{
	size_t count;

	(void)state;
	database_sql("update hora.account set disabled_at = now(), erased_at = now(), email = null,"
		     " email_key = null, verified_at = null where id = 1");
	assert_null(newest(&account, &count));
}

static void
nobody_sees_or_does_more_than_their_own(void **state)
{
	struct picture_work row;
	bool last;

	(void)state;
	assert_int_equal(picture_put(auth, arena, &studio, spool(500), 1), ERR_INTERNAL);
	assert_int_equal(picture_drop(auth, arena, &studio), ERR_INTERNAL);
	assert_int_equal(picture_put(admin, arena, &account, spool(501), 1), ERR_INTERNAL);
	assert_int_equal(picture_find(admin, arena, 1, &row), ERR_INTERNAL);
	assert_int_equal(picture_release(admin, arena, 1, &last), ERR_INTERNAL);
	assert_int_equal(picture_fail(admin, 1, PICTURE_SMALL), ERR_INTERNAL);
	/* A service of another studio. */
	assert_int_equal(
	    picture_put(admin, arena, &(struct picture_subject){ .studio = 2, .service = 1 }, spool(502), 1),
	    ERR_CONFLICT);
	/* Names of files are nobody's to read in the log. */
	assert_int_equal(number("select count(*) from audit.entry where object = 'picture'"
				" and array_to_string(columns, ' ') ~ '(sha256|spool)='"),
			 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_each_thing_one_is_shown),
		cmocka_unit_test(what_is_shown_bumps_the_rules_that_programs_keep),
		cmocka_unit_test(a_failure_says_why_and_takes_no_room),
		cmocka_unit_test(a_studio_keeps_to_its_room),
		cmocka_unit_test(so_many_in_an_hour_and_no_more),
		cmocka_unit_test(shared_files_stay_while_one_is_left),
		cmocka_unit_test(an_account_that_is_erased_takes_its_photo_along),
		cmocka_unit_test(nobody_sees_or_does_more_than_their_own),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
