/* An e-mail message as the bytes that travel (RFC 5322, 2045, 2047): headers
 * that nobody can add lines to, text and HTML side by side, and a calendar part
 * where there is one. */
#ifndef HORA_CLIENTS_MESSAGE_H
#define HORA_CLIENTS_MESSAGE_H

#include <stdint.h>

#include "base/buffer.h"

struct mailbox {
	const char *name;    /* shown; NULL or "" = none */
	const char *address; /* local@domain */
};

/* Texts are valid UTF-8 of any content. */
struct message {
	struct mailbox from, to;
	const char *reply_to; /* an address, or NULL */
	const char *subject;
	const char *id;          /* Message-ID without its brackets: the same in every attempt */
	const char *thread;      /* an id that all letters of one matter name, or NULL */
	int64_t date;            /* Unix seconds */
	const char *unsubscribe; /* https address for one click (RFC 8058), or NULL */
	const char *text, *html;
	const char *calendar; /* a calendar file, or NULL */
	const char *method;   /* of the calendar: "REQUEST", "CANCEL" */
};

/* Writes the message, lines ended by CR LF and at most 998 bytes. Controls in
 * header values become spaces. ERR_INVALID: an address has something in it that
 * no address has (white space, brackets, commas, controls), or the id has. */
MUST_CHECK enum err message_write(struct buffer *, const struct message *);

/* True for what may stand in an address between < and >. */
bool message_takes_address(const char *address);

/* The address with its host in ASCII (RFC 5891), as every relay and reader takes it;
 * as it is where that cannot be had. In the arena. */
const char *message_address(struct arena *, const char *address);

#endif
