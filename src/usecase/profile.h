/* What people do with their own account: say who they are, choose a password,
 * end sessions, take their data along, leave. */
#ifndef HORA_USECASE_PROFILE_H
#define HORA_USECASE_PROFILE_H

#include "store/profile.h"
#include "usecase/act.h"

struct complaints;
struct turns;

/* Checks what was typed and keeps it: names, phone, language, zone and tax number;
 * the others are passed over. ERR_INVALID: complaints say what is wrong. */
MUST_CHECK enum err profile_change(struct act *, const struct profile *typed, struct complaints *);

/* A new password, checked before. Ends all sessions of the account; ERR_BUSY: too
 * much to hash just now. */
MUST_CHECK enum err profile_set_password(struct act *, struct turns *, const char *password);

/* Ends one of the actor's sessions. ERR_NOT_FOUND: over, or not theirs. */
MUST_CHECK enum err profile_end_session(struct act *, int64_t session);

/* The sessions that hold, the last used first: struct session_item. */
MUST_CHECK enum err profile_sessions(struct act *, struct list *out);

/* All that there is of the actor. */
struct profile_copy {
	struct profile profile;
	struct list studios;  /* struct account_studio: where they work */
	struct list sessions; /* struct session_item */
	struct list bookings; /* struct profile_record */
	struct list messages; /* struct profile_message */
};
MUST_CHECK enum err profile_copy(struct act *, struct profile_copy *out);

/* Removes what there is of the actor in their account, which ends it. ERR_CONFLICT:
 * a studio would be left without an owner. */
MUST_CHECK enum err profile_leave(struct act *);

#endif
