/* Calendar files. All that comes from people passes
 * write_text(), which knows no way to end a line; all lines pass write_line(),
 * which folds them. Times are in UTC, so that no VTIMEZONE is needed. */
#include "document/calendar.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"

#define LINE_OCTETS 75
#define TEXT_BYTES 65536
#define DAY 86400

/* Invisible characters that turn the direction of text (UAX 9): an isolate of
 * our own around a text keeps what it opens from reaching what follows. */
enum { LRE = 0x202A, RLO = 0x202E, LRI = 0x2066, FSI = 0x2068, PDI = 0x2069 };

/* A content line, folded (RFC 5545 3.1): at most 75 octets to a line, never
 * inside a character; those after the first begin with a space. */
static void
write_line(struct buffer *out, const char *line, size_t len)
{
	size_t room = LINE_OCTETS;

	while (len > room) {
		size_t cut = room;

		while (cut > 0 && ((unsigned char)line[cut] & 0xC0) == 0x80)
			cut--;
		buffer_add(out, line, cut);
		buffer_text(out, "\r\n ");
		line += cut;
		len -= cut;
		room = LINE_OCTETS - 1;
	}
	buffer_add(out, line, len);
	buffer_text(out, "\r\n");
}

static void
write_point(struct buffer *out, uint32_t point)
{
	char bytes[4];

	buffer_add(out, bytes, utf8_write(bytes, point));
}

static bool
is_break(uint32_t point)
{
	return point == '\n' || point == 0x2028 || point == 0x2029;
}

/* One character of a TEXT value (RFC 5545 3.3.11). */
static void
write_escaped(struct buffer *out, uint32_t point)
{
	if (is_break(point))
		buffer_text(out, "\\n");
	else if (point == '\t')
		buffer_char(out, ' ');
	else if (point == '\\' || point == ';' || point == ',')
		buffer_format(out, "\\%c", (int)point);
	else if (!text_is_control(point))
		write_point(out, point);
}

static bool
is_direction(uint32_t point)
{
	return (point >= LRE && point <= RLO) || (point >= LRI && point <= PDI);
}

static bool
has_direction(const char *text)
{
	size_t len = strlen(text);
	uint32_t point;

	for (size_t n; len > 0 && (n = utf8_read(text, len, &point)) > 0; text += n, len -= n)
		if (is_direction(point))
			return true;
	return false;
}

/* A TEXT value. Where it turns direction it stands in an isolate, which closes
 * embeddings and overrides by itself; isolates are counted and closed here. */
static void
write_text(struct buffer *out, const char *text)
{
	bool isolated = has_direction(text);
	size_t len = strlen(text), open = 0;
	uint32_t point;

	if (isolated)
		write_point(out, FSI);
	for (size_t n; len > 0 && (n = utf8_read(text, len, &point)) > 0; text += n, len -= n) {
		if (point == PDI && open == 0)
			continue;
		if (point >= LRI && point <= FSI)
			open++;
		else if (point == PDI)
			open--;
		write_escaped(out, point);
	}
	for (; isolated && open > 0; open--)
		write_point(out, PDI);
	if (isolated)
		write_point(out, PDI);
}

static void
write_text_property(struct buffer *out, const char *name, const char *text)
{
	struct buffer line = buffer_new(out->arena, TEXT_BYTES);

	if (text_is_empty(text))
		return;
	buffer_format(&line, "%s:", name);
	write_text(&line, text);
	write_line(out, buffer_string(&line), line.len);
}

/* A value of our own making: no character that needs care. */
static void
write_property(struct buffer *out, const char *name, const char *value)
{
	struct buffer line = buffer_new(out->arena, TEXT_BYTES);

	buffer_format(&line, "%s:", name);
	for (; *value != '\0'; value++)
		if ((unsigned char)*value > 0x20 && (unsigned char)*value < 0x7F)
			buffer_char(&line, *value);
	write_line(out, buffer_string(&line), line.len);
}

