/* An authenticator for tests: makes passkeys and signs log-ins as a device
 * would, and as no device should when told to. */
#ifndef HORA_TESTS_SUPPORT_AUTHENTICATOR_H
#define HORA_TESTS_SUPPORT_AUTHENTICATOR_H

#include <stdint.h>

#include "crypto/passkey.h"

#define AUTHENTICATOR_UP 0x01
#define AUTHENTICATOR_UV 0x04
#define AUTHENTICATOR_BE 0x08
#define AUTHENTICATOR_BS 0x10
#define AUTHENTICATOR_AT 0x40

struct authenticator;

/* What the device answers with. */
struct gesture {
	const char *client; /* client data as JSON */
	const char *site;
	unsigned flags;
	uint32_t count;
};

/* With a new key of that algorithm, gone with the arena. */
struct authenticator *authenticator_new(struct arena *, int algorithm);

/* The client data a browser would write. */
const char *authenticator_client(struct arena *, const char *type, const struct passkey_wish *);

/* A new passkey, and a log-in with it. */
struct passkey_answer authenticator_register(struct arena *, struct authenticator *, const struct gesture *);
struct passkey_answer authenticator_sign(struct arena *, struct authenticator *, const struct gesture *);

#endif
