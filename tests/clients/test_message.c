/* Messages: nothing typed by anybody becomes a header line, everything fits the
 * lines of the RFCs. tests/clients/message_oracle.mjs reads them back. */
#include "clients/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct message plain = {
	.from = { "Casa", "hora@hora.example" },
	.to = { "Maria Silva", "maria@example.pt" },
	.reply_to = "casa@example.pt",
	.subject = "Booked",
	.id = "notice-1.1795515600@hora.example",
	.date = 1795515600,
	.text = "Hello\n",
	.html = "<p>Hello</p>\n",
};

/* The message as text, or NULL when it is refused. */
static const char *
written(struct arena *a, const struct message *m)
{
	struct buffer out = buffer_new(a, 1 << 20);

	return message_write(&out, m) == OK ? buffer_string(&out) : NULL;
}

static void
a_message_has_the_headers_that_mail_wants(void **state)
{
	static const char *const lines[] = {
		"Date: Tue, 24 Nov 2026 10:20:00 +0000\r\n",
		"From: \"Casa\"\r\n <hora@hora.example>\r\n",
		"To: \"Maria Silva\"\r\n <maria@example.pt>\r\n",
		"Reply-To: <casa@example.pt>\r\n",
		"Subject: Booked\r\n",
		"Message-ID: <notice-1.1795515600@hora.example>\r\n",
		"Auto-Submitted: auto-generated\r\n",
		"MIME-Version: 1.0\r\n",
	};
	struct arena *a = arena_new();
	const char *text = written(a, &plain);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (strstr(text, lines[i]) == NULL)
			fail_msg("no %s in %s", lines[i], text);
	assert_null(strstr(text, "List-Unsubscribe"));
	assert_null(strstr(text, "multipart/mixed"));
	arena_free(a);
}

static void
letters_of_one_matter_name_it(void **state)
{
	struct arena *a = arena_new();
	struct message m = plain;

	(void)state;
	assert_null(strstr(written(a, &m), "References:"));
	m.thread = "aaaa@hora.example";
	assert_non_null(strstr(written(a, &m), "\r\nReferences: <aaaa@hora.example>\r\n"));
	m.thread = "a> b";
	assert_null(written(a, &m));
	arena_free(a);
}

static void
a_host_beyond_ascii_is_written_as_relays_know_it(void **state)
{
	static const struct {
		const char *address, *want;
	} cases[] = {
		{ "maria@example.pt", "maria@example.pt" },
		{ "maria@m\xc3\xbcnchen.example", "maria@xn--mnchen-3ya.example" },
		{ "maria@\xe4\xbe\x8b\xe3\x81\x88.jp", "maria@xn--r8jz45g.jp" },
		{ "jos\xc3\xa9@m\xc3\xbcnchen.example", "jos\xc3\xa9@xn--mnchen-3ya.example" },
		{ "jos\xc3\xa9@example.pt", "jos\xc3\xa9@example.pt" },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct message m = plain;

		m.to.address = m.reply_to = cases[i].address;
		assert_string_equal(message_address(a, cases[i].address), cases[i].want);
		assert_non_null(strstr(written(a, &m), arena_text(a, "\r\n <%s>\r\n", cases[i].want)));
		assert_non_null(strstr(written(a, &m), arena_text(a, "Reply-To: <%s>\r\n", cases[i].want)));
	}
	arena_free(a);
}

