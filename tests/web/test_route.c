/* Routes: which row answers, and which tables are refused at start. */
#include "web/route.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <stdlib.h>

#include "tests/web/fake.h"

static enum err
answer(struct request *rq, struct response *rs)
{
	(void)rq;
	(void)rs;
	return OK;
}

static const struct field seat_fields[] = { { .name = "seats", .kind = KIND_INT } };
static const struct shape seat_shape = { "seat_form", 8, seat_fields, 1 };

static const struct route table[] = {
	{ GET, "/", 1, answer },
	{ GET, "/s/{studio}", 1, answer },
	{ GET, "/s/new", 1, answer },
	{ GET, "/s/{studio}/book/{service}", 1, answer },
	{ POST, "/s/{studio}/book/{service}", 1, answer, &seat_shape },
	{ GET, "/s/{studio}/{page}/last", 1, answer },
	{ GET, "/s/{studio}/book/last", 1, answer },
	{ DELETE, "/b/{booking}", 1, answer },
	{ GET, "/health", 1, answer, .flags = ROUTE_INSIDE },
	ROUTES_END,
};

static enum err
ask(struct fake *f, const char *method, const char *target, const char *more)
{
	fake_open(f);
	assert_int_equal(more == NULL ? fake_head(f, method, target) : fake_head(f, method, target, more),
			 OK);
	return route_match(table, &f->request, &f->response);
}

