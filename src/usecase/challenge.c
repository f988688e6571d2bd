/* Makes challenges, and takes each answer once. */
#include "usecase/challenge.h"

#include "crypto/random.h"
#include "crypto/sealed.h"
#include "store/factor.h"

#define RANDOM_BYTES 16

static const char *
purpose(struct act *act, const struct challenge *challenge)
{
	if (challenge->account == 0)
		return "passkey log-in";
	return arena_text(act->arena, "passkey of %lld", (long long)challenge->account);
}

const char *
challenge_make(struct act *act, const struct challenge *challenge)
{
	return sealed_write(act->arena, challenge->key, purpose(act, challenge),
			    random_token(act->arena, RANDOM_BYTES), act->now + CHALLENGE_SECONDS);
}

enum err
challenge_take(struct act *act, const struct challenge *challenge, const char *text)
{
	bool first;
	enum err e;

	if (sealed_read(act->arena, challenge->key, purpose(act, challenge), text, act->now) == NULL)
		return ERR_DENIED;
	e = factor_answer(act->db, act->arena, text, act->now + CHALLENGE_SECONDS, act->now, &first);
	if (e != OK)
		return e;
	return first ? OK : ERR_DENIED;
}
