/* Messages as bytes. What people typed reaches a header through write_text()
 * alone, which knows no way to end a line, and a body through quoted-printable
 * or base64, which cannot contain a boundary ("=_" is neither's). */
#include "clients/message.h"

#include <curl/curl.h>
#include <locale.h>
#include <stdbool.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"

#define LINE 76       /* characters of an encoded body line (RFC 2045 6.7, 6.8) */
#define WORD_BYTES 39 /* of text in one encoded word, so that a header's name fits before it (RFC 2047 2) */
#define VALUE_BYTES 4096

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void
write_base64(struct buffer *out, const char *bytes, size_t len)
{
	const unsigned char *b = (const unsigned char *)bytes;

	for (size_t i = 0; i < len; i += 3) {
		uint32_t group = (uint32_t)b[i] << 16 | (i + 1 < len ? (uint32_t)b[i + 1] << 8 : 0)
				 | (i + 2 < len ? b[i + 2] : 0);

		buffer_char(out, alphabet[group >> 18]);
		buffer_char(out, alphabet[group >> 12 & 63]);
		buffer_char(out, i + 1 < len ? alphabet[group >> 6 & 63] : '=');
		buffer_char(out, i + 2 < len ? alphabet[group & 63] : '=');
	}
}

/* --- headers --- */

/* Without controls: a line that cannot end. Runs of white space are one space. */
static const char *
clean(struct arena *a, const char *text)
{
	struct buffer out = buffer_new(a, VALUE_BYTES);
	size_t len = strlen(text);
	uint32_t point;
	bool gap = false;

	for (size_t n; len > 0 && (n = utf8_read(text, len, &point)) > 0; text += n, len -= n) {
		if (point == ' ' || text_is_control(point) || point == 0x2028 || point == 0x2029) {
			gap = true;
			continue;
		}
		if (gap && out.len > 0)
			buffer_char(&out, ' ');
		gap = false;
		buffer_add(&out, text, n);
	}
	return buffer_string(&out);
}

/* Encoded words (RFC 2047), each of whole characters, on lines of their own. */
static void
write_words(struct buffer *out, const char *text)
{
	size_t len = strlen(text);
	const char *between = " ";

	while (len > 0) {
		size_t take = 0, n;
		uint32_t point;

		while (take < len && (n = utf8_read(text + take, len - take, &point)) > 0
		       && take + n <= WORD_BYTES)
			take += n;
		if (take == 0)
			return;
		buffer_format(out, "%s=?UTF-8?B?", between);
		write_base64(out, text, take);
		buffer_text(out, "?=");
		text += take;
		len -= take;
		between = "\r\n ";
	}
}

/* May it stand in a header as it is? Not what is beyond ASCII, too long a word
 * to fold, or like an encoded word. */
static bool
is_plain(const char *text)
{
	size_t word = 0;

	if (strstr(text, "=?") != NULL)
		return false;
	for (; *text != '\0'; text++) {
		word = *text == ' ' ? 0 : word + 1;
		if ((unsigned char)*text > 0x7E || word > 60)
			return false;
	}
	return true;
}

/* Words, folded before the 77th character. */
static void
write_folded(struct buffer *out, const char *text, size_t column)
{
	while (*text != '\0') {
		size_t word = strcspn(text, " ");

		if (column + 1 + word > LINE) {
			buffer_text(out, "\r\n");
			column = 0;
		}
		buffer_char(out, ' ');
		buffer_add(out, text, word);
		column += 1 + word;
		text += word + (text[word] == ' ');
	}
}

static void
write_header(struct buffer *out, const char *name, const char *text)
{
	text = clean(out->arena, text);
	buffer_format(out, "%s:", name);
	if (is_plain(text))
		write_folded(out, text, strlen(name) + 1);
	else
		write_words(out, text);
	buffer_text(out, "\r\n");
}

/* Values of our own making, or that have been checked. */
static void
write_plain(struct buffer *out, const char *name, const char *value)
{
	buffer_format(out, "%s: %s\r\n", name, value);
}

/* The host in ASCII, or NULL. libcurl takes a host to be written in the locale's
 * characters: so the locale is one of UTF-8 meanwhile. */