static void
what_is_optional_can_be_unsubscribed_by_one_click(void **state)
{
	struct arena *a = arena_new();
	struct message m = plain;
	const char *text;

	(void)state;
	m.unsubscribe = "https://hora.example/unsubscribe/AAAAAAAAAAAAAAAAAAAAAA";
	text = written(a, &m);
	assert_non_null(
	    strstr(text, "List-Unsubscribe: <https://hora.example/unsubscribe/AAAAAAAAAAAAAAAAAAAAAA>\r\n"));
	assert_non_null(strstr(text, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
	arena_free(a);
}

static void
an_address_that_is_none_is_refused(void **state)
{
	static const char *const bad[] = {
		"",
		"maria",
		"@example.pt",
		"maria@",
		"maria@example.pt\r\nBcc: x@example.com",
		"maria@example.pt>",
		"<maria@example.pt",
		"maria silva@example.pt",
		"maria@example.pt,x@example.com",
		"maria@example.pt\x7f",
		"\"maria\"@example.pt",
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct message to = plain, from = plain, reply = plain;

		to.to.address = bad[i];
		from.from.address = bad[i];
		reply.reply_to = bad[i];
		assert_null(written(a, &to));
		assert_null(written(a, &from));
		assert_null(written(a, &reply));
	}
	arena_free(a);
}

static void
an_id_that_could_say_more_is_refused(void **state)
{
	static const char *const bad[] = { "", "a b@c", "a@c>", "a@c\r\nX: y", "a\"@c" };
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct message m = plain;

		m.id = bad[i];
		assert_null(written(a, &m));
	}
	arena_free(a);
}

/* Header names at the starts of lines, up to the blank one. */
static size_t
count_headers(const char *text)
{
	size_t count = 0;

	while (strncmp(text, "\r\n", 2) != 0) {
		count += *text != ' ';
		text = strstr(text, "\r\n") + 2;
	}
	return count;
}

static void
no_text_adds_a_line_to_the_headers(void **state)
{
	static const char *const texts[] = {
		"x\r\nBcc: thief@example.com",
		"x\nBcc: thief@example.com",
		"x\rBcc: thief@example.com",
		"\r\n\r\n<script>",
		("x\xe2\x80\xa8"
		 "Bcc: thief@example.com"),
		"é\r\nBcc: thief@example.com",
		"=?UTF-8?Q?x=0D=0ABcc:_thief?=",
		"a\"\r\n <thief@example.com>, \"",
		"\\\"<thief@example.com>",
		"x\x01\x0b\x0c\x1f\xc2\x85y",
	};
	struct arena *a = arena_new();
	size_t want = count_headers(written(a, &plain));

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct message m = plain;
		const char *text;

		m.subject = m.from.name = m.to.name = texts[i];
		text = written(a, &m);
		assert_non_null(text);
		assert_int_equal(count_headers(text), want);
		for (const char *p = text; *p != '\0' && strncmp(p, "\r\n\r\n", 4) != 0; p++)
			assert_true(*p >= ' ' || *p == '\r' || *p == '\n');
	}
	arena_free(a);
}

static void
lines_keep_within_their_measure(void **state)
{
	static const char *const pieces[] = {
		"Wort ", "é", "預約", "𠮷 ", "averyveryverylongwordwithoutanyspace", "=", ".", "\n"
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct buffer text = buffer_new(a, 100000);
		struct message m = plain;

		for (int n = 0; n < 50; n++)
			buffer_text(&text, pieces[i]);
		m.subject = m.from.name = m.text = m.html = m.calendar = buffer_string(&text);
		m.method = "REQUEST";
		for (const char *p = written(a, &m); *p != '\0';) {
			size_t len = strcspn(p, "\r\n");

			assert_in_range(len, 0, 76);
			assert_memory_equal(p + len, "\r\n", 2);
			p += len + 2;
		}
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_message_has_the_headers_that_mail_wants),
		cmocka_unit_test(letters_of_one_matter_name_it),
		cmocka_unit_test(a_host_beyond_ascii_is_written_as_relays_know_it),
		cmocka_unit_test(what_is_optional_can_be_unsubscribed_by_one_click),
		cmocka_unit_test(an_address_that_is_none_is_refused),
		cmocka_unit_test(an_id_that_could_say_more_is_refused),
		cmocka_unit_test(no_text_adds_a_line_to_the_headers),
		cmocka_unit_test(lines_keep_within_their_measure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
