/* Sending a finished message: over SMTP to a relay (RFC 5321, STARTTLS, AUTH),
 * or into a folder of .eml files where there is no relay. */
#ifndef HORA_CLIENTS_MAIL_H
#define HORA_CLIENTS_MAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct mail_relay {
	const char *url;             /* smtp://host[:port], smtps://host[:port] or file:/folder */
	const char *user, *password; /* NULL: the relay asks for none */
	const char *authorities;     /* file of certificates to trust; NULL = the system's */
	bool bare;                   /* no TLS: for a relay on this very machine */
	const char *hello;           /* the name we greet with: our own host's */
	int64_t patience;            /* seconds that one message may take */
};

/* What became of a message. */
enum mail_fate {
	MAIL_SENT,      /* the relay took it */
	MAIL_LATER,     /* certainly not sent; worth another try */
	MAIL_REFUSED,   /* not sent, and trying again will not help */
	MAIL_UNCERTAIN, /* wholly handed over, and no answer came */
	MAIL_FATE__MAX
};

struct parcel {
	const char *from, *to; /* addresses of the envelope */
	const char *id;        /* the Message-ID; names the file */
	const char *bytes;
	size_t len;
};

/* A way to send, with the connection kept between messages; lives in the arena.
 * ERR_INVALID: the address of the relay is none of the three; *why says so. */
struct mail;
MUST_CHECK enum err mail_open(struct arena *, const struct mail_relay *, struct mail **out, const char **why);

/* Sends. *why is what the relay or the network said, one line in the arena. */
enum mail_fate mail_send(struct mail *, struct arena *, const struct parcel *, const char **why);

#endif