static const char *
host_ascii(struct arena *a, const char *host)
{
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0), before;
	CURLU *url = curl_url();
	char *found = NULL;
	const char *ascii = NULL;

	if (utf8 != (locale_t)0) {
		before = uselocale(utf8);
		if (curl_url_set(url, CURLUPART_URL, arena_text(a, "https://%s/", host), 0) == CURLUE_OK
		    && curl_url_get(url, CURLUPART_HOST, &found, CURLU_PUNYCODE) == CURLUE_OK)
			ascii = arena_dup(a, found);
		(void)uselocale(before);
		freelocale(utf8);
	}
	curl_free(found);
	curl_url_cleanup(url);
	return ascii;
}

const char *
message_address(struct arena *a, const char *address)
{
	const char *at = strrchr(address, '@'), *end = address, *host;

	while (*end != '\0' && (unsigned char)*end < 0x80)
		end++;
	if (*end == '\0' || at == NULL || (host = host_ascii(a, at + 1)) == NULL)
		return address;
	return arena_text(a, "%.*s@%s", (int)(at - address), address, host);
}

/* "name" <address>: quoted, or encoded where quoting does not do. */
static void
write_mailbox(struct buffer *out, const char *header, const struct mailbox *m)
{
	const char *name = clean(out->arena, m->name == NULL ? "" : m->name);
	bool named = *name != '\0';

	buffer_format(out, "%s:", header);
	if (named && is_plain(name) && strlen(name) <= 60) {
		buffer_text(out, " \"");
		for (; *name != '\0'; name++) {
			if (*name == '"' || *name == '\\')
				buffer_char(out, '\\');
			buffer_char(out, *name);
		}
		buffer_char(out, '"');
	} else {
		write_words(out, name);
	}
	buffer_format(out, "%s<%s>\r\n", named ? "\r\n " : " ", message_address(out->arena, m->address));
}

/* "Tue, 24 Nov 2026 10:30:00 +0000" (RFC 5322 3.3), in English whatever the
 * language. */
