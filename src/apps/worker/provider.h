/* Reading what providers and partners publish of themselves, and keeping it. */
#ifndef HORA_APPS_WORKER_PROVIDER_H
#define HORA_APPS_WORKER_PROVIDER_H

#include "apps/worker/worker.h"
#include "store/provider.h"

/* Both see that *p holds what is fresh (its addresses; its keys), reading it where
 * it is not, and keep it for the responders. Keys are read anew (wanted: there is
 * one that is not among them) at most once a minute. ERR_UPSTREAM: it does not
 * answer; ERR_INVALID: what it says cannot be used; ERR_NOT_FOUND: the keys were
 * read a moment ago. *why is for the operator. */
struct visitor {
	struct worker *worker;
	struct arena *arena;
	int64_t now;
};
MUST_CHECK enum err provider_see_doors(const struct visitor *, struct provider *p, const char **why);
MUST_CHECK enum err provider_see_keys(const struct visitor *, struct provider *p, bool wanted,
				      const char **why);

/* Reads anew what was read half a day ago, so that nobody has to wait for it. */
enum err provider_refresh(struct worker *, int64_t now);

/* Deletes log-ins and one-time tokens that are over. */
enum err provider_tidy(struct worker *, int64_t now);

#endif
