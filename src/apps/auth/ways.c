/* Providers for the log-in page. */
#include "apps/auth/ways.h"

#include <string.h>

#include "base/text.h"
#include "store/provider.h"
#include "usecase/act.h"

/* "/s/casa/book/cut" is a page of casa. */
static const char *
studio_of(struct arena *a, const char *place)
{
	if (place == NULL || !text_starts(place, "/s/"))
		return NULL;
	place += strlen("/s/");
	return arena_copy(a, place, strcspn(place, "/?"));
}

enum err
ways_list(struct request *rq, const char *next, struct list *out)
{
	return provider_offered(rq->act->db, rq->arena, studio_of(rq->arena, next), out);
}
