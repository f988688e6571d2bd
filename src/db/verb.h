/* Inside db/ only: how a wish gets into the queue. */
#ifndef HORA_DB_VERB_H
#define HORA_DB_VERB_H

#include "db/queue.h"

/* Queues a copy of the wish with its arguments; outside a pipe settles it. */
MUST_CHECK enum err verb_ask(struct db *, const struct item *wish, struct db_args);

#endif
