/* An act: somebody does something now. What every use case is given, whether a
 * page, the API, a chat or a job asks for it. */
#ifndef HORA_USECASE_ACT_H
#define HORA_USECASE_ACT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "view/language.h"

struct actor; /* domain/role.h */
struct db;

struct act {
	struct db *db;
	struct arena *arena;       /* of the request or job */
	const struct actor *actor; /* who */
	int64_t studio;            /* whose rows; 0 until the studio is known */
	int64_t now;               /* Unix seconds; the only clock there is */
	enum language language;    /* to answer in */
	const char *request;       /* request or job id, for the audit log */
	const char *reason;        /* why, as the actor said; NULL = nothing */
};

/* Opens the transaction of a change and names the actor in it, for the audit
 * log. What is not committed when the request ends is undone. */
MUST_CHECK enum err act_begin(struct act *);

/* Names the actor alone: inside a pipe, before what reads rows that only their
 * account or studio may see (sessions, keys). */
MUST_CHECK enum err act_name(struct act *);

/* Keeps the change. ERR_BUSY when the connection was lost while committing: it
 * may have been kept or not, and the asker has to look. */
MUST_CHECK enum err act_commit(struct act *);

#endif
