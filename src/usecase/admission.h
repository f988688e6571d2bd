/* How people come to an account, or back to it, by a letter: asking for one, and
 * what the link in it leads to. Asking says nothing of whether the address has an
 * account, not by the answer and not by its time: the worker finds that out. */
#ifndef HORA_USECASE_ADMISSION_H
#define HORA_USECASE_ADMISSION_H

#include "store/link.h"
#include "usecase/act.h"

struct turns;

struct admission_wish {
	enum link_kind kind;           /* LINK_REGISTER or LINK_FORGOTTEN */
	const char *email, *email_key; /* checked */
	const char *network;           /* address of the network it is asked from */
	const char *next;              /* where the person was going; NULL = nowhere */
};

/* Has the letter written. ERR_BUSY: too many were asked for from here; *wait
 * seconds until the next. Of letters to one address only a few an hour go out; the
 * others are not written, and that is not told. */
MUST_CHECK enum err admission_ask(struct act *, const struct admission_wish *, int64_t *wait);

/* Has the letter written that asks the account for its own address, or for the
 * new one that the link is to give it (LINK_VERIFY, LINK_CHANGE). ERR_BUSY: there
 * were many just now; *wait as above. */
struct proof_wish {
	enum link_kind kind;
	int64_t account;
	const char *email, *email_key; /* checked */
};
MUST_CHECK enum err admission_ask_proof(struct act *, const struct proof_wish *, int64_t *wait);

/* The link of a letter. ERR_NOT_FOUND: used, over, or never was. */
MUST_CHECK enum err admission_find(struct act *, const char *token, struct link *out);

/* By LINK_REGISTER: makes the account. ERR_CONFLICT: the address has one by now. */
struct newcomer_wish {
	const char *first_name, *last_name, *password; /* checked */
};
MUST_CHECK enum err admission_register(struct act *, struct turns *, const struct link *,
				       const struct newcomer_wish *, int64_t *account);

/* By LINK_FORGOTTEN: the account's new password. Ends its sessions. ERR_NOT_FOUND:
 * the link was used, or the account is gone. */
MUST_CHECK enum err admission_renew(struct act *, struct turns *, const struct link *, const char *password,
				    int64_t *account);

/* By LINK_VERIFY and LINK_CHANGE: the address is proved, or is the new one.
 * ERR_CONFLICT: another account has it. */
MUST_CHECK enum err admission_confirm(struct act *, const struct link *);

#endif
