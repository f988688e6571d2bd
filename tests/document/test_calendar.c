/* Calendar files: hostile texts add no lines, long ones fold between
 * characters, and versions of one event hang together. */
#include "document/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

#define LINES 19 /* of a file with every property */

static const struct calendar_event whole = {
	.uid = "AbCdEfGhIjKlMnOp@hora.example",
	.sequence = 3,
	.stamp = 1795000000,
	.start = 1795516200,
	.end = 1795519200,
	.summary = "Fisioterapia",
	.description = "Traga roupa larga.",
	.location = "Rua da Reboleira 41",
	.url = "https://hora.example/b/AbCdEfGhIjKlMnOp",
};

static const char *const hostile[] = {
	"a\r\nATTENDEE:mailto:x@example.com",
	"a\nBEGIN:VALARM\nEND:VALARM",
	"a\rX:1",
	"a\r\n b",
	"\\n\\;\\,",
	";,:\"",
	"END:VEVENT",
	"a\xc2\x85"
	"b\xe2\x80\xa8"
	"c\xe2\x80\xa9"
	"d",
	"\x01\x02\x1b\x7f",
	"\tindented",
	"=cmd|' /C calc'!A0",
};

static struct buffer
written(struct arena *a, const struct calendar_event *event)
{
	struct buffer out = buffer_new(a, 1 << 20);

	calendar_write(&out, event, 1);
	assert_false(out.full);
	return out;
}

/* Joins folded lines and checks each as it stands in the file. */
static size_t
unfold(struct arena *a, const struct buffer *file, char **out)
{
	struct buffer flat = buffer_new(a, 1 << 20);
	const char *at = file->bytes, *end = file->bytes + file->len;
	size_t lines = 0;

	while (at < end) {
		const char *eol = memmem(at, (size_t)(end - at), "\r\n", 2);

		assert_non_null(eol);
		assert_true(eol - at <= 75);
		assert_null(memchr(at, '\n', (size_t)(eol - at)));
		assert_null(memchr(at, '\r', (size_t)(eol - at)));
		assert_true(utf8_valid(at, (size_t)(eol - at)));
		if (*at != ' ') {
			buffer_text(&flat, lines++ > 0 ? "\n" : "");
			buffer_add(&flat, at, (size_t)(eol - at));
		} else {
			buffer_add(&flat, at + 1, (size_t)(eol - at) - 1);
		}
		at = eol + 2;
	}
	*out = arena_dup(a, buffer_string(&flat));
	return lines;
}

static void
an_event_is_written_as_rfc_5545_wants_it(void **state)
{
	struct arena *a = arena_new();
	struct buffer out = written(a, &whole);
	char *flat;

	(void)state;
	assert_int_equal(unfold(a, &out, &flat), LINES);
	assert_string_equal(flat,
			    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Hora//Hora//EN\nCALSCALE:GREGORIAN\n"
			    "METHOD:PUBLISH\nBEGIN:VEVENT\nUID:AbCdEfGhIjKlMnOp@hora.example\nSEQUENCE:3\n"
			    "DTSTAMP:20261118T110640Z\nDTSTART:20261124T103000Z\nDTEND:20261124T112000Z\n"
			    "SUMMARY:Fisioterapia\nDESCRIPTION:Traga roupa larga.\n"
			    "LOCATION:Rua da Reboleira 41\nURL:https://hora.example/b/AbCdEfGhIjKlMnOp\n"
			    "STATUS:CONFIRMED\nTRANSP:OPAQUE\nEND:VEVENT\nEND:VCALENDAR");
	arena_free(a);
}

static void
a_cancelled_event_keeps_its_uid_and_frees_the_time(void **state)
{
	struct calendar_event event = whole;
	struct arena *a = arena_new();
	struct buffer out;

	(void)state;
	event.cancelled = true;
	event.sequence = 4;
	out = written(a, &event);
	assert_non_null(strstr(out.bytes, "\r\nUID:AbCdEfGhIjKlMnOp@hora.example\r\n"));
	assert_non_null(strstr(out.bytes, "\r\nSEQUENCE:4\r\n"));
	assert_non_null(strstr(out.bytes, "\r\nSTATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n"));
	arena_free(a);
}

