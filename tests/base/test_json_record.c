/* Records from JSON, with every complaint, and back to JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"

static const char *const levels[] = { "junior", "senior", NULL };

struct guest {
	const char *name;
	int64_t visits;
};

static const struct field guest_fields[] = {
	FIELD(TEXT, guest, name, .max = 4, .required = true),
	FIELD(INT, guest, visits, .least = 0, .most = 9),
};
static const struct shape guest_shape = SHAPE(guest, guest_fields);

struct visit {
	bool paid;
	int64_t price;
	int64_t starts;
	int64_t day;
	int level;
	const char *note;
	const void *host;
	struct list guests;
};

static const struct field visit_fields[] = {
	FIELD(BOOL, visit, paid),
	FIELD(MONEY, visit, price, .required = true),
	FIELD(TIME, visit, starts),
	FIELD(DATE, visit, day),
	FIELD(ENUM, visit, level, .names = levels),
	FIELD_AS(TEXT, visit, note, "a/b~c", .lines = true),
	FIELD(RECORD, visit, host, .of = &guest_shape),
	FIELD(LIST, visit, guests, .of = &guest_shape, .max = 3),
};
static const struct shape visit_shape = SHAPE(visit, visit_fields);

/* What json_into complains of, a line each; "" when it is content. */
static const char *
complaints_of(struct arena *a, const char *text, struct visit *visit)
{
	struct complaints complaints = { .count = 0 };
	struct buffer lines = buffer_new(a, 1 << 20);
	struct json *v;
	enum err e;

	assert_int_equal(json_read(a, text, strlen(text), &v, NULL, NULL), OK);
	e = json_into(a, v, &visit_shape, visit, &complaints);
	assert_int_equal(e, complaints.count == 0 ? OK : ERR_INVALID);
	for (size_t i = 0; i < complaints.count; i++)
		buffer_format(&lines, "%s%s (%s): %s", i == 0 ? "" : "\n", complaints.items[i].pointer,
			      complaints.items[i].field, complaints.items[i].message);
	return buffer_string(&lines);
}

static void
a_record_goes_from_json_and_back_unchanged(void **state)
{
	static const char *const texts[] = {
		"{\"paid\":true,\"price\":9223372036854775807,\"starts\":\"2026-03-29T00:30:00Z\","
		"\"day\":\"2026-03-29\",\"level\":\"senior\",\"a/b~c\":\"one\\u000atwo\","
		"\"host\":{\"name\":\"Ana\",\"visits\":9},"
		"\"guests\":[{\"name\":\"\xf0\x9f\x92\x87\",\"visits\":0},{\"name\":\"B\",\"visits\":1}]}",
		"{\"paid\":false,\"price\":-1,\"starts\":null,\"day\":null,\"level\":\"junior\","
		"\"a/b~c\":null,\"host\":null,\"guests\":[]}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct arena *a = arena_new();
		struct buffer b = buffer_new(a, 4096);
		struct visit visit;

		memset(&visit, 0x5a, sizeof visit);
		assert_string_equal(complaints_of(a, texts[i], &visit), "");
		json_write_record(&b, &visit_shape, &visit);
		assert_string_equal(buffer_string(&b), texts[i]);
		arena_free(a);
	}
}

static void
what_is_not_given_is_absent(void **state)
{
	struct arena *a = arena_new();
	struct visit visit;

	(void)state;
	memset(&visit, 0x5a, sizeof visit);
	assert_string_equal(complaints_of(a, "{\"price\":5}", &visit), "");
	assert_false(visit.paid);
	assert_int_equal(visit.price, 5);
	assert_true(visit.starts == TIME_NONE);
	assert_null(visit.note);
	assert_null(visit.host);
	assert_int_equal(visit.guests.count, 0);
	arena_free(a);
}

static void
each_mistake_is_named_with_its_place(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "[]", " (): This must be an object." },
		{ "null", " (): This must be an object." },
		{ "{}", "/price (price): This is needed." },
		{ "{\"price\":null}", "/price (price): This is needed." },
		{ "{\"price\":\"5\"}", "/price (price): This must be a whole number." },
		{ "{\"price\":true}", "/price (price): This must be a whole number." },
		{ "{\"price\":1e3}", "/price (price): This must be a whole number." },
		{ "{\"price\":1.9}", "/price (price): This must be a whole number." },
		{ "{\"price\":5.0}", "/price (price): This must be a whole number." },
		{ "{\"price\":[5]}", "/price (price): This must be a whole number." },
		{ "{\"price\":1,\"paid\":1}", "/paid (paid): This must be true or false." },
		{ "{\"price\":1,\"paid\":\"true\"}", "/paid (paid): This must be true or false." },
		{ "{\"price\":1,\"starts\":1774744200}", "/starts (starts): This must be a string." },
		{ "{\"price\":1,\"starts\":\"now\"}",
		  "/starts (starts): Enter a date and time as 2030-01-31T09:30:00Z." },
		{ "{\"price\":1,\"day\":\"2023-02-29\"}", "/day (day): Enter a date as 2030-01-31." },
		{ "{\"price\":1,\"level\":1}", "/level (level): This must be a string." },
		{ "{\"price\":1,\"level\":\"none\"}", "/level (level): Choose one of the values offered." },
		{ "{\"price\":1,\"a/b~c\":5}", "/a~1b~0c (a/b~c): This must be a string." },
		{ "{\"price\":1,\"a/b~c\":\"\\u0007\"}", "/a~1b~0c (a/b~c): Remove the control characters." },
		{ "{\"price\":1,\"is_admin\":true}", "/is_admin (is_admin): This is not known here." },
		{ "{\"price\":1,\"Paid\":true}", "/Paid (Paid): This is not known here." },
		{ "{\"price\":1,\"~/\":true}", "/~0~1 (~/): This is not known here." },
		{ "{\"price\":1,\"host\":[]}", "/host (host): This must be an object." },
		{ "{\"price\":1,\"host\":{}}", "/host/name (name): This is needed." },
		{ "{\"price\":1,\"host\":{\"name\":\"a\",\"x\":0}}", "/host/x (x): This is not known here." },
		{ "{\"price\":1,\"guests\":{}}", "/guests (guests): This must be a list." },
		{ "{\"price\":1,\"guests\":[{\"name\":\"a\"},7]}",
		  "/guests/1 (guests): This must be an object." },
		{ "{\"price\":1,\"guests\":[{\"name\":\"a\"},{\"name\":\"abcde\",\"visits\":10}]}",
		  "/guests/1/name (name): This text is too long.\n"
		  "/guests/1/visits (visits): This number is too large." },
		{ "{\"price\":1,\"guests\":[{},{},{},{}]}", "/guests (guests): This list is too long." },
		{ "{\"paid\":0,\"price\":\"\",\"x\":1}", "/paid (paid): This must be true or false.\n"
							 "/price (price): This must be a whole number.\n"
							 "/x (x): This is not known here." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *a = arena_new();
		struct visit visit;

		assert_string_equal(complaints_of(a, cases[i].text, &visit), cases[i].want);
		arena_free(a);
	}
}

