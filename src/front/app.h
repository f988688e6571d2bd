/* A responder's long-lived state, made once by front_main. */
#ifndef HORA_FRONT_APP_H
#define HORA_FRONT_APP_H

#include <stdint.h>

#include "base/arena.h"
#include "crypto/key.h"
#include "front/settings.h"
#include "web/route.h"

struct actor;
struct app;
struct copies;
struct db;
struct description;
struct shelf;
struct token_keys;
struct turns;
struct views;

/* Who a proof of identity speaks for. ERR_DENIED: not, or no longer, valid.
 * What a program does not take is NULL. */
struct identity {
	/* A session cookie's value. *session names the session, for form tokens. */
	enum err (*session)(struct request *, const char *cookie, const struct actor **out,
			    const char **session);
	/* What follows "Bearer " in Authorization. */
	enum err (*bearer)(struct request *, const char *secret, const struct actor **out);
};

/* What makes a responder of the code below front. */
struct responder {
	const char *name;    /* "hora-booking" */
	const char *purpose; /* one line, for --help */
	const struct route *routes;
	const struct identity *identity; /* NULL = nobody logs in here */
	/* May pages of this origin, not our own, call what the request names? NULL = none. */
	enum err (*trusts)(struct request *, const char *origin, bool *out);
	bool signs;                     /* has the private key of session tokens: hora-auth alone */
	enum err (*open)(struct app *); /* sets up what else lives as long as the process, or NULL */
};

struct app {
	const struct responder *responder;
	struct settings settings;
	struct arena *arena; /* the process's */
	struct db *db;       /* connects when first used */
	struct views *views;
	struct shelf *shelf;                   /* rulebooks; set by the responder's open */
	const struct description *description; /* of the API; likewise */
	struct copies *copies;                 /* of hora-booking's answers; likewise */
	const char *assets;                    /* address of style sheets and scripts, "/static/HASH" */
	const char *edition;                   /* of views and texts: pages of another are stale */
	struct key cookie_key, csrf_key, proof_key;
	struct key safe_key;           /* of what hora-auth encrypts: crypto/safe.h */
	struct token_keys *token_keys; /* of session tokens */
	struct turns *turns;           /* at hashing passwords; set by the responder's open */
	int64_t served;                /* requests since the start */
};

#endif
