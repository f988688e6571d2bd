/* Answers about starts: made at most once for each state of things, so that who
 * asks again costs one small query. */
#ifndef HORA_APPS_BOOKING_API_LISTING_H
#define HORA_APPS_BOOKING_API_LISTING_H

#include "usecase/agenda.h"
#include "web/request.h"
#include "web/response.h"

/* What is asked for, read by a rulebook. */
struct asked {
	struct agenda_query what;
	int64_t from, to; /* instants, or dates */
};

/* A kind of answer. take: complains of what the rulebook does not know,
 * ERR_INVALID. write: asks the agenda and writes its answer. */
struct listing {
	enum err (*take)(struct request *, const struct rulebook *, struct asked *);
	enum err (*write)(struct request *, const struct asked *, struct buffer *);
};

/* Answers about the studio in the path: 304 to who has the answer already, else
 * from a copy while it stands, else anew. */
MUST_CHECK enum err api_list(struct request *, struct response *, const struct listing *);

#endif
