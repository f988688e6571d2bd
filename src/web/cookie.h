/* Cookies: read strictly, written as __Host- (RFC 6265bis 4.1.3.2): Secure,
 * HttpOnly, SameSite=Lax, Path=/, no Domain. */
#ifndef HORA_WEB_COOKIE_H
#define HORA_WEB_COOKIE_H

#include "base/arena.h"
#include "base/err.h"
#include "web/pair.h"
#include "web/response.h"

#define COOKIE_SESSION "__Host-session"   /* a log-in's JWT */
#define COOKIE_VISITOR "__Host-visitor"   /* random; what a form token of a guest is bound to */
#define COOKIE_BOOKINGS "__Host-bookings" /* bookings a guest may manage: front/jar.h */
#define COOKIE_KNOWN "__Host-known"       /* accounts that logged in here before: apps/auth/entrance.h */
#define COOKIE_PENDING "__Host-pending"   /* half a log-in, until the second factor: likewise */
#define COOKIE_ARRIVAL "__Host-arrival"   /* random; what a way through another's log-in is bound to */
#define COOKIE_LANGUAGE "__Host-lang"     /* chosen language tag */

/* Reads a Cookie header. Pairs that are no name=value of RFC 6265 are passed
 * over (other software's); one of our own names twice, control characters or
 * too many pairs are ERR_INVALID. */
MUST_CHECK enum err cookie_read(struct arena *, const char *header, struct pairs *out);

/* Sets a cookie for `seconds` (0: until the browser closes). The name must
 * start with __Host-; a value outside RFC 6265's cookie octets breaks the
 * answer. */
void cookie_set(struct response *, const char *name, const char *value, int64_t seconds);

/* Makes the browser forget it. */
void cookie_drop(struct response *, const char *name);

#endif
