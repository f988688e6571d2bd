/* The worker's configuration. */
#ifndef HORA_APPS_WORKER_SETTINGS_H
#define HORA_APPS_WORKER_SETTINGS_H

#include "base/conf.h"

struct worker_settings {
	const char *site;
	const char *database;
	const char *view_folder, *text_folder;
	const char *publisher;
	const char *metrics; /* or NULL */
	const char *mail_relay, *mail_from, *mail_user, *mail_password, *mail_authorities;
	bool mail_bare;
	const char *web_authorities, *web_inside; /* or NULL */
	const char *vault_key;                    /* or NULL */
	const char *media, *media_region, *media_id, *media_secret, *media_authorities;
	const char *spool, *image;
	int64_t lease;
	int log; /* enum log_level */
};

extern const struct conf_table worker_table;

/* What the table cannot say. ERR_INVALID: said on complaints. */
MUST_CHECK enum err worker_settings_check(const struct worker_settings *, FILE *complaints);

/* The site's host, as mail greets and names itself with. */
const char *worker_settings_host(const struct worker_settings *, struct arena *);

#endif
