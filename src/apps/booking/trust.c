/* Trusted sites, by the studios' lists. */
#include "apps/booking/trust.h"

#include "base/text.h"
#include "front/app.h"
#include "store/studio.h"
#include "usecase/rulebook.h"

static bool
names(const struct rulebook *b, const char *origin)
{
	const struct origin *origins = b->origins.items;

	for (size_t i = 0; i < b->origins.count; i++)
		if (text_equal(origins[i].origin, origin))
			return true;
	return false;
}

/* A rulebook as it was last seen will do for reading what is public anyway; a
 * change, or a no, wants the current one. */
static enum err
ask_studio(struct request *rq, const char *slug, const char *origin, bool *out)
{
	const struct rulebook *b = rulebook_peek(rq->act, rq->app->shelf, slug);
	enum err e;

	*out = b != NULL && names(b, origin);
	if (*out && rq->method == GET)
		return OK;
	if ((e = rulebook_open(rq->act, rq->app->shelf, slug, &b)) == OK)
		*out = names(b, origin);
	return e == ERR_NOT_FOUND ? studio_trusts(rq->act->db, rq->arena, origin, NULL, out) : e;
}

enum err
trust_origin(struct request *rq, const char *origin, bool *out)
{
	const char *studio = pairs_get(&rq->params, "studio");

	if (studio != NULL)
		return ask_studio(rq, studio, origin, out);
	return studio_trusts(rq->act->db, rq->arena, origin, pairs_get(&rq->params, "booking"), out);
}
