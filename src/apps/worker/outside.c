/* The way outside, opened once for the process. */
#include "apps/worker/outside.h"

#include <string.h>

#include "base/log.h"
#include "clients/http.h"
#include "crypto/digest.h"
#include "crypto/vault.h"

enum err
outside_open(struct worker *worker)
{
	const struct worker_settings *s = &worker->settings;
	const struct http_rules rules = { .authorities = s->web_authorities, .inside = s->web_inside };
	struct vault_key *key;
	const char *why = "";
	enum err e;

	if ((e = http_open(worker->arena, &rules, &worker->http, &why)) != OK) {
		fprintf(stderr, "web_authorities: %s\n", why);
		return e;
	}
	if (s->vault_key == NULL)
		return OK;
	key = arena_make(worker->arena, struct vault_key);
	worker->key = key;
	return vault_read_key(s->vault_key, key, &why);
}

const char *
outside_secret(const struct worker *worker, struct arena *a, const char *sealed)
{
	size_t len = strlen(sealed) / 2;
	unsigned char *bytes = arena_alloc(a, len, 1);
	const char *secret = NULL;

	if (worker->key != NULL && hex_read(sealed, bytes, len))
		secret = vault_open(a, worker->key, bytes, len);
	if (secret == NULL)
		log_event(LOG_ERROR, "vault_closed",
			  { "why", worker->key == NULL ? "no vault_key is configured"
						       : "it was sealed for another" });
	return secret;
}