static void
a_plain_segment_wins_over_a_parameter(void **state)
{
	static const struct {
		const char *method, *target, *path;
	} cases[] = {
		{ "GET", "/", "/" },
		{ "HEAD", "/", "/" },
		{ "GET", "/s/lumen", "/s/{studio}" },
		{ "GET", "/s/new", "/s/new" },
		{ "GET", "/s/newer", "/s/{studio}" },
		{ "GET", "/s/%6eew", "/s/new" },
		{ "GET", "/s/new/book/massage", "/s/{studio}/book/{service}" },
		{ "GET", "/s/lumen/book/last", "/s/{studio}/book/last" },
		{ "GET", "/s/lumen/team/last", "/s/{studio}/{page}/last" },
		{ "POST", "/s/lumen/book/last", "/s/{studio}/book/{service}" },
		{ "DELETE", "/b/abc", "/b/{booking}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;

		assert_int_equal(ask(&f, cases[i].method, cases[i].target, NULL), OK);
		assert_string_equal(f.request.route->path, cases[i].path);
		fake_close(&f);
	}
}

static void
parameters_are_what_stood_in_their_place(void **state)
{
	struct fake f;

	(void)state;
	assert_int_equal(ask(&f, "GET", "/s/caf%C3%A9%20%7Bx%7D/book/12", NULL), OK);
	assert_string_equal(path_text(&f.request, "studio"), "caf\xc3\xa9 {x}");
	assert_string_equal(path_text(&f.request, "service"), "12");
	assert_int_equal(path_id(&f.request, "service"), 12);
	assert_int_equal(path_id(&f.request, "studio"), 0);
	fake_close(&f);
}

static void
an_id_is_a_positive_number_or_none(void **state)
{
	static const struct {
		const char *text;
		int64_t id;
	} cases[] = {
		{ "1", 1 },
		{ "9223372036854775807", INT64_MAX },
		{ "9223372036854775808", 0 },
		{ "0", 0 },
		{ "-1", 0 },
		{ "1.0", 0 },
		{ "0x1", 0 },
		{ "1%20", 0 },
		{ "%201", 0 },
		{ "1e3", 0 },
		{ "%D9%A1", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;
		char target[64];

		snprintf(target, sizeof target, "/s/%s", cases[i].text);
		assert_int_equal(ask(&f, "GET", target, NULL), OK);
		assert_true(path_id(&f.request, "studio") == cases[i].id);
		fake_close(&f);
	}
}

static void
an_unknown_address_is_404_and_a_wrong_method_405(void **state)
{
	static const struct {
		const char *method, *target;
		int status;
		const char *allow;
	} cases[] = {
		{ "GET", "/nowhere", 404, NULL },
		{ "GET", "/s", 404, NULL },
		{ "GET", "/s/a/b", 404, NULL },
		{ "GET", "/S/lumen", 404, NULL },
		{ "POST", "/", 405, "Allow: GET, HEAD\r\n" },
		{ "TRACE", "/", 405, "Allow: GET, HEAD\r\n" },
		{ "OPTIONS", "/b/abc", 405, "Allow: DELETE\r\n" },
		{ "HEAD", "/b/abc", 405, "Allow: DELETE\r\n" },
		{ "PUT", "/s/lumen/book/massage", 405, "Allow: GET, HEAD, POST\r\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake f;

		assert_int_equal(ask(&f, cases[i].method, cases[i].target, NULL), ERR_NOT_FOUND);
		assert_int_equal(f.response.status, cases[i].status);
		if (cases[i].allow != NULL)
			assert_non_null(strstr(fake_answer(&f), cases[i].allow));
		fake_close(&f);
	}
}

static void
the_inside_and_the_outside_do_not_meet(void **state)
{
	struct fake f;

	(void)state;
	assert_int_equal(ask(&f, "GET", "/health", NULL), ERR_NOT_FOUND);
	fake_close(&f);
	assert_int_equal(ask(&f, "GET", "/health", "HORA_INSIDE=no"), ERR_NOT_FOUND);
	fake_close(&f);
	assert_int_equal(ask(&f, "GET", "/health", "HORA_INSIDE=yes"), OK);
	fake_close(&f);
	assert_int_equal(ask(&f, "GET", "/s/lumen", "HORA_INSIDE=yes"), ERR_NOT_FOUND);
	fake_close(&f);
}

static void
a_table_with_a_fault_is_refused(void **state)
{
	static const struct {
		struct route rows[3];
		const char *fault;
	} cases[] = {
		{ { { GET, "/a", 0, answer } }, "no role" },
		{ { { GET, "/a", 1, NULL } }, "no handler" },
		{ { { HEAD, "/a", 1, answer } }, "the method" },
		{ { { METHOD_OTHER, "/a", 1, answer } }, "the method" },
		{ { { GET, "a", 1, answer } }, "the path" },
		{ { { GET, "", 1, answer } }, "the path" },
		{ { { GET, "/a/", 1, answer } }, "the path" },
		{ { { GET, "/a//b", 1, answer } }, "the path" },
		{ { { GET, "/A", 1, answer } }, "the path" },
		{ { { GET, "/{}", 1, answer } }, "the path" },
		{ { { GET, "/{a", 1, answer } }, "the path" },
		{ { { GET, "/{a}b", 1, answer } }, "the path" },
		{ { { GET, "/a{b}", 1, answer } }, "the path" },
		{ { { POST, "/a", 1, answer, .flags = ROUTE_NO_CSRF } }, "reason" },
		{ { { POST, "/a", 1, answer, .reason = "signature" } }, "reason" },
		{ { { GET, "/a", 1, answer, .flags = ROUTE_NO_CSRF, .reason = "x" } }, "safe method" },
		{ { { POST, "/a", 1, answer, .flags = ROUTE_RAW } }, "raw body" },
		{ { { POST, "/a", 1, answer, .flags = ROUTE_PARTS } }, "in parts" },
		{ { { GET, "/a", 1, answer, .flags = ROUTE_PARTS, .form = &seat_shape } }, "in parts" },
		{ { { POST, "/a", 1, answer, .flags = ROUTE_PARTS | ROUTE_API, .form = &seat_shape } },
		  "in parts" },
		{ { { GET, "/a", 1, answer, .again = answer, .form = &seat_shape } }, "again" },
		{ { { POST, "/a", 1, answer, .again = answer } }, "again" },
		{ { { GET, "/a/{b}", 1, answer }, { GET, "/a/{c}", 1, answer } }, "the same" },
	};

	(void)state;
	assert_int_equal(route_check(table, stderr), OK);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *said = NULL;
		size_t len;
		FILE *complaints = open_memstream(&said, &len);

		assert_int_equal(route_check(cases[i].rows, complaints), ERR_INVALID);
		fclose(complaints);
		assert_non_null(strstr(said, cases[i].fault));
		free(said);
	}
}

static const char *
name_role(int role)
{
	return role == 1 ? "public" : "none";
}

static void
the_table_is_printed_a_row_a_line(void **state)
{
	char *said = NULL;
	size_t len;
	FILE *out = open_memstream(&said, &len);

	(void)state;
	route_print(&table[4], "hora-test", name_role, out);
	fclose(out);
	assert_non_null(strstr(said, "hora-test\tPOST\t/s/{studio}/book/{service}\tpublic\tseat_form\t-"));
	assert_non_null(strstr(said, "hora-test\tGET\t/health\tpublic\t-\tinside"));
	free(said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {

		cmocka_unit_test(a_plain_segment_wins_over_a_parameter),
		cmocka_unit_test(parameters_are_what_stood_in_their_place),
		cmocka_unit_test(an_id_is_a_positive_number_or_none),
		cmocka_unit_test(an_unknown_address_is_404_and_a_wrong_method_405),
		cmocka_unit_test(the_inside_and_the_outside_do_not_meet),
		cmocka_unit_test(a_table_with_a_fault_is_refused),
		cmocka_unit_test(the_table_is_printed_a_row_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
