/* Manage tokens and idempotency keys. */
#include "apps/booking/link.h"

#include <string.h>

#include "base/text.h"
#include "domain/role.h"
#include "usecase/card.h"
#include "web/route.h"

#define KEY_MAX 255

static enum err
identify_bearer(struct act *act, const char *secret, const struct actor **out)
{
	const char *public_id;
	struct actor *holder;
	enum err e;

	if ((e = card_by_token(act, secret, &public_id)) != OK)
		return e == ERR_NOT_FOUND ? ERR_DENIED : e;
	holder = arena_make(act->arena, struct actor);
	holder->role = ROLE_MANAGE;
	holder->name = arena_text(act->arena, "booking:%s", public_id);
	*out = holder;
	return OK;
}

const struct identity link_identity = { .bearer = identify_bearer };

bool
link_is_own(const struct request *rq, const char *public_id)
{
	const struct actor *actor = rq->act->actor;

	return actor->role == ROLE_MANAGE && actor->name != NULL && text_starts(actor->name, "booking:")
	       && text_equal(actor->name + strlen("booking:"), public_id);
}

void
link_idempotency(const struct request *rq, struct wish *wish)
{
	const char *key = rq->idempotency_key;
	size_t len = key == NULL ? 0 : strlen(key);

	if (len >= 2 && key[0] == '"' && key[len - 1] == '"') {
		key = arena_copy(rq->arena, key + 1, len - 2);
		len -= 2;
	}
	if (len == 0 || len > KEY_MAX)
		return;
	wish->idempotency_scope =
	    arena_text(rq->arena, "%s %s", rq->address == NULL ? "" : rq->address, rq->route->path);
	wish->idempotency_key = key;
	wish->idempotency_print = rq->body;
}
