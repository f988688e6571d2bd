/* The course of a visit: its services placed one after the other, each with
 * staff and rooms of its own. An ordinary booking is a course of one. Chosen
 * without locks and decided under them as single places are (usecase/place.h);
 * and listed by the same steps, so that what is offered can be booked. */
#ifndef HORA_USECASE_COURSE_H
#define HORA_USECASE_COURSE_H

#include "usecase/place.h"

struct course {
	struct place places[VISIT_MOST];
	size_t count;
};

/* The places of a query that starts then, none chosen yet: all like the first,
 * but for what they are of. ERR_INVALID: more services than can be had. */
MUST_CHECK enum err course_begin(const struct agenda_query *, const struct place *first, struct course *out);

/* Chooses by rank without locks: the first at its start, each other at the first
 * start that is free once the one before is over. wide: as a place's. Errors as
 * place_choose. */
MUST_CHECK enum err course_choose(struct act *, struct course *, bool wide);

/* All that the places occupy or, wide, may occupy: ids into out, ascending, each once;
 * there is room for course_resources_most. */
size_t course_resources_most(const struct course *);
size_t course_resources(const struct course *, int64_t *out);

/* As place_read and place_decide, for all of them in order. */
MUST_CHECK enum err course_read(struct act *, struct course *);
MUST_CHECK enum err course_decide(struct act *, struct course *);

/* Why the course cannot be had: the first of its places' reasons. */
enum slot_reason course_reason(const struct course *);

/* When a place is over, and the whole course. */
int64_t place_end(const struct place *);
int64_t course_end(const struct course *);

/* Starts in [from, to) from which the whole course can be had: the first
 * service's slots, each with the end of the whole. One round trip; *first is the
 * first service's facts. */
MUST_CHECK enum err course_find(struct act *, const struct agenda_query *, int64_t from, int64_t to,
				struct facts *first, struct slot_list *out);

#endif
