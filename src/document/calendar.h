/* Calendar files (RFC 5545): bookings as events that people keep in their own
 * calendars, and that change or go there when their file is read again. */
#ifndef HORA_DOCUMENT_CALENDAR_H
#define HORA_DOCUMENT_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

/* Who takes part: a name of any content, and an e-mail address. */
struct calendar_party {
	const char *name, *address;
};

/* Texts are valid UTF-8 of any content; NULL and "" are left out. */
struct calendar_event {
	const char *uid;  /* the same in every version of the event (RFC 5545 3.8.4.7) */
	int64_t sequence; /* counts the versions */
	int64_t stamp;    /* when this one was written, Unix seconds */
	int64_t start, end;
	const char *summary, *description, *location;
	const char *url; /* of the event's page */
	bool cancelled;
	struct calendar_party organizer, attendee; /* both with an address: an invitation */
};

/* Writes a whole file with those events, to be kept or downloaded
 * (text/calendar; charset=utf-8; method=PUBLISH) or, with one event that is an
 * invitation, to be sent (method=REQUEST, or CANCEL; those are of one event only:
 * RFC 5546 3.2). No text can add a line or a
 * property: line breaks are escaped, other controls left out, directional
 * formatting is closed where it was opened. Lines are folded at 75 octets. */
void calendar_write(struct buffer *, const struct calendar_event *, size_t count);

/* The method that calendar_write gives the file: "PUBLISH", … */
const char *calendar_method(const struct calendar_event *, size_t count);

/* Writes the address that opens Google Calendar with the event filled in. */
void calendar_google_link(struct buffer *, const struct calendar_event *);

#endif
