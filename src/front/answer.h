/* A customer's answers to the studio's questions, for pages. */
#ifndef HORA_FRONT_ANSWER_H
#define HORA_FRONT_ANSWER_H

#include "base/arena.h"
#include "base/shape.h"

struct answered {
	const char *question, *answer;
};
extern const struct shape answered_shape;

/* The answers as a booking keeps them (JSON): struct answered; none when the text
 * is NULL. */
struct list answers_read(struct arena *, const char *text);

#endif
