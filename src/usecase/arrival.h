/* People who come in by another's word: set out, come back, and are let in as who
 * they are here. What needs the outside is the worker's; a page waits for it. */
#ifndef HORA_USECASE_ARRIVAL_H
#define HORA_USECASE_ARRIVAL_H

#include "domain/arrival.h"
#include "store/attempt.h"
#include "store/provider.h"
#include "usecase/act.h"
#include "usecase/witness.h"

/* A way under way, as its browser sees it. */
struct arriving {
	struct attempt attempt;
	struct provider provider;
};

/* What somebody sets out with. */
struct departure {
	const char *provider; /* its name in addresses */
	const char *browser;  /* what the browser's cookie holds */
	const char *next;     /* where the person was going: a path of ours */
	bool linking;         /* who acts wants the link, and does not log in */
};

/* Begins; *id names the way from then on. ERR_NOT_FOUND: no such provider. */
MUST_CHECK enum err arrival_begin(struct act *, const struct departure *, const char **id);

/* What a provider's answer says, as it came. */
struct answer {
	const char *state, *code, *issuer, *error; /* NULL = not said */
};

/* Takes an answer, once; the worker goes on. ERR_NOT_FOUND: it answers nothing
 * that this browser has asked. */
MUST_CHECK enum err arrival_return(struct act *, const struct answer *, const char *browser, const char **id);

/* Where it stands. ERR_NOT_FOUND: none, another browser's, or over. */
MUST_CHECK enum err arrival_look(struct act *, const char *id, const char *browser, struct arriving *out);

/* What can become of who was verified; acting, as who they are logged in. */
MUST_CHECK enum err arrival_ways(struct act *, const struct arriving *, enum arrival_way *out);

/* Lets them in: finds or makes the account, once. ERR_CONFLICT: it cannot be (any
 * more): look again. */
MUST_CHECK enum err arrival_finish(struct act *, const struct arriving *, int64_t *account);

/* Links who was verified to the account that acts, which must have proved itself
 * lately. ERR_CONFLICT: it cannot be. */
MUST_CHECK enum err arrival_link(struct act *, const struct arriving *);

/* --- partners --- */

/* Who a partner's token speaks of, and what can become of them; attempt.id is NULL.
 * ERR_NOT_FOUND: signed by a key that has to be read first. ERR_DENIED: no partner's,
 * or not to be believed; *why is for the log. */
struct handoff {
	struct arriving arriving;
	struct testimony said;
	enum arrival_way way;
};
MUST_CHECK enum err handoff_hear(struct act *, const char *token, struct handoff *out, const char **why);

/* Lets them in and uses the token up. ERR_CONFLICT: it was used. */
MUST_CHECK enum err handoff_finish(struct act *, const struct handoff *, int64_t *account);

/* Keeps it as a way that goes on elsewhere: heard (and used up), to be linked; or
 * not heard, for the worker to read the keys. ERR_CONFLICT: it was used. */
MUST_CHECK enum err handoff_keep(struct act *, const struct handoff *, const char *browser, const char **id);
MUST_CHECK enum err handoff_wait(struct act *, const struct provider *, const char *token,
				 const char *browser, const char **id);

/* Takes a link from the account that acts. ERR_NOT_FOUND: it has no such;
 * ERR_CONFLICT: it would be left without any way in. */
MUST_CHECK enum err arrival_unlink(struct act *, int64_t link);

#endif
