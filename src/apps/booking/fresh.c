/* The cookie of a booking just made: "PUBLICID.TOKEN". */
#include "apps/booking/fresh.h"

#include <string.h>

#include "base/text.h"
#include "store/booking.h"
#include "web/cookie.h"

#define COOKIE_FRESH "__Host-booked"
#define FRESH_SECONDS 3600
#define TOKEN_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

void
fresh_set(struct response *rs, const char *booking, const char *token)
{
	cookie_set(rs, COOKIE_FRESH, arena_text(rs->arena, "%s.%s", booking, token), FRESH_SECONDS);
}

const char *
fresh_token(const struct request *rq, const char *booking)
{
	const char *cookie = pairs_get(&rq->cookies, COOKIE_FRESH);
	size_t len = strlen(booking);

	if (cookie == NULL || !text_starts(cookie, booking) || cookie[len] != '.')
		return NULL;
	cookie += len + 1;
	return strlen(cookie) == TOKEN_LENGTH && strspn(cookie, TOKEN_LETTERS) == TOKEN_LENGTH ? cookie
											       : NULL;
}

void
fresh_drop(struct response *rs)
{
	cookie_drop(rs, COOKIE_FRESH);
}
