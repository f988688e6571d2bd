/* Log lines as they reach standard error, read back through a pipe. */
#include "base/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define HEAD 29 /* "time=2026-03-01T09:00:00.123Z" */

static char written[65536];

/* Runs one log call with standard error into a pipe; answers what came out
 * after the time, which it checks itself. */
static const char *
capture(enum log_level level, const char *event, const struct log_pair *pairs)
{
	int pipe_ends[2], saved = dup(STDERR_FILENO);
	ssize_t len;

	assert_int_equal(pipe(pipe_ends), 0);
	dup2(pipe_ends[1], STDERR_FILENO);
	close(pipe_ends[1]);
	log_pairs(level, event, pairs);
	dup2(saved, STDERR_FILENO);
	close(saved);
	len = read(pipe_ends[0], written, sizeof written - 1);
	close(pipe_ends[0]);
	assert_true(len >= 0);
	written[len] = '\0';
	if (len == 0)
		return "";
	assert_int_equal(written[len - 1], '\n');
	assert_ptr_equal(strchr(written, '\n'), written + len - 1);
	assert_int_equal(strspn(written, "time=0123456789-:.TZ"), HEAD);
	assert_int_equal(written[HEAD - 1], 'Z');
	assert_int_equal(written[HEAD - 5], '.');
	return written + HEAD;
}

#define CAPTURE(level, event, ...) \
	capture((level), (event), (const struct log_pair[]){ __VA_ARGS__ __VA_OPT__(, ){ NULL, NULL } })

static int
set_up(void **state)
{
	(void)state;
	log_open("booking", LOG_INFO);
	log_request(NULL);
	return 0;
}

static void
an_event_is_one_line_of_logfmt(void **state)
{
	(void)state;
	assert_string_equal(CAPTURE(LOG_INFO, "started"), " level=info program=booking event=started\n");
	log_request("4f2a");
	assert_string_equal(CAPTURE(LOG_ERROR, "query.failed", { "statement", "find" }, { "code", NULL }),
			    " level=error program=booking event=query.failed request=4f2a "
			    "statement=\"find\" code=-\n");
}

static void
details_below_the_level_are_not_written(void **state)
{
	(void)state;
	assert_string_equal(CAPTURE(LOG_DEBUG, "detail"), "");
	log_open("booking", LOG_DEBUG);
	assert_string_equal(CAPTURE(LOG_DEBUG, "detail"), " level=debug program=booking event=detail\n");
}

static void
values_cannot_break_the_line(void **state)
{
	static const struct {
		const char *value, *want;
	} cases[] = {
		{ "", "" },
		{ "a b=c", "a b=c" },
		{ "say \"hi\" \\", "say \\\"hi\\\" \\\\" },
		{ "a\nlevel=error", "a\\nlevel=error" },
		{ "\r\t\x1b[31m\x7f", "\\x0d\\x09\\x1b[31m\\x7f" },
		{ "\xc2\x85\xe2\x80\xa8", "\\u0085\\u2028" },
		{ "\xe2\x80\xae"
		  "evil",
		  "\\u202eevil" },
		{ "\xe2\x81\xa6\xe2\x81\xa9\xe2\x80\x8f", "\\u2066\\u2069\\u200f" },
		{ "\xc3\xa9\xf0\x9f\x92\x87", "\xc3\xa9\xf0\x9f\x92\x87" },
		{ "\xff\xc3(\xed\xa0\x80", "\\xff\\xc3(\\xed\\xa0\\x80" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char want[256];

		snprintf(want, sizeof want, " level=info program=booking event=e v=\"%s\"\n", cases[i].want);
		assert_string_equal(CAPTURE(LOG_INFO, "e", { "v", cases[i].value }), want);
	}
}

static void
names_and_request_ids_cannot_break_the_line(void **state)
{
	(void)state;
	log_request("a b\n\"c");
	assert_string_equal(CAPTURE(LOG_INFO, "e=1 x", { "k =\n", "v" }),
			    " level=info program=booking event=e_1_x request=a_b__c k___=\"v\"\n");
	log_request("0123456789012345678901234567890123456789012345678901234567890123456789");
	assert_non_null(strstr(CAPTURE(LOG_INFO, "e"), "request=0123456789012345678901234567890123456789"
						       "01234567890123456789012\n"));
}

static void
secrets_are_never_written(void **state)
{
	static const char *const keys[] = { "password",      "new_password",  "token",
					    "csrf-token",    "client_secret", "Cookie",
					    "Authorization", "apiKey",        "set-cookie" };

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const char *line = CAPTURE(LOG_INFO, "e", { keys[i], "hunter2" });

		assert_null(strstr(line, "hunter2"));
		assert_non_null(strstr(line, "=\"[redacted]\"\n"));
	}
}

static void
a_long_line_is_cut_between_characters_and_says_so(void **state)
{
	static char value[20000];

	(void)state;
	for (size_t pad = 0; pad < 8; pad++) {
		size_t len;

		memset(value, 'x', pad);
		for (size_t i = pad; i + 3 < sizeof value; i += 3)
			memcpy(value + i, "\xe6\xbc\xa2", 4);
		CAPTURE(LOG_INFO, "e", { "v", value }, { "after", "lost" });
		len = strlen(written);
		assert_in_range(len, 4096 - 12, 4096);
		assert_string_equal(written + len - 14, "\xa2\xe2\x80\xa6\" cut=yes\n");
		assert_null(strstr(written, "lost"));
	}
}

static void
a_line_with_many_pairs_is_cut_too(void **state)
{
	struct log_pair pairs[600] = { 0 };

	(void)state;
	for (size_t i = 0; i < 599; i++)
		pairs[i] = (struct log_pair){ "some", "value" };
	capture(LOG_INFO, "e", pairs);
	assert_in_range(strlen(written), 4000, 4096);
	assert_string_equal(written + strlen(written) - 9, " cut=yes\n");
}

static void
numbers_of_one_line_do_not_overwrite_each_other(void **state)
{
	(void)state;
	assert_non_null(strstr(CAPTURE(LOG_INFO, "e", { "a", log_number(INT64_MIN) }, { "b", log_number(7) }),
			       "a=\"-9223372036854775808\" b=\"7\"\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(an_event_is_one_line_of_logfmt, set_up),
		cmocka_unit_test_setup(details_below_the_level_are_not_written, set_up),
		cmocka_unit_test_setup(values_cannot_break_the_line, set_up),
		cmocka_unit_test_setup(names_and_request_ids_cannot_break_the_line, set_up),
		cmocka_unit_test_setup(secrets_are_never_written, set_up),
		cmocka_unit_test_setup(a_long_line_is_cut_between_characters_and_says_so, set_up),
		cmocka_unit_test_setup(a_line_with_many_pairs_is_cut_too, set_up),
		cmocka_unit_test_setup(numbers_of_one_line_do_not_overwrite_each_other, set_up),
	};

	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
