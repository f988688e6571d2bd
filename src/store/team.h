/* Who works in a studio, who is asked to, and which programs act for it, as rows. */
#ifndef HORA_STORE_TEAM_H
#define HORA_STORE_TEAM_H

#include "base/shape.h"
#include "db/db.h"

struct team_member {
	int64_t id, account;
	int role; /* enum role */
	const char *name, *email;
	const char *staff; /* the staff member they are; "" = none */
	bool closed;       /* the account is */
};
extern const struct shape team_member_shape;

struct team_invitation {
	int64_t id;
	const char *email, *staff;
	int role;
	int64_t until;
};
extern const struct shape team_invitation_shape;

struct team_staff {
	int64_t id;
	const char *name;
};
extern const struct shape team_staff_shape;

/* Lists of those; team_unclaimed: staff that nobody logs in as. */
MUST_CHECK enum err team_members(struct db *, struct arena *, int64_t studio, struct list *out);
MUST_CHECK enum err team_invitations(struct db *, struct arena *, int64_t studio, int64_t now,
				     struct list *out);
MUST_CHECK enum err team_unclaimed(struct db *, struct arena *, int64_t studio, struct list *out);

struct member {
	int64_t id, account;
	int role;
};
/* One, to be changed. ERR_NOT_FOUND: no such member of the studio. */
MUST_CHECK enum err team_find(struct db *, struct arena *, int64_t studio, int64_t id, struct member *out);

/* Changes a member as it was seen. ERR_NOT_FOUND: it changed meanwhile;
 * ERR_CONFLICT: the studio would have no owner. */
MUST_CHECK enum err team_set_role(struct db *, int64_t studio, const struct member *, int role);
MUST_CHECK enum err team_remove(struct db *, int64_t studio, const struct member *);

/* An account leaves a studio (slug): errors as above. */
MUST_CHECK enum err team_leave(struct db *, const char *studio, int64_t account);

struct inviting {
	int64_t studio;
	const char *email, *email_key, *language;
	int role;
	int64_t resource, by; /* the staff member they are, 0 = none; the account that invites */
	int64_t now, life;
};

/* Keeps an invitation in place of an open one, and has its letter written. */
MUST_CHECK enum err team_invite(struct db *, struct arena *, const struct inviting *, int64_t *id);
/* One that is open, as whom it would make a member (account 0). ERR_NOT_FOUND: none. */
MUST_CHECK enum err team_find_invited(struct db *, struct arena *, int64_t studio, int64_t id,
				      struct member *out);
MUST_CHECK enum err team_revoke(struct db *, int64_t studio, int64_t id, int64_t now);

struct invitation {
	int64_t id, studio;
	const char *slug, *name, *language, *email, *email_key;
	int role;
	int64_t resource;
};

/* By the token of its letter. ERR_NOT_FOUND: over, or never was. */
MUST_CHECK enum err team_invitation(struct db *, struct arena *, const char *token, int64_t now,
				    struct invitation *out);
/* Uses it up. ERR_NOT_FOUND: it was. */
MUST_CHECK enum err team_accept(struct db *, const struct invitation *, int64_t now);

struct team_key {
	int64_t id;
	const char *name, *hint, *scopes;
	int64_t created, used, revoked; /* TIME_NONE = never */
};
extern const struct shape team_key_shape;

/* Rows that only their studio sees: in its transaction (act_name). */
MUST_CHECK enum err team_keys(struct db *, struct arena *, int64_t studio, struct list *out);

struct team_new_key {
	int64_t studio, account;
	const char *name, *hint, *secret;
	const char *const *scopes;
	size_t scope_count;
	int64_t now;
};
/* Keeps a key, of its secret the digest. */
MUST_CHECK enum err team_add_key(struct db *, const struct team_new_key *);
MUST_CHECK enum err team_revoke_key(struct db *, int64_t studio, int64_t id, int64_t now);

#endif
