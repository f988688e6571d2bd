/* Documents of providers. What was read stands for a day at most; a provider that
 * did not answer is left alone for some seconds, so that many people who wait for
 * it do not make all others of this lane wait. */
#include "apps/worker/provider.h"

#include <string.h>

#include "base/log.h"
#include "clients/oidc.h"
#include "domain/arrival.h"
#include "store/attempt.h"

#define LIFE (24 * INT64_C(3600))
#define REFRESH (12 * INT64_C(3600))
#define ANEW 60   /* seconds between two readings because of an unknown key */
#define AWAY 10   /* seconds for which one that failed is not asked */
#define RETRY 600 /* the same for what nobody waits for */
#define WHY_BYTES 300

static bool
is_fresh(int64_t read_at, int64_t now)
{
	return read_at != TIME_NONE && read_at > now - LIFE;
}

/* What it failed of a moment ago; OK: of nothing. */
static enum err
lately(const struct visitor *v, const struct provider *p)
{
	if (!p->failed || p->tried_at == TIME_NONE || p->tried_at <= v->now - AWAY)
		return OK;
	return p->misunderstood ? ERR_INVALID : ERR_UPSTREAM;
}

/* What it said, or why it said nothing, is kept for the operator. */
static enum err
keep_failure(const struct visitor *v, const struct provider *p, enum err e, const char *why)
{
	enum err kept;

	log_event(LOG_WARNING, "provider_not_read", { "provider", p->slug }, { "why", why });
	kept = provider_keep_failure(v->worker->db, p->id, arena_copy(v->arena, why, strnlen(why, WHY_BYTES)),
				     e == ERR_INVALID, v->now);
	return kept == OK ? e : kept;
}

enum err
provider_see_doors(const struct visitor *v, struct provider *p, const char **why)
{
	struct provider_addresses addresses;
	struct oidc_doors doors;
	enum err e;

	if (p->kind == PROVIDER_PARTNER || (p->authorize_url != NULL && is_fresh(p->read_at, v->now)))
		return OK;
	*why = "It failed a moment ago.";
	if ((e = lately(v, p)) != OK)
		return e;
	if ((e = oidc_discover(v->worker->http, v->arena, p->issuer, &doors, why)) != OK)
		return keep_failure(v, p, e, *why);
	addresses = (struct provider_addresses){ doors.authorize_url, doors.token_url, doors.keys_url,
						 doors.userinfo_url, doors.names_itself };
	p->authorize_url = doors.authorize_url;
	p->token_url = doors.token_url;
	p->userinfo_url = doors.userinfo_url;
	p->keys_url = doors.keys_url;
	p->names_itself = doors.names_itself;
	p->read_at = v->now;
	return provider_keep_addresses(v->worker->db, p->id, &addresses, v->now);
}

enum err
provider_see_keys(const struct visitor *v, struct provider *p, bool wanted, const char **why)
{
	struct oidc_keys keys;
	enum err e;

	if (p->own_keys || p->kind == PROVIDER_LINE)
		return wanted ? ERR_NOT_FOUND : OK;
	if (!wanted && p->keys != NULL && is_fresh(p->keys_at, v->now))
		return OK;
	*why = "Its keys were asked for a moment ago.";
	if ((e = lately(v, p)) != OK)
		return e;
	if (wanted && p->tried_at != TIME_NONE && p->tried_at > v->now - ANEW)
		return ERR_NOT_FOUND;
	if ((e = oidc_keys(v->worker->http, v->arena, p->keys_url, p->tag, &keys, why)) != OK)
		return keep_failure(v, p, e, *why);
	if (keys.text != NULL)
		p->keys = keys.text;
	p->keys_at = p->tried_at = v->now;
	return provider_keep_keys(v->worker->db, p->id, keys.text, keys.tag, v->now);
}

static enum err
refresh_one(const struct visitor *v, int64_t id)
{
	struct provider p;
	const char *why = NULL;
	enum err e;

	if ((e = provider_find(v->worker->db, v->arena, &(struct provider_key){ .id = id }, &p)) != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	p.read_at = p.keys_at = p.tried_at = TIME_NONE; /* fresh enough for people, not for us */
	if ((e = provider_see_doors(v, &p, &why)) == OK)
		e = provider_see_keys(v, &p, false, &why);
	return e == ERR_UPSTREAM || e == ERR_INVALID ? OK : e;
}

enum err
provider_refresh(struct worker *worker, int64_t now)
{
	struct visitor v = { .worker = worker, .arena = arena_new(), .now = now };
	struct list stale;
	const int64_t *ids;
	enum err e = provider_stale(worker->db, v.arena, now - REFRESH, now - RETRY, &stale);

	if (e == OK && stale.count > 0) {
		ids = stale.items;
		e = refresh_one(&v, ids[0]);
	}
	arena_free(v.arena);
	return e;
}

enum err
provider_tidy(struct worker *worker, int64_t now)
{
	return attempt_purge(worker->db, now);
}
