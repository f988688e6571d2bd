/* Manage tokens and idempotency keys. */
#include "apps/booking/link.h"

#include <string.h>

#include "base/complaint.h"
#include "base/text.h"
#include "domain/role.h"
#include "front/identity.h"
#include "usecase/card.h"

#define KEY_MAX 255

static enum err
identify_bearer(struct request *rq, const char *secret, const struct actor **out)
{
	struct act *act = rq->act;
	const char *public_id;
	struct actor *holder;
	enum err e;

	if (identity_is_key(secret))
		return identity_key(rq, secret, out);
	if ((e = card_by_token(act, secret, &public_id)) != OK)
		return e == ERR_NOT_FOUND ? ERR_DENIED : e;
	holder = arena_make(act->arena, struct actor);
	holder->role = ROLE_MANAGE;
	holder->name = arena_text(act->arena, "booking:%s", public_id);
	*out = holder;
	return OK;
}

const struct identity link_identity = { .session = identity_session, .bearer = identify_bearer };

bool
link_is_own(const struct request *rq, const char *public_id)
{
	const struct actor *actor = rq->act->actor;

	return actor->role == ROLE_MANAGE && actor->name != NULL && text_starts(actor->name, "booking:")
	       && text_equal(actor->name + strlen("booking:"), public_id);
}

/* A string of RFC 8941 3.3.3 (printable ASCII, \" and \\ escaped), or a bare
 * word without quotes. NULL when it is neither. */
static const char *
read_key(struct arena *a, const char *header)
{
	size_t len = strlen(header), kept = 0;
	char *key = arena_alloc(a, len + 1, 1);

	if (*header != '"')
		return len <= KEY_MAX && strpbrk(header, "\"\\ ,;") == NULL ? header : NULL;
	for (size_t i = 1; i + 1 < len; i++) {
		if (header[i] == '"' || header[i] < ' ' || header[i] > '~')
			return NULL;
		if (header[i] == '\\' && header[++i] != '"' && header[i] != '\\')
			return NULL;
		if (i + 1 == len)
			return NULL;
		key[kept++] = header[i];
	}
	return len >= 2 && header[len - 1] == '"' && kept > 0 && kept <= KEY_MAX ? key : NULL;
}

bool
link_idempotency(const struct request *rq, struct wish *wish)
{
	const char *key;

	if (rq->idempotency_key == NULL)
		return true;
	if ((key = read_key(rq->arena, rq->idempotency_key)) == NULL) {
		complaint_add(rq->complaints, LINK_IDEMPOTENCY, NULL,
			      N_("Write the key as a word or a quoted string of at most 255 characters."));
		return false;
	}
	wish->idempotency_scope =
	    arena_text(rq->arena, "%s %s", rq->address == NULL ? "" : rq->address, rq->path);
	wish->idempotency_key = key;
	wish->idempotency_print = rq->body;
	return true;
}
