/* What a letter says: subject, texts and calendar file, from the templates of
 * views/mail and the studio's own words. */
#ifndef HORA_APPS_WORKER_DRAFT_H
#define HORA_APPS_WORKER_DRAFT_H

#include "clients/message.h"
#include "store/notice.h"

struct views;

struct draft {
	const struct views *views;
	const struct letter *letter;
	struct list companions; /* struct companion: all it tells of, when several */
	const char *site;       /* our origin, "https://…" */
	enum notice notice;
	const char *sender;     /* address it comes from */
	const char *manage_url; /* opens the booking, for whoever has it */
	const char *studio_url;
	const char *unsubscribe_url; /* NULL: cannot be unsubscribed */
	int64_t now;
};

/* Writes all of a message but its id; it lives in the arena. Own words that are
 * not in order are logged, and the built-in ones stand in. */
MUST_CHECK enum err draft_write(struct arena *, const struct draft *, struct message *out);

#endif
