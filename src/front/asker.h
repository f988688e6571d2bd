/* Inside front/ only: who asks, and all else that front knows of a request
 * besides the request. */
#ifndef HORA_FRONT_ASKER_H
#define HORA_FRONT_ASKER_H

#include <stdbool.h>

#include "base/zone.h"
#include "domain/role.h"
#include "front/app.h"
#include "usecase/act.h"
#include "web/request.h"
#include "web/response.h"

struct session_row; /* store/session.h */

struct asker {
	struct act act;
	struct actor actor;                /* of a guest */
	bool bearer;                       /* proven by Authorization: cookies do not count */
	const struct session_row *account; /* who is logged in; NULL = nobody */
	const char *session;               /* names the log-in's session; NULL = not logged in */
	const char *language;              /* tag the person chose; NULL = none */
	const struct zone *zone;           /* of the place shown */
	const char *currency;
	const struct shape *form; /* shown on the page */
	const void *form_values;
};

/* Starts hearing one: language, and an act by a guest. */
void asker_open(struct request *, struct response *);

/* Chooses the language anew, for a place whose own is `standard`. */
void asker_language(struct response *, enum language standard);

/* Who asks: by Authorization on API routes, else by session cookie, else by the
 * cookie of manage links, else a guest. ERR_DENIED (401) for a bearer that is
 * not valid; an invalid session is dropped and a guest. */
MUST_CHECK enum err asker_identify(struct request *, struct response *);

/* The route's role. Pages send who is not logged in to the log-in. */
MUST_CHECK enum err asker_allow(struct request *, struct response *);

/* Logged in, but by less than the studio of the address demands of its people. */
bool asker_is_weak(const struct request *);

/* That a change comes from our own pages: see web/csrf.h. */
MUST_CHECK enum err asker_prove(struct request *, struct response *);

/* The token for the forms of this answer's page. A visitor without any cookie
 * gets one to bind it to. */
const char *asker_token(struct response *);

#endif
