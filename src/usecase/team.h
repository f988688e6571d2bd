/* A studio's people and programs: who is asked in, who has which role, which keys
 * there are. Who may is asked of domain/member.c; that a studio keeps an owner, of
 * the database, however many go at once. */
#ifndef HORA_USECASE_TEAM_H
#define HORA_USECASE_TEAM_H

#include "domain/role.h"
#include "store/team.h"
#include "usecase/act.h"

struct turns;

struct team {
	struct list members;     /* struct team_member */
	struct list invitations; /* struct team_invitation */
	struct list staff;       /* struct team_staff: whom nobody logs in as */
};
MUST_CHECK enum err team_open(struct act *, struct team *out);

struct invitation_wish {
	const char *email, *email_key; /* checked */
	int role;                      /* enum role */
	int64_t resource;              /* the staff member they are; 0 = none */
};

/* Asks somebody in, by letter: its link works for a week. ERR_DENIED: the actor has
 * no say in that role; ERR_CONFLICT: *why says what it is (else NULL). */
MUST_CHECK enum err team_ask(struct act *, const struct invitation_wish *, const char **why);
/* ERR_NOT_FOUND: accepted or taken back meanwhile; ERR_DENIED as above. */
MUST_CHECK enum err team_take_back(struct act *, int64_t invitation);

/* Gives a member another role, or none: they work here no more. ERR_DENIED: the
 * actor has no say in it; ERR_CONFLICT: the studio keeps an owner; ERR_TOO_LATE:
 * it changed meanwhile. */
MUST_CHECK enum err team_give(struct act *, int64_t member, enum role);

/* The actor goes. ERR_CONFLICT: they are its last owner. */
MUST_CHECK enum err team_go(struct act *, const char *studio);

/* The invitation of a letter. */
MUST_CHECK enum err team_invited(struct act *, const char *token, struct invitation *out);

/* Accepts: the account that acts, which has the address; or a new one with it.
 * ERR_CONFLICT: works there already (or the address has an account by now). */
MUST_CHECK enum err team_join(struct act *, const struct invitation *);
struct team_newcomer {
	const char *first_name, *last_name, *password; /* checked */
};
MUST_CHECK enum err team_join_new(struct act *, struct turns *, const struct invitation *,
				  const struct team_newcomer *, int64_t *account);

/* Keys of programs. The secret is told once, here. */
MUST_CHECK enum err team_list_keys(struct act *, struct list *out);
MUST_CHECK enum err team_make_key(struct act *, const char *name, unsigned scopes, const char **secret);
MUST_CHECK enum err team_end_key(struct act *, int64_t key);

#endif
