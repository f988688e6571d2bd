/* The times that are offered in place of one that is gone. */
#ifndef HORA_APPS_BOOKING_ALTERNATIVE_H
#define HORA_APPS_BOOKING_ALTERNATIVE_H

#include "base/shape.h"
#include "usecase/book.h"

struct alternative {
	int64_t start;
	const char *code;                    /* the start as addresses have it */
	const char *staff_slug, *staff_name; /* NULL = nobody in particular */
};

extern const struct shape alternative_shape;

/* Of openings (struct opening), in their order; lives in the arena. */
struct list alternative_list(struct arena *, const struct wish *, const struct list *openings);

#endif
