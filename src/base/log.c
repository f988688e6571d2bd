/* One event, one line, one write(2): lines of several processes on the same
 * journal never mix. The line is put together in a fixed buffer whose last
 * bytes are kept for the mark that says it was cut. */
#include "base/log.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"

#define LINE_MAX_BYTES 4096

static const char cut_mark[] = "\xe2\x80\xa6\" cut=yes\n";

struct line {
	char bytes[LINE_MAX_BYTES];
	size_t len;
	bool cut;    /* something did not fit; nothing more is taken */
	bool quoted; /* inside a value */
};

static struct {
	const char *program;
	enum log_level most;
	char request[64];
} state = { "hora", LOG_INFO, "" };

void
log_open(const char *program, enum log_level most)
{
	state.program = program;
	state.most = most;
}

void
log_request(const char *id)
{
	snprintf(state.request, sizeof state.request, "%s", id == NULL ? "" : id);
}

static size_t
room(const struct line *line)
{
	return sizeof line->bytes - sizeof cut_mark - line->len;
}

/* Takes all of the bytes or none. */
static void
add(struct line *line, const char *bytes, size_t len)
{
	if (line->cut || len > room(line)) {
		line->cut = true;
		return;
	}
	memcpy(line->bytes + line->len, bytes, len);
	line->len += len;
}

/* A word without quotes; characters that could end it become an underscore. */
static void
add_word(struct line *line, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:";

	while (*word != '\0') {
		size_t len = strspn(word, plain);

		add(line, word, len);
		word += len;
		if (*word != '\0') {
			add(line, "_", 1);
			word++;
		}
	}
}

/* Characters that could break the line or turn its order on a screen: controls,
 * line and paragraph separators, and the marks of bidirectional text. */
static bool
is_unsafe(uint32_t point)
{
	return text_is_control(point) || (point >= 0x200e && point <= 0x200f)
	       || (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

/* How many bytes stand for themselves, whatever comes after: printable ASCII. */
static size_t
plain_run(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && text[n] >= ' ' && text[n] <= '~' && text[n] != '"' && text[n] != '\\')
		n++;
	return n;
}

/* One code point at text, or one malformed byte; returns the bytes used. */
static size_t
add_escaped(struct line *line, const char *text, size_t len)
{
	uint32_t point;
	size_t step = utf8_read(text, len, &point);
	bool special = step == 0 || point == '"' || point == '\\' || is_unsafe(point);
	char escape[16];

	if (!special) {
		add(line, text, step);
		return step;
	}
	if (step == 0)
		snprintf(escape, sizeof escape, "\\x%02x", (unsigned char)*text);
	else if (point == '\n')
		snprintf(escape, sizeof escape, "\\n");
	else if (point == '"' || point == '\\')
		snprintf(escape, sizeof escape, "\\%c", (char)point);
	else
		snprintf(escape, sizeof escape, point < 0x80 ? "\\x%02x" : "\\u%04x", (unsigned)point);
	add(line, escape, strlen(escape));
	return step == 0 ? 1 : step;
}

static void
add_value(struct line *line, const char *text)
{
	size_t len = strlen(text);

	add(line, "\"", 1);
	line->quoted = !line->cut;
	for (size_t at = 0, run; at < len && !line->cut; at += run) {
		run = plain_run(text + at, len - at < room(line) ? len - at : room(line));
		if (run > 0)
			add(line, text + at, run);
		else
			run = add_escaped(line, text + at, len - at);
	}
	add(line, "\"", 1);
	line->quoted = line->quoted && line->cut;
}

static bool
is_secret(const char *key)
{
	static const char *const secrets[] = {
		"password", "token", "secret", "authorization", "cookie", "key"
	};

	for (; *key != '\0'; key++)
		for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
			if ((*key | 0x20) == secrets[i][0]
			    && strncasecmp(key, secrets[i], strlen(secrets[i])) == 0)
				return true;
	return false;
}

static void
add_pair(struct line *line, const struct log_pair *pair)
{
	add(line, " ", 1);
	add_word(line, pair->key);
	add(line, "=", 1);
	if (pair->value == NULL)
		add(line, "-", 1);
	else
		add_value(line, is_secret(pair->key) ? "[redacted]" : pair->value);
}

static void
add_head(struct line *line, enum log_level level, const char *event)
{
	static const char *const levels[] = { "error", "warning", "info", "debug" };
	struct timespec now;
	char time[32], millis[] = ".000Z level=";
	int ms;

	static_assert(sizeof levels / sizeof *levels == LOG__MAX, "each level has a name");
	clock_gettime(CLOCK_REALTIME, &now);
	time_write(now.tv_sec, 0, time);
	ms = (int)(now.tv_nsec / 1000000);
	for (char *digit = millis + 3; digit > millis; ms /= 10)
		*digit-- = (char)('0' + ms % 10);
	add(line, "time=", 5);
	add(line, time, 19);
	add(line, millis, sizeof millis - 1);
	add(line, levels[level], strlen(levels[level]));
	add(line, " program=", 9);
	add_word(line, state.program);
	add(line, " event=", 7);
	add_word(line, event);
	if (state.request[0] != '\0') {
		add(line, " request=", 9);
		add_word(line, state.request);
	}
}

static void
finish(struct line *line)
{
	const char *end = line->cut ? line->quoted ? cut_mark : cut_mark + 4 : "\n";
	size_t len = strlen(end);

	memcpy(line->bytes + line->len, end, len);
	line->len += len;
}

void
log_pairs(enum log_level level, const char *event, const struct log_pair *pairs)
{
	struct line line = { .len = 0 };
	int saved = errno;

	if (level > state.most)
		return;
	add_head(&line, level, event);
	for (; pairs->key != NULL && !line.cut; pairs++)
		add_pair(&line, pairs);
	finish(&line);
	while (write(STDERR_FILENO, line.bytes, line.len) < 0 && errno == EINTR)
		;
	errno = saved;
}

const char *
log_number(int64_t n)
{
	static char ring[16][24];
	static unsigned next;
	char *text = ring[next++ % (sizeof ring / sizeof *ring)];

	snprintf(text, sizeof ring[0], "%lld", (long long)n);
	return text;
}
