/* Forms and JSON into records: all complaints at once, nothing repaired. */
#include "web/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/complaint.h"
#include "tests/web/fake.h"
#include "web/route.h"

struct guest {
	const char *name, *note;
	int64_t seats;
	bool terms;
};

static const struct field guest_fields[] = {
	FIELD(TEXT, guest, name, .max = 10, .required = true),
	FIELD(TEXT, guest, note, .lines = true),
	FIELD(INT, guest, seats, .least = 1, .most = 9, .required = true),
	FIELD(BOOL, guest, terms),
};
static const struct shape guest_shape = SHAPE(guest, guest_fields);

static const struct route form_route = { POST, "/", 1, NULL, &guest_shape };
static const struct route api_route = { POST, "/", 1, NULL, &guest_shape, ROUTE_API };
static const struct route parts_route = { POST, "/", 1, NULL, &guest_shape, ROUTE_PARTS };
static const struct route plain_route = { POST, "/", 1, NULL };
static const struct route raw_route = { POST, "/", 1, NULL, .flags = ROUTE_RAW };
static const struct route query_route = { GET, "/", 1, NULL, &guest_shape };

#define URLENCODED "CONTENT_TYPE=application/x-www-form-urlencoded"
#define PARTS "CONTENT_TYPE=multipart/form-data; boundary=x"
#define JSON "CONTENT_TYPE=application/json"

/* Opens a posted body for a route. */
static enum err
post(struct fake *f, const struct route *route, const char *type, const char *body)
{
	fake_open(f);
	assert_int_equal(
	    type == NULL
		? fake_head(f, "POST", "/", arena_text(f->arena, "CONTENT_LENGTH=%zu", strlen(body)))
		: fake_head(f, "POST", "/", type, arena_text(f->arena, "CONTENT_LENGTH=%zu", strlen(body))),
	    OK);
	f->request.route = route;
	assert_int_equal(fake_body(f, body, strlen(body), BODY_BYTES_MAX), OK);
	return form_open(&f->request, &f->response);
}

static void
a_form_becomes_a_record(void **state)
{
	const struct guest *guest;
	struct fake f;

	(void)state;
	assert_int_equal(post(&f, &form_route, URLENCODED,
			      "name=+Ana+&note=one%0D%0Atwo&seats=2&terms=on&_csrf=x&other=1"),
			 OK);
	assert_int_equal(form_read(&f.request), OK);
	guest = f.request.form;
	assert_string_equal(guest->name, "Ana");
	assert_string_equal(guest->note, "one\ntwo");
	assert_int_equal(guest->seats, 2);
	assert_true(guest->terms);
	assert_string_equal(pairs_get(&f.request.typed, "other"), "1");
	fake_close(&f);
}

static void
all_complaints_come_at_once_and_what_was_typed_stays(void **state)
{
	const struct complaints *complaints;
	struct fake f;

	(void)state;
	assert_int_equal(post(&f, &form_route, URLENCODED, "name=much+too+long+a+name&seats=ten&note=a%01b"),
			 OK);
	assert_int_equal(form_read(&f.request), ERR_INVALID);
	complaints = f.request.complaints;
	assert_int_equal(complaints->count, 3);
	assert_string_equal(complaints->items[0].field, "name");
	assert_string_equal(complaints->items[1].field, "note");
	assert_string_equal(complaints->items[2].field, "seats");
	assert_string_equal(pairs_get(&f.request.typed, "seats"), "ten");
	assert_non_null(f.request.form);
	fake_close(&f);
}

static void
a_field_that_comes_twice_is_complained_of(void **state)
{
	struct fake f;

	(void)state;
	assert_int_equal(post(&f, &form_route, URLENCODED, "name=Ana&seats=1&seats=9"), OK);
	assert_int_equal(form_read(&f.request), ERR_INVALID);
	assert_int_equal(f.request.complaints->count, 1);
	assert_string_equal(f.request.complaints->items[0].field, "seats");
	fake_close(&f);
}

static void
a_query_is_read_by_the_same_shape(void **state)
{
	struct fake f;

	(void)state;
	fake_open(&f);
	assert_int_equal(fake_head(&f, "GET", "/?name=Ana&seats=3"), OK);
	f.request.route = &query_route;
	assert_int_equal(form_open(&f.request, &f.response), OK);
	assert_int_equal(form_read(&f.request), OK);
	assert_int_equal(((const struct guest *)f.request.form)->seats, 3);
	fake_close(&f);
}

