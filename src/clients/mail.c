/* Mail by libcurl. The one question that matters after a failure is whether the
 * relay may have taken the message: it cannot have before it was given the last
 * of it, and a reply says so either way. Only silence after that is
 * uncertain. */
#include "clients/mail.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/log.h"
#include "base/text.h"
#include "clients/message.h"

#define CONNECT_SECONDS 10
#define SAID_BYTES 200 /* of what a relay says that is kept */

struct mail {
	const struct mail_relay *relay;
	const char *folder; /* NULL: by SMTP */
	CURL *curl;
	const char *rest; /* of the message under way */
	size_t rest_len;
	bool handed_over; /* its last byte was given to the connection */
	bool foreign;     /* it goes to an address beyond ASCII */
	bool utf8;        /* which the relay of this connection takes (SMTPUTF8, RFC 6531) */
	char said[SAID_BYTES];
};

static size_t
give(char *out, size_t size, size_t count, void *data)
{
	struct mail *m = data;
	size_t n = size * count < m->rest_len ? size * count : m->rest_len;

	if (m->foreign && !m->utf8)
		return CURL_READFUNC_ABORT;
	memcpy(out, m->rest, n);
	m->rest += n;
	m->rest_len -= n;
	m->handed_over = m->rest_len == 0;
	return n;
}

/* What a relay can do it says after its greeting, and again once TLS is there. */
static void
note_skill(struct mail *m, const char *line, size_t len)
{
	static const char skill[] = "SMTPUTF8";

	if (len > 3 && memcmp(line, "220", 3) == 0)
		m->utf8 = false;
	else if (len > 3 && memcmp(line, "250", 3) == 0 && memmem(line, len, skill, strlen(skill)) != NULL)
		m->utf8 = true;
}

/* Keeps the first line in which the relay refuses something. */
static size_t
hear(char *line, size_t size, size_t count, void *data)
{
	struct mail *m = data;
	size_t len = size * count, kept = 0;

	note_skill(m, line, len);
	if (m->said[0] != '\0' || len == 0 || (line[0] != '4' && line[0] != '5'))
		return len;
	for (size_t i = 0; i < len && kept < SAID_BYTES - 1; i++)
		if (line[i] >= ' ' && line[i] <= '~')
			m->said[kept++] = line[i];
	m->said[kept] = '\0';
	return len;
}

/* The relay talks to a log of ours, not to standard output. */
static size_t
drop(char *bytes, size_t size, size_t count, void *data)
{
	(void)bytes;
	(void)data;
	return size * count;
}

static void
close_curl(void *curl)
{
	curl_easy_cleanup(curl);
	curl_global_cleanup();
}

#define SET(option, value) (void)curl_easy_setopt(curl, CURLOPT_##option, (value))