static void
hostile_texts_add_no_lines(void **state)
{
	struct arena *a = arena_new();
	struct buffer plain = written(a, &whole);
	char *flat;
	size_t want = unfold(a, &plain, &flat);

	(void)state;
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct calendar_event event = whole;
		struct buffer out;

		event.summary = event.description = event.location = hostile[i];
		event.uid = event.url = hostile[i];
		out = written(a, &event);
		assert_int_equal(unfold(a, &out, &flat), want);
	}
	arena_free(a);
}

static void
texts_are_escaped_and_breaks_kept_as_breaks(void **state)
{
	struct calendar_event event = whole;
	struct arena *a = arena_new();
	struct buffer out;
	char *flat;

	(void)state;
	event.summary = "a\\b;c,d\ne:\"f\"";
	out = written(a, &event);
	unfold(a, &out, &flat);
	assert_non_null(strstr(flat, "\nSUMMARY:a\\\\b\\;c\\,d\\ne:\"f\"\n"));
	arena_free(a);
}

static void
long_texts_fold_between_characters(void **state)
{
	static const char *const letters[] = { "a", "é", "預", "𠮷", "\\", ";" };
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		for (size_t lead = 0; lead < 8; lead++) {
			struct buffer text = buffer_new(a, 4096);
			struct calendar_event event = whole;
			struct buffer out;
			char *flat;

			for (size_t n = 0; n < lead; n++)
				buffer_char(&text, 'x');
			for (size_t n = 0; n < 200; n++)
				buffer_text(&text, letters[i]);
			event.description = buffer_string(&text);
			out = written(a, &event);
			unfold(a, &out, &flat);
			if (strlen(letters[i]) > 1)
				assert_non_null(strstr(flat, event.description));
		}
	arena_free(a);
}

static void
what_turns_the_direction_ends_with_its_text(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "\u202eabc", "SUMMARY:\u2068\u202eabc\u2069\n" },
		{ "a\u2069b", "SUMMARY:\u2068ab\u2069\n" },
		{ "\u2067a", "SUMMARY:\u2068\u2067a\u2069\u2069\n" },
		{ "\u2067a\u2069b", "SUMMARY:\u2068\u2067a\u2069b\u2069\n" },
		{ "עברית", "SUMMARY:עברית\n" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct calendar_event event = whole;
		struct buffer out;
		char *flat;

		event.summary = cases[i].text;
		out = written(a, &event);
		unfold(a, &out, &flat);
		assert_non_null(strstr(flat, cases[i].want));
	}
	arena_free(a);
}

static void
the_link_to_google_escapes_every_text(void **state)
{
	struct calendar_event event = whole;
	struct arena *a = arena_new();
	struct buffer out = buffer_new(a, 4096);

	(void)state;
	event.summary = "a&b=\"c\"#é\r\n";
	event.location = NULL;
	calendar_google_link(&out, &event);
	assert_string_equal(buffer_string(&out),
			    "https://calendar.google.com/calendar/render?action=TEMPLATE"
			    "&dates=20261124T103000Z/20261124T112000Z&text=a%26b%3D%22c%22%23%C3%A9%0D%0A"
			    "&details=Traga%20roupa%20larga.");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_event_is_written_as_rfc_5545_wants_it),
		cmocka_unit_test(a_cancelled_event_keeps_its_uid_and_frees_the_time),
		cmocka_unit_test(hostile_texts_add_no_lines),
		cmocka_unit_test(texts_are_escaped_and_breaks_kept_as_breaks),
		cmocka_unit_test(long_texts_fold_between_characters),
		cmocka_unit_test(what_turns_the_direction_ends_with_its_text),
		cmocka_unit_test(the_link_to_google_escapes_every_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