static void
write_date(struct buffer *out, int64_t instant)
{
	static const char days[][4] = { "", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	static const char months[][4] = { "",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	int64_t day = instant / 86400 - (instant % 86400 < 0), second = instant - day * 86400;
	struct civil date = date_civil(day);

	buffer_format(out, "Date: %s, %d %s %04d %02d:%02d:%02d +0000\r\n", days[date.weekday], date.day,
		      months[date.month], date.year, (int)(second / 3600), (int)(second / 60 % 60),
		      (int)(second % 60));
}

bool
message_takes_address(const char *address)
{
	const char *at = address == NULL ? NULL : strrchr(address, '@');

	if (at == NULL || at == address || at[1] == '\0' || strlen(address) > 254)
		return false;
	for (; *address != '\0'; address++)
		if ((unsigned char)*address <= ' ' || *address == 0x7F
		    || strchr("<>()[]\\,;:\"", *address) != NULL)
			return false;
	return true;
}

/* An id is of the characters we make ids of. */
static bool
takes_id(const char *id)
{
	return id != NULL && *id != '\0' && strlen(id) < 200
	       && id[strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.@")]
		      == '\0';
}

/* --- bodies --- */

/* The length of the line break at text, 0 when there is none. */
static size_t
line_break(const char *text)
{
	if (text[0] == '\r' && text[1] == '\n')
		return 2;
	return text[0] == '\n' || text[0] == '\r' ? 1 : 0;
}

static void
write_quoted(struct buffer *out, const char *text)
{
	size_t column = 0;

	while (*text != '\0') {
		unsigned char c = (unsigned char)*text;
		size_t end = line_break(text);
		bool last = text[1] == '\0' || line_break(text + 1) > 0;
		bool plain = (c > ' ' && c < 0x7F && c != '=') || (c == ' ' && !last);

		if (end > 0) {
			buffer_text(out, "\r\n");
			column = 0;
			text += end;
			continue;
		}
		if (column + (plain ? 1 : 3) > LINE - 1) {
			buffer_text(out, "=\r\n");
			column = 0;
		}
		if (plain)
			buffer_char(out, (char)c);
		else
			buffer_format(out, "=%02X", c);
		column += plain ? 1 : 3;
		text++;
	}
	buffer_text(out, "\r\n");
}

/* Text in base64 has its lines ended by CR LF within (RFC 2045 6.8). */
static void
write_base64_lines(struct buffer *out, const char *text)
{
	struct buffer lines = buffer_new(out->arena, out->limit);
	const size_t most = LINE / 4 * 3;

	while (*text != '\0') {
		size_t end = line_break(text);

		if (end > 0)
			buffer_text(&lines, "\r\n");
		else
			buffer_char(&lines, *text);
		text += end > 0 ? end : 1;
	}
	out->full |= lines.full;
	for (size_t at = 0; at < lines.len; at += most) {
		write_base64(out, lines.bytes + at, lines.len - at < most ? lines.len - at : most);
		buffer_text(out, "\r\n");
	}
}

/* Quoted-printable where most can be read as it is, base64 elsewhere. */
static void
write_body(struct buffer *out, const char *type, const char *text, bool as_file)
{
	size_t len = strlen(text), foreign = 0;

	for (size_t i = 0; i < len; i++)
		foreign += (unsigned char)text[i] > 0x7E;
	buffer_format(out, "Content-Type: %s\r\n", type);
	if (as_file)
		buffer_text(out, "Content-Disposition: attachment; filename=\"invite.ics\"\r\n");
	if (as_file || foreign * 6 > len) {
		buffer_text(out, "Content-Transfer-Encoding: base64\r\n\r\n");
		write_base64_lines(out, text);
	} else {
		buffer_text(out, "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
		write_quoted(out, text);
	}
}

#define MIXED "=_hora_mixed"
#define ALTERNATIVE "=_hora_alternative"

static void
write_bodies(struct buffer *out, const struct message *m)
{
	if (m->calendar != NULL)
		buffer_text(out,
			    "Content-Type: multipart/mixed; boundary=\"" MIXED "\"\r\n\r\n--" MIXED "\r\n");
	buffer_text(out, "Content-Type: multipart/alternative; boundary=\"" ALTERNATIVE "\"\r\n\r\n");
	buffer_text(out, "--" ALTERNATIVE "\r\n");
	write_body(out, "text/plain; charset=UTF-8", m->text, false);
	buffer_text(out, "--" ALTERNATIVE "\r\n");
	write_body(out, "text/html; charset=UTF-8", m->html, false);
	if (m->calendar != NULL) {
		buffer_text(out, "--" ALTERNATIVE "\r\n");
		write_body(out, arena_text(out->arena, "text/calendar; charset=UTF-8; method=%s", m->method),
			   m->calendar, false);
	}
	buffer_text(out, "--" ALTERNATIVE "--\r\n");
	if (m->calendar != NULL) {
		buffer_text(out, "--" MIXED "\r\n");
		write_body(out, "application/ics; name=\"invite.ics\"", m->calendar, true);
		buffer_text(out, "--" MIXED "--\r\n");
	}
}

enum err
message_write(struct buffer *out, const struct message *m)
{
	if (!message_takes_address(m->from.address) || !message_takes_address(m->to.address)
	    || !takes_id(m->id) || (m->thread != NULL && !takes_id(m->thread))
	    || (m->reply_to != NULL && !message_takes_address(m->reply_to)))
		return ERR_INVALID;
	write_date(out, m->date);
	write_mailbox(out, "From", &m->from);
	write_mailbox(out, "To", &m->to);
	if (m->reply_to != NULL)
		buffer_format(out, "Reply-To: <%s>\r\n", message_address(out->arena, m->reply_to));
	write_header(out, "Subject", m->subject);
	buffer_format(out, "Message-ID: <%s>\r\n", m->id);
	if (m->thread != NULL)
		buffer_format(out, "References: <%s>\r\n", m->thread);
	if (m->unsubscribe != NULL) {
		buffer_format(out, "List-Unsubscribe: <%s>\r\n", clean(out->arena, m->unsubscribe));
		write_plain(out, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
	}
	write_plain(out, "Auto-Submitted", "auto-generated");
	write_plain(out, "X-Auto-Response-Suppress", "All");
	write_plain(out, "MIME-Version", "1.0");
	write_bodies(out, m);
	return out->full ? ERR_INVALID : OK;
}
