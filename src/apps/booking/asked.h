/* The studio's own questions on the form: as shown, and as answered. */
#ifndef HORA_APPS_BOOKING_ASKED_H
#define HORA_APPS_BOOKING_ASKED_H

#include "usecase/agenda.h"
#include "web/request.h"

extern const struct shape asked_shape;

/* The questions of all services for the form, with what was typed and what is
 * wrong with it: records of asked_shape. */
struct list asked_list(const struct request *, const struct agenda_query *);

/* The two answers to a question of that kind, one a line, in the language in which
 * the studio reads them. */
const char *asked_yes_or_no(const struct request *, const struct studio *);

/* What was answered, by position of the services' questions; an answer that is
 * no text is complained about. */
const char *const *asked_answers(struct request *, const struct agenda_query *);

/* All that is wrong with the form, for its summary: records of mistake_shape
 * (name, why, and label: the question it is about, NULL for our own fields). */
extern const struct shape mistake_shape;
struct list asked_mistakes(const struct request *, const struct list *asked);

#endif
