/* One cookie for all ways of a browser that are under way. */
#include "apps/auth/browser.h"

#include <string.h>

#include "crypto/random.h"
#include "web/cookie.h"

#define MARK_BYTES 16
#define MARK_LENGTH 22
#define MARK_SECONDS 1800 /* more than a way may take */

const char *
browser_of(const struct request *rq)
{
	const char *mark = pairs_get(&rq->cookies, COOKIE_ARRIVAL);

	return mark != NULL && strlen(mark) == MARK_LENGTH ? mark : NULL;
}

const char *
browser_mark(struct response *rs)
{
	const struct request *rq = rs->request;
	const char *mark = browser_of(rq);

	if (mark == NULL)
		mark = random_token(rq->arena, MARK_BYTES);
	cookie_set(rs, COOKIE_ARRIVAL, mark, MARK_SECONDS);
	return mark;
}
