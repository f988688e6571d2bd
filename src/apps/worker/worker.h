/* What the worker's files share: the process, and the work on one job.
 *
 * A job's function says what came of it and how that is to be kept; the lane
 * then ends the job in one transaction with that record. */
#ifndef HORA_APPS_WORKER_WORKER_H
#define HORA_APPS_WORKER_WORKER_H

#include <signal.h>

#include "apps/worker/settings.h"
#include "db/db.h"
#include "store/job.h"

struct crew;
struct http;
struct mail;
struct media;
struct mail_relay;
struct publisher;
struct shelf;
struct vault_key;
struct views;

/* One process: one lane, one connection, one job at a time. Some lanes have several. */
struct worker {
	struct worker_settings settings;
	struct arena *arena; /* the process's */
	struct db *db;
	const struct lane *lane;
	struct crew *crew; /* the lane's processes, and which of them this is */
	int seat;
	struct holder holder;
	struct views *views; /* lanes that write messages */
	const char *host;    /* of the site */
	struct mail *mail;   /* the mail lane's */
	struct mail_relay *relay;
	struct publisher *publisher; /* the live lane's */
	struct http *http;           /* lanes that ask others' sites */
	const struct vault_key *key; /* likewise; NULL = not configured */
	struct media *media;         /* the batch lane's: where pictures are kept */
	char spent[64];              /* likewise: file of the spool that was worked off last, or "" */
	struct shelf *shelf;         /* rulebooks, for what the clock changes */
	volatile sig_atomic_t stopping;
};

enum ending {
	END_DONE,
	END_RETRY,    /* failed; worth another try, with growing gaps */
	END_POSTPONE, /* not its turn, or its time, yet; no try of it */
	END_BURY,     /* failed for good */
};

struct work {
	struct worker *worker;
	const struct task *task;
	const struct job *job;
	struct arena *arena; /* the job's */
	int64_t now;
	/* What came of it, for a function that returns OK: */
	enum ending ending;
	int64_t wait_ms; /* END_POSTPONE: until the next look; 0 = a moment */
	const char *why; /* the result, or the reason; at most 200 characters of it are kept */
	/* Keeps it, in the transaction that ends the job; may be run again when the
	 * database was lost meanwhile. NULL: the job's own row is enough. */
	enum err (*record)(struct work *);
	void *data;
};

/* True when a failure now would be the last: what RETRY says then is BURY. */
bool work_is_last_try(const struct work *);

#endif
