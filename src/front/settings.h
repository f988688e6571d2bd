/* What every responder can be configured with: one table. */
#ifndef HORA_FRONT_SETTINGS_H
#define HORA_FRONT_SETTINGS_H

#include <stdint.h>
#include <stdio.h>

#include "base/conf.h"

struct settings {
	const char *site;         /* our own origin, "https://hora.example", for links and CSRF */
	const char *database;     /* libpq connection string */
	const char *view_folder;  /* templates */
	const char *text_folder;  /* compiled catalogues */
	const char *asset_list;   /* what tools/assets made: names and addresses */
	const char *api_file;     /* the API's description, for hora-booking */
	const char *signing_key;  /* base64url; cookies, form tokens */
	const char *session_keys; /* PEM: public keys of session tokens */
	const char *session_key;  /* PEM: the private one, for hora-auth; NULL elsewhere */
	const char *safe_key;     /* base64url: encrypts what hora-auth must read again; NULL elsewhere */
	const char *turn_folder;  /* for hora-auth: where processes take turns at hashing passwords */
	const char *spool;        /* folder for files that people send */
	int64_t deadline;         /* seconds one request may take */
	int log;                  /* enum log_level */
};

extern const struct conf_table settings_table;

/* Checks what a table cannot: site is an origin as browsers write it, the key a
 * key. What is wrong goes to complaints, a line each. For struct program. */
MUST_CHECK enum err settings_check(const void *settings, FILE *complaints);

/* The same for a program that signs session tokens. */
MUST_CHECK enum err settings_check_signer(const void *settings, FILE *complaints);

/* The keys of session tokens, as settings_check has found them right. */
struct token_keys;
MUST_CHECK enum err settings_token_keys(struct arena *, const struct settings *, FILE *complaints,
					struct token_keys **out);

#endif
