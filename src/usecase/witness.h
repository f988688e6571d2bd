/* What somebody else says about a person, held against what is agreed with them. */
#ifndef HORA_USECASE_WITNESS_H
#define HORA_USECASE_WITNESS_H

#include "store/attempt.h"
#include "store/provider.h"

#define WITNESS_LIFE_MOST 300 /* seconds that a partner's token may last */

struct json;

struct testimony {
	const char *subject;
	const char *email;                  /* NULL = none is told */
	bool proved;                        /* the address: the provider is trusted to know, and says so */
	const char *first_name, *last_name; /* "" = not told */
	const char *place; /* a partner's: where to, one of ours that it may name; NULL = not told */
	const char *id;    /* a partner's: of the token, used once */
	int64_t expires;   /* of the token, its skew included */
};

/* Reads a token of the provider's. nonce: what it has to repeat (NULL for a
 * partner's); secret: the client's, for LINE. ERR_NOT_FOUND: signed by a key that
 * is not known, so the provider's keys may have to be read anew; ERR_DENIED: not to
 * be believed; ERR_INVALID: nothing is agreed by which to check it. *why is a static
 * sentence for the operator. What comes out lives in the arena. */
struct witness {
	const struct provider *provider;
	const char *nonce, *secret;
};
MUST_CHECK enum err witness_hear(struct arena *, const struct witness *, const char *token, int64_t now,
				 struct testimony *out, const char **why);

/* Adds what it tells elsewhere of the same person (its userinfo), where the token
 * does not; of anybody else nothing is taken. */
void witness_add(struct arena *, const struct provider *, const struct json *info, struct testimony *);

#endif
