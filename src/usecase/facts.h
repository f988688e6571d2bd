/* The facts the slot engine asks for, gathered from a rulebook and the
 * database: for listing, and again under the locks for deciding. */
#ifndef HORA_USECASE_FACTS_H
#define HORA_USECASE_FACTS_H

#include "domain/slot.h"
#include "store/claim.h"
#include "usecase/agenda.h"

/* Facts in the making: which resources, what was read about them. */
struct facts {
	struct slot_facts slots;           /* for the slot engine */
	const struct resource **resources; /* by the engine's index: providers, then rooms */
	int64_t *ids;                      /* theirs */
	int64_t service;
	struct list left;                          /* int64_t: occasions whose claims do not count */
	struct list busy, away, classes, versions; /* as read */
};

/* Chooses providers and rooms: all that may serve the query, none read yet. */
void facts_choose(struct act *, const struct agenda_query *, struct facts *out);

/* The same with nobody but the providers and rooms of a decision. */
void facts_narrow(struct act *, const struct agenda_query *, const struct facts *wide,
		  const struct slot_decision *, struct facts *out);

/* Counts the changes of the rules and of what occupies them. */
MUST_CHECK enum err facts_version(struct act *, const struct facts *, struct occupation *out);

/* Reads what occupies them for starts in [from, to). Queues when the connection
 * is in a pipe; facts_settle is then due after the flush. */
MUST_CHECK enum err facts_read(struct act *, struct facts *, int64_t from, int64_t to, bool deciding);

/* Turns the rows read into the engine's facts. */
void facts_settle(struct act *, struct facts *);

/* Slots as a person sees them: struct opening, in order. */
struct list facts_openings(struct act *, const struct agenda_query *, const struct facts *,
			   const struct slot_list *);

/* Mode, now and range for the engine. */
struct slot_query facts_query(const struct act *, const struct agenda_query *, int64_t from, int64_t to);

#endif
