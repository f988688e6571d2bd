/* An authentication request as an address. */
#include "apps/auth/departure.h"

#include <string.h>

#include "base/buffer.h"
#include "crypto/pkce.h"
#include "front/app.h"
#include "usecase/act.h"
#include "web/pair.h"

#define ADDRESS_BYTES 4096

const char *
departure_address(const struct request *rq, const struct arriving *r)
{
	const struct provider *p = &r->provider;
	const struct attempt *t = &r->attempt;
	const char *back = arena_text(rq->arena, "%s/auth/oidc/callback", rq->app->settings.site);
	const struct {
		const char *name, *value;
	} fields[] = {
		{ "response_type", "code" },
		{ "client_id", p->audience },
		{ "redirect_uri", back },
		{ "scope", p->scopes },
		{ "state", t->state },
		{ "nonce", t->nonce },
		{ "code_challenge", pkce_challenge(rq->arena, t->verifier) },
		{ "code_challenge_method", "S256" },
		{ "ui_locales", language_tag(rq->act->language) },
	};
	struct buffer out = buffer_new(rq->arena, ADDRESS_BYTES);

	buffer_text(&out, p->authorize_url);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		buffer_format(&out, "%c%s=%s", i == 0 && strchr(p->authorize_url, '?') == NULL ? '?' : '&',
			      fields[i].name, percent_write(rq->arena, fields[i].value));
	return buffer_string(&out);
}
