/* The cookie of known accounts: "device mark mark …", sealed, newest first. A mark
 * is the start of the address's digest. */
#include "apps/auth/known.h"

#include <string.h>

#include "base/text.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "crypto/sealed.h"
#include "domain/contact.h"
#include "front/app.h"
#include "web/cookie.h"

#define PURPOSE "known accounts"
#define KNOWN_MAX 6
#define KNOWN_SECONDS (180 * INT64_C(86400))
#define MARK_LENGTH 24
#define DEVICE_BYTES 16
#define DEVICE_LENGTH 22
#define MARK_STEP (MARK_LENGTH + 1) /* and the space before it */

static const char *
mark_of(struct arena *a, const char *email)
{
	const char *address, *key, *why;

	if (contact_email(a, email, &address, &key, &why) != OK)
		return NULL;
	return arena_copy(a, digest_hex(a, key, strlen(key)), MARK_LENGTH);
}

static const char *
read_cookie(const struct request *rq)
{
	const char *text = sealed_read(rq->arena, &rq->app->cookie_key, PURPOSE,
				       pairs_get(&rq->cookies, COOKIE_KNOWN), rq->now);

	return text != NULL && strlen(text) > DEVICE_LENGTH ? text : NULL;
}

const char *
known_device(const struct request *rq, const char *email)
{
	const char *text = read_cookie(rq), *mark = mark_of(rq->arena, email);

	if (text == NULL || mark == NULL || strstr(text + DEVICE_LENGTH, mark) == NULL)
		return NULL;
	return arena_copy(rq->arena, text, DEVICE_LENGTH);
}

void
known_add(struct response *rs, const char *email)
{
	const struct request *rq = rs->request;
	const char *was = read_cookie(rq), *mark = mark_of(rq->arena, email);
	struct buffer text = buffer_new(rq->arena, 512);

	if (mark == NULL)
		return;
	if (was == NULL)
		was = random_token(rq->arena, DEVICE_BYTES);
	buffer_format(&text, "%.*s %s", DEVICE_LENGTH, was, mark);
	was += DEVICE_LENGTH;
	for (int kept = 1; kept < KNOWN_MAX && strlen(was) >= MARK_STEP; was += MARK_STEP)
		if (memcmp(was + 1, mark, MARK_LENGTH) != 0) {
			buffer_format(&text, "%.*s", MARK_STEP, was);
			kept++;
		}
	cookie_set(rs, COOKIE_KNOWN,
		   sealed_write(rq->arena, &rq->app->cookie_key, PURPOSE, buffer_string(&text),
				rq->now + KNOWN_SECONDS),
		   KNOWN_SECONDS);
}
