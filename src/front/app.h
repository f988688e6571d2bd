/* A responder's long-lived state, made once in front_main. */
#ifndef HORA_FRONT_APP_H
#define HORA_FRONT_APP_H

#include <stdint.h>

#include "base/arena.h"
#include "base/conf.h"
#include "crypto/key.h"
#include "web/route.h"

struct act;
struct actor;
struct db;
struct views;

/* The configuration every responder shares. */
struct settings {
	const char *site;        /* our own origin, "https://hora.example", for links and CSRF */
	const char *database;    /* libpq connection string */
	const char *view_folder; /* templates */
	const char *text_folder; /* compiled catalogues */
	const char *signing_key; /* base64url; cookies, form tokens */
	int64_t deadline;        /* seconds one request may take */
	int log;                 /* enum log_level */
};

extern const struct conf_table settings_table;

/* Who a proof of identity speaks for. auth's; a program without log-ins leaves
 * a function NULL. ERR_DENIED: not (or no longer) valid. */
struct identity {
	/* A session cookie's value. subject names the session, for form tokens. */
	enum err (*session)(struct act *, const char *cookie, struct actor *out, const char **subject);
	/* An Authorization: Bearer value. */
	enum err (*bearer)(struct act *, const char *secret, struct actor *out);
};

struct app {
	const char *program; /* "hora-booking" */
	const struct route *routes;
	const struct identity *identity; /* NULL = nobody logs in here */
	struct settings settings;
	struct arena *arena; /* lives as long as the process */
	struct db *db;       /* connects when first used */
	struct views *views;
	struct key cookie_key, csrf_key; /* derived from signing_key */
};

#endif
