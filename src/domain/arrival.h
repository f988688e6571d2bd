/* People who arrive by another's word: from a log-in provider, or handed over by
 * a partner site. What can become of them, and where partners may send them. */
#ifndef HORA_DOMAIN_ARRIVAL_H
#define HORA_DOMAIN_ARRIVAL_H

#include <stdbool.h>
#include <stdint.h>

enum provider_kind { PROVIDER_OIDC, PROVIDER_LINE, PROVIDER_PARTNER, PROVIDER__MAX };
extern const char *const provider_kind_names[]; /* "oidc", "line", "partner"; ended by NULL */

/* The way through another's log-in. */
enum arrival_phase {
	ARRIVAL_BEGUN,    /* its addresses are being read */
	ARRIVAL_ASKED,    /* the person is there */
	ARRIVAL_RETURNED, /* what came back is being checked */
	ARRIVAL_VERIFIED, /* it is known who they are there */
	ARRIVAL_FAILED,
	ARRIVAL_FINISHED, /* used */
	ARRIVAL__MAX
};
extern const char *const arrival_phase_names[];

/* Why it failed, kept as a word. */
enum arrival_fault {
	ARRIVAL_DECLINED, /* the person, or the provider, does not want to */
	ARRIVAL_AWAY,     /* the provider cannot be asked */
	ARRIVAL_DOUBTED,  /* what it says is not to be believed */
	ARRIVAL_UNFIT,    /* it and we do not understand each other: the operator's to mend */
	ARRIVAL_USED,     /* a one-time token for the second time */
	ARRIVAL_FAULT__MAX
};
extern const char *const arrival_fault_names[];

/* What a person is told of it: an untranslated sentence for such a word, the one
 * for ARRIVAL_UNFIT for any other. */
const char *arrival_explain(const char *fault);

/* What is known when somebody has been verified there. */
struct arrival {
	int64_t linked; /* the account that they are here; 0 = none */
	int64_t acting; /* who is logged in; 0 = nobody */
	bool linking;   /* they are logged in and want the link */
	bool proved;    /* a trusted provider says that the address is theirs */
	bool taken;     /* the address has an account; only asked when proved */
};

/* What can be done. Never is an account found by its address alone. */
enum arrival_way {
	ARRIVAL_LOG_IN, /* as the linked account */
	ARRIVAL_LINK,   /* to the account that is logged in */
	ARRIVAL_STAND,  /* nothing to do: that link is there */
	ARRIVAL_MAKE,   /* a new account, or log in to the one they have and link */
	ARRIVAL_PROVE,  /* there is one: log in to it, and link */
	ARRIVAL_OTHER   /* linked to another account: cannot be linked here */
};
enum arrival_way arrival_judge(const struct arrival *);

#define ARRIVAL_PLACE_MOST 500 /* characters of a place that somebody is on the way to */

/* May a partner with these paths (parted by blanks) send people to this place? A
 * path allows itself, and with a stroke at its end all below; a query may follow.
 * Dots, doubled strokes and escapes in the path, with which it could mean
 * another, are never allowed. */
bool arrival_may_go(const char *paths, const char *place);

#endif