static void
set_options(struct mail *m, struct arena *a)
{
	const struct mail_relay *r = m->relay;
	CURL *curl = m->curl;

	SET(URL, arena_text(a, "%s/%s", r->url, r->hello));
	SET(PROTOCOLS_STR, "smtp,smtps");
	SET(USE_SSL, (long)(r->bare ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (r->authorities != NULL)
		SET(CAINFO, r->authorities);
	if (r->user != NULL)
		SET(USERNAME, r->user);
	if (r->password != NULL)
		SET(PASSWORD, r->password);
	SET(NOSIGNAL, 1L);
	SET(CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	SET(TIMEOUT, (long)r->patience);
	SET(UPLOAD, 1L);
	SET(READFUNCTION, give);
	SET(READDATA, m);
	SET(HEADERFUNCTION, hear);
	SET(HEADERDATA, m);
	SET(WRITEFUNCTION, drop);
}

enum err
mail_open(struct arena *a, const struct mail_relay *relay, struct mail **out, const char **why)
{
	struct mail *m = arena_make(a, struct mail);

	m->relay = relay;
	if (text_starts(relay->url, "file:/")) {
		m->folder = relay->url + strlen("file:");
	} else if (text_starts(relay->url, "smtp://") || text_starts(relay->url, "smtps://")) {
		if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || (m->curl = curl_easy_init()) == NULL)
			return ERR_INTERNAL;
		arena_own(a, m->curl, close_curl);
		set_options(m, a);
	} else {
		*why = "write smtp://HOST, smtps://HOST or file:/FOLDER";
		return ERR_INVALID;
	}
	*out = m;
	return OK;
}

/* --- into a folder --- */

static bool
write_file(const char *path, const struct parcel *p)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
	size_t done = 0;
	bool good = file >= 0;

	while (good && done < p->len) {
		ssize_t n = write(file, p->bytes + done, p->len - done);

		good = n > 0;
		done += good ? (size_t)n : 0;
	}
	return file >= 0 && close(file) == 0 && good;
}

/* Another attempt at the same message replaces its file. */
static enum mail_fate
put_file(const struct mail *m, struct arena *a, const struct parcel *p, const char **why)
{
	const char *path = arena_text(a, "%s/%s.eml", m->folder, p->id);
	const char *draft = arena_text(a, "%s/.%s.part", m->folder, p->id);

	if (write_file(draft, p) && rename(draft, path) == 0)
		return MAIL_SENT;
	*why = arena_text(a, "%s: %s", m->folder, strerror(errno));
	(void)unlink(draft);
	return MAIL_LATER;
}

/* --- to a relay --- */

/* Replies that speak of us or our configuration, not of the message: we have to show
 * who we are, or, before there was a message, may not send (X.7.*, "relay access
 * denied") or not as whom we say (X.1.7, X.1.8; RFC 3463). */
static bool
is_about_us(const struct mail *m, long code)
{
	static const char *const ours[] = { "5.7.", "5.1.7", "5.1.8" };

	if (code == 530 || code == 534 || code == 535 || code == 538)
		return true;
	for (size_t i = 0; i < sizeof ours / sizeof *ours && !m->handed_over && strlen(m->said) > 4; i++)
		if (text_starts(m->said + 4, ours[i]))
			return true;
	return false;
}

static enum mail_fate
judge(const struct mail *m, CURLcode rc, long code)
{
	if (rc == CURLE_OK)
		return MAIL_SENT;
	if (rc == CURLE_ABORTED_BY_CALLBACK)
		return MAIL_REFUSED;
	if (m->handed_over && code < 400)
		return MAIL_UNCERTAIN;
	if (code >= 500 && !is_about_us(m, code) && (rc == CURLE_SEND_ERROR || m->handed_over))
		return MAIL_REFUSED;
	return MAIL_LATER;
}

/* The relay's own words where it has refused, else libcurl's. */
static const char *
explain(const struct mail *m, struct arena *a, CURLcode rc, long code)
{
	if (rc == CURLE_ABORTED_BY_CALLBACK)
		return "The relay takes no address beyond ASCII (SMTPUTF8).";
	if (code >= 400 && *m->said != '\0')
		return arena_dup(a, m->said);
	return arena_dup(a, curl_easy_strerror(rc));
}

static bool
is_ascii(const char *text)
{
	while (*text != '\0' && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

static enum mail_fate
transfer(struct mail *m, struct arena *a, const struct parcel *p, const char **why)
{
	CURL *curl = m->curl;
	const char *address = message_address(a, p->to);
	struct curl_slist *to = curl_slist_append(NULL, arena_text(a, "<%s>", address));
	enum mail_fate fate;
	long code = 0;
	CURLcode rc;

	m->rest = p->bytes;
	m->rest_len = p->len;
	m->handed_over = false;
	m->foreign = !is_ascii(address);
	m->said[0] = '\0';
	SET(MAIL_FROM, arena_text(a, "<%s>", p->from));
	SET(MAIL_RCPT, to);
	SET(INFILESIZE_LARGE, (curl_off_t)p->len);
	rc = curl_easy_perform(curl);
	(void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	SET(MAIL_RCPT, NULL);
	curl_slist_free_all(to);
	if ((fate = judge(m, rc, code)) != MAIL_SENT) {
		*why = explain(m, a, rc, code);
		log_event(LOG_WARNING, "mail_not_sent", { "id", p->id }, { "why", *why });
	}
	return fate;
}

enum mail_fate
mail_send(struct mail *m, struct arena *a, const struct parcel *p, const char **why)
{
	return m->folder != NULL ? put_file(m, a, p, why) : transfer(m, a, p, why);
}