static void
json_becomes_a_record_too(void **state)
{
	const struct guest *guest;
	struct fake f;

	(void)state;
	assert_int_equal(post(&f, &api_route, JSON, "{\"name\":\"Ana\",\"seats\":2,\"terms\":true}"), OK);
	assert_int_equal(form_read(&f.request), OK);
	guest = f.request.form;
	assert_string_equal(guest->name, "Ana");
	assert_int_equal(guest->seats, 2);
	fake_close(&f);
	assert_int_equal(post(&f, &api_route, JSON, "{\"name\":\"Ana\",\"seats\":2.5,\"tip\":-1}"), OK);
	assert_int_equal(form_read(&f.request), ERR_INVALID);
	assert_int_equal(f.request.complaints->count, 2);
	fake_close(&f);
}

/* What mail programs send for a reader who unsubscribes (RFC 8058 3.2). */
#define PART(name) "--x\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\nAna\r\n--x--\r\n"

static void
a_form_may_come_in_parts(void **state)
{
	struct fake f;

	(void)state;
	assert_int_equal(post(&f, &parts_route, PARTS, PART("name")), OK);
	assert_int_equal(f.request.typed.count, 1);
	assert_string_equal(pairs_get(&f.request.typed, "name"), "Ana");
	fake_close(&f);
}

static void
another_type_of_content_is_refused(void **state)
{
	static const struct {
		const struct route *route;
		const char *type, *body;
		int status; /* 0 = taken */
	} cases[] = {
		{ &form_route, URLENCODED, "a=b", 0 },
		{ &form_route, URLENCODED "; charset=utf-8", "a=b", 0 },
		{ &form_route, URLENCODED ";charset=UTF-8", "a=b", 0 },
		{ &form_route, "CONTENT_TYPE=Application/X-WWW-Form-Urlencoded", "a=b", 0 },
		{ &form_route, NULL, "", 0 },
		{ &form_route, NULL, "a=b", 415 },
		{ &form_route, URLENCODED "; charset=latin1", "a=b", 415 },
		{ &form_route, URLENCODED "x", "a=b", 415 },
		{ &form_route, JSON, "{}", 415 },
		{ &form_route, PARTS, PART("a"), 415 },
		{ &parts_route, PARTS, PART("a"), 0 },
		{ &parts_route, PARTS, PART("a\"; filename=\"b"), 400 },
		{ &parts_route, PARTS, "a=b", 400 },
		{ &parts_route, PARTS, "", 0 },
		{ &parts_route, URLENCODED, "a=b", 0 },
		{ &parts_route, "CONTENT_TYPE=multipart/mixed; boundary=x", PART("a"), 415 },
		{ &form_route, "CONTENT_TYPE=text/plain", "a=b", 415 },
		{ &form_route, URLENCODED, "a=%zz", 400 },
		{ &plain_route, JSON, "{}", 415 },
		{ &plain_route, NULL, "", 0 },
		{ &api_route, JSON, "{}", 0 },
		{ &api_route, JSON ";charset=utf-8", "{}", 0 },
		{ &api_route, "CONTENT_TYPE=text/plain", "{}", 415 },
		{ &api_route, URLENCODED, "a=b", 415 },
		{ &api_route, NULL, "", 0 },
		{ &api_route, NULL, "{}", 415 },
		{ &api_route, JSON, "", 400 },
		{ &api_route, JSON, "{\"a\":1,\"a\":2}", 400 },
		{ &api_route, JSON, "{'a':1}", 400 },
		{ &api_route, JSON, "{\"a\":NaN}", 400 },
		{ &api_route, JSON, "{} {}", 400 },
		{ &raw_route, "CONTENT_TYPE=text/plain", "anything \xff", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;

		assert_int_equal(post(&f, cases[i].route, cases[i].type, cases[i].body),
				 cases[i].status == 0 ? OK : ERR_INVALID);
		if (cases[i].status != 0)
			assert_int_equal(f.response.status, cases[i].status);
		fake_close(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_form_becomes_a_record),
		cmocka_unit_test(all_complaints_come_at_once_and_what_was_typed_stays),
		cmocka_unit_test(a_field_that_comes_twice_is_complained_of),
		cmocka_unit_test(a_query_is_read_by_the_same_shape),
		cmocka_unit_test(json_becomes_a_record_too),
		cmocka_unit_test(a_form_may_come_in_parts),
		cmocka_unit_test(another_type_of_content_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