static void
a_required_list_must_have_elements(void **state)
{
	static const struct field fields[] = { FIELD(LIST, visit, guests, .of = &guest_shape,
						     .required = true) };
	static const struct shape shape = SHAPE(visit, fields);
	struct complaints complaints = { .count = 0 };
	struct arena *a = arena_new();
	struct visit visit;
	struct json *v;

	(void)state;
	assert_int_equal(json_read(a, "{\"guests\":[]}", 13, &v, NULL, NULL), OK);
	assert_int_equal(json_into(a, v, &shape, &visit, &complaints), ERR_INVALID);
	assert_string_equal(complaints.items[0].pointer, "/guests");
	assert_string_equal(complaints.items[0].message, "This is needed.");
	arena_free(a);
}

static void
the_list_of_complaints_ends_at_its_limit(void **state)
{
	struct arena *a = arena_new();
	struct buffer text = buffer_new(a, 65536);
	struct complaints complaints = { .count = 0 };
	struct visit visit;
	struct json *v;

	(void)state;
	buffer_text(&text, "{\"price\":1");
	for (int i = 0; i < 4000; i++)
		buffer_format(&text, ",\"x%d\":%d", i, i);
	buffer_text(&text, "}");
	assert_int_equal(json_read(a, text.bytes, text.len, &v, NULL, NULL), OK);
	assert_int_equal(json_into(a, v, &visit_shape, &visit, &complaints), ERR_INVALID);
	assert_int_equal(complaints.count, COMPLAINTS_MAX);
	assert_string_equal(complaints.items[COMPLAINTS_MAX - 1].pointer, "/x31");
	/* Full before the first mistake: still refused. */
	assert_int_equal(json_into(a, v, &visit_shape, &visit, &complaints), ERR_INVALID);
	arena_free(a);
}

static void
text_is_written_safe_for_html(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ NULL, "null" },
		{ "", "\"\"" },
		{ "a b'c/", "\"a b'c/\"" },
		{ "\"\\", "\"\\u0022\\u005c\"" },
		{ "</script><!--&amp;", "\"\\u003c/script\\u003e\\u003c!--\\u0026amp;\"" },
		{ "\x01\t\n\x7f\xc2\x85", "\"\\u0001\\u0009\\u000a\\u007f\\u0085\"" },
		{ "\xe2\x80\xa7\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa",
		  "\"\xe2\x80\xa7\\u2028\\u2029\xe2\x80\xaa\"" },
		{ "\xe6\xbc\xa2\xf0\x9f\x92\x87", "\"\xe6\xbc\xa2\xf0\x9f\x92\x87\"" },
		{ "a\xff\xc3", "\"a\\ufffd\\ufffd\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *a = arena_new();
		struct buffer b = buffer_new(a, 4096);
		struct json *v;

		json_write_string(&b, cases[i].text);
		assert_string_equal(buffer_string(&b), cases[i].want);
		assert_int_equal(json_read(a, b.bytes, b.len, &v, NULL, NULL), OK);
		arena_free(a);
	}
}

static void
a_list_is_written_as_an_array(void **state)
{
	static const struct guest guests[] = { { "Ana", 1 }, { NULL, INT64_MIN } };
	struct arena *a = arena_new();
	struct buffer b = buffer_new(a, 4096);

	(void)state;
	json_write_list(&b, &guest_shape, &(struct list){ guests, 2 });
	assert_string_equal(buffer_string(&b), "[{\"name\":\"Ana\",\"visits\":1},"
					       "{\"name\":null,\"visits\":-9223372036854775808}]");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_goes_from_json_and_back_unchanged),
		cmocka_unit_test(what_is_not_given_is_absent),
		cmocka_unit_test(each_mistake_is_named_with_its_place),
		cmocka_unit_test(a_required_list_must_have_elements),
		cmocka_unit_test(the_list_of_complaints_ends_at_its_limit),
		cmocka_unit_test(text_is_written_safe_for_html),
		cmocka_unit_test(a_list_is_written_as_an_array),
	};

	return cmocka_run_group_tests_name("json_record", tests, NULL, NULL);
}
