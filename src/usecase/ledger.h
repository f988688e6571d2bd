/* What occupies resources, kept by the process while their counts of changes
 * stand: who looks through a studio's days reads them once, and then asks the
 * database for no more than the counts. */
#ifndef HORA_USECASE_LEDGER_H
#define HORA_USECASE_LEDGER_H

#include "usecase/facts.h"

/* The process's ledger, at most a megabyte, the least recently used given up
 * first; it goes with the arena (the program's). */
struct ledger;
struct ledger *ledger_new(struct arena *);

/* Reads what occupies the facts' resources for starts in [from, to), as
 * facts_read does, and the counts it stands for: from the ledger where they are
 * as they were, else from the database, in one round trip. With no ledger (NULL)
 * always from the database. facts_settle is due next. ERR_NOT_FOUND: the studio
 * is gone. */
MUST_CHECK enum err ledger_read(struct ledger *, struct act *, struct facts *, int64_t from, int64_t to,
				struct occupation *version);

#endif
