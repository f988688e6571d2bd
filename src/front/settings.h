/* What every responder can be configured with: one table. */
#ifndef HORA_FRONT_SETTINGS_H
#define HORA_FRONT_SETTINGS_H

#include <stdint.h>
#include <stdio.h>

#include "base/conf.h"

struct settings {
	const char *site;        /* our own origin, "https://hora.example", for links and CSRF */
	const char *database;    /* libpq connection string */
	const char *view_folder; /* templates */
	const char *text_folder; /* compiled catalogues */
	const char *asset_list;  /* what tools/assets made: names and addresses */
	const char *api_file;    /* the API's description, for hora-booking */
	const char *signing_key; /* base64url; cookies, form tokens */
	int64_t deadline;        /* seconds one request may take */
	int log;                 /* enum log_level */
};

extern const struct conf_table settings_table;

/* Checks what a table cannot: site is an origin as browsers write it, the key a
 * key. What is wrong goes to complaints, a line each. For struct program. */
MUST_CHECK enum err settings_check(const void *settings, FILE *complaints);

#endif