/* "20261124T103000Z" */
static void
write_utc(struct buffer *out, int64_t instant)
{
	int64_t days = instant / DAY - (instant % DAY < 0), second = instant - days * DAY;
	struct civil date = date_civil(days);

	buffer_format(out, "%04d%02d%02dT%02d%02d%02dZ", date.year, date.month, date.day,
		      (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

static void
write_time_property(struct buffer *out, const char *name, int64_t instant)
{
	struct buffer value = buffer_new(out->arena, 64);

	write_utc(&value, instant);
	write_property(out, name, buffer_string(&value));
}

/* ORGANIZER and ATTENDEE: a quoted name, without backslashes (RFC 5545 3.2 knows
 * no escapes there, some readers do), and a mailto address. */
static void
write_party(struct buffer *out, const char *property, const struct calendar_party *party)
{
	struct buffer line = buffer_new(out->arena, TEXT_BYTES);
	const char *name = text_is_empty(party->name) ? party->address : party->name;
	size_t len = strlen(name);
	uint32_t point;

	buffer_format(&line, "%s;CN=\"", property);
	for (size_t n; len > 0 && (n = utf8_read(name, len, &point)) > 0; name += n, len -= n)
		if (!text_is_control(point) && !is_direction(point) && !is_break(point) && point != '\\')
			write_point(&line, point == '"' ? '\'' : point);
	buffer_text(&line, "\":mailto:");
	for (const char *c = party->address; *c != '\0'; c++)
		buffer_format(&line, (unsigned char)*c > ' ' && (unsigned char)*c < 0x7F ? "%c" : "%%%02X",
			      (unsigned char)*c);
	write_line(out, buffer_string(&line), line.len);
}

static bool
is_invitation(const struct calendar_event *event)
{
	return !text_is_empty(event->organizer.address) && !text_is_empty(event->attendee.address);
}

const char *
calendar_method(const struct calendar_event *events, size_t count)
{
	if (count != 1 || !is_invitation(events))
		return "PUBLISH";
	return events->cancelled ? "CANCEL" : "REQUEST";
}

static void
write_event(struct buffer *out, const struct calendar_event *event, bool invitation)
{
	buffer_text(out, "BEGIN:VEVENT\r\n");
	write_property(out, "UID", event->uid);
	write_property(out, "SEQUENCE", arena_text(out->arena, "%" PRId64, event->sequence));
	write_time_property(out, "DTSTAMP", event->stamp);
	write_time_property(out, "DTSTART", event->start);
	write_time_property(out, "DTEND", event->end);
	write_text_property(out, "SUMMARY", event->summary);
	write_text_property(out, "DESCRIPTION", event->description);
	write_text_property(out, "LOCATION", event->location);
	if (!text_is_empty(event->url))
		write_property(out, "URL", event->url);
	/* What is published has an organizer, and nobody who attends (RFC 5546 3.2.1). */
	if (!text_is_empty(event->organizer.address))
		write_party(out, "ORGANIZER", &event->organizer);
	if (invitation)
		write_party(out, "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED", &event->attendee);
	write_property(out, "STATUS", event->cancelled ? "CANCELLED" : "CONFIRMED");
	write_property(out, "TRANSP", event->cancelled ? "TRANSPARENT" : "OPAQUE");
	buffer_text(out, "END:VEVENT\r\n");
}

void
calendar_write(struct buffer *out, const struct calendar_event *events, size_t count)
{
	buffer_text(out,
		    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hora//Hora//EN\r\nCALSCALE:GREGORIAN\r\n");
	write_property(out, "METHOD", calendar_method(events, count));
	for (size_t i = 0; i < count; i++)
		write_event(out, &events[i], count == 1 && is_invitation(events));
	buffer_text(out, "END:VCALENDAR\r\n");
}

/* A query value: all but RFC 3986's unreserved characters escaped. */
static void
write_escape(struct buffer *out, const char *name, const char *value)
{
	static const char hex[] = "0123456789ABCDEF";

	if (text_is_empty(value))
		return;
	buffer_format(out, "&%s=", name);
	for (; *value != '\0'; value++) {
		unsigned char byte = (unsigned char)*value;

		if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z')
		    || (byte >= 'a' && byte <= 'z') || strchr("-._~", byte) != NULL)
			buffer_char(out, *value);
		else
			buffer_format(out, "%%%c%c", hex[byte >> 4], hex[byte & 15]);
	}
}

void
calendar_google_link(struct buffer *out, const struct calendar_event *event)
{
	buffer_text(out, "https://calendar.google.com/calendar/render?action=TEMPLATE&dates=");
	write_utc(out, event->start);
	buffer_char(out, '/');
	write_utc(out, event->end);
	write_escape(out, "text", event->summary);
	write_escape(out, "details", event->description);
	write_escape(out, "location", event->location);
}
