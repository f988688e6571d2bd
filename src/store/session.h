/* Sessions and keys, as rows: what proves who asks. Names of sessions and
 * secrets of keys are stored as digests only. */
#ifndef HORA_STORE_SESSION_H
#define HORA_STORE_SESSION_H

#include "base/shape.h"
#include "db/db.h"
#include "domain/session.h"

/* Who asks. */
struct session_row {
	int64_t session, account;
	int strength;      /* enum strength */
	int64_t proved_at; /* when that was last proved */
	int64_t studio;    /* of which they are a member, of those the address names; 0 = none */
	const char *role;  /* there; "" = none */
	int64_t resource;  /* the staff member they are there; 0 = none */
	bool platform;     /* administrates the installation */
	bool owns;         /* the booking that the address names */
	bool verified;     /* the e-mail address is proved */
	bool weak;         /* would be a member, but that studio wants a better proof of them */
	const char *email, *first_name, *last_name, *phone, *language, *zone; /* "" = none */
};

/* What the address names; NULL = nothing. */
struct session_place {
	const char *studio;  /* slug */
	const char *booking; /* public id */
};

/* By the session's name. ERR_NOT_FOUND: it is over. */
MUST_CHECK enum err session_look(struct db *, struct arena *, const char *name, int64_t now,
				 const struct session_place *, struct session_row *out);

struct session_opening {
	int64_t account;
	const char *name;
	enum strength strength;
	int64_t now;
	struct session_life life;
	const char *address, *agent; /* cut to what the list shows */
};

/* *id is 0 when the account is closed. */
MUST_CHECK enum err session_open(struct db *, struct arena *, const struct session_opening *, int64_t *id);

/* Ends one; that it was over already is no error. */
MUST_CHECK enum err session_end(struct db *, const char *name, int64_t now);

/* Of an account's own, inside its transaction (act_begin): all but one (0 = none
 * stays), or one. session_end_one: ERR_NOT_FOUND when it is not theirs or over. */
MUST_CHECK enum err session_end_all(struct db *, int64_t account, int64_t but, int64_t now);
MUST_CHECK enum err session_end_one(struct db *, int64_t account, int64_t id, int64_t now);

struct session_item {
	int64_t id;
	int strength;
	int64_t created, seen;
	const char *address, *agent;
};

extern const struct shape session_item_shape;

/* Those that hold: struct session_item. Inside the account's transaction. */
MUST_CHECK enum err session_list(struct db *, struct arena *, int64_t account, int64_t now, struct list *out);

/* Deletes sessions that ended before. */
MUST_CHECK enum err session_tidy(struct db *, int64_t before);

struct session_needs {
	bool works;  /* a member of a studio, or an administrator */
	bool factor; /* a password alone does not do */
};
MUST_CHECK enum err session_needs(struct db *, struct arena *, int64_t account, struct session_needs *out);

/* The program that asks by a key. */
struct key_row {
	int64_t key, studio;
	const char *slug, *scopes; /* words, parted by spaces */
};

/* ERR_NOT_FOUND: not valid. */
MUST_CHECK enum err key_look(struct db *, struct arena *, const char *secret, int64_t now,
			     struct key_row *out);

#endif
