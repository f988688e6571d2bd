/* Forms: text pairs or JSON into a record, by shape. Every complaint is
 * collected, so that a person mends all at once; what was typed stays in the
 * request to be shown again. */
#ifndef HORA_WEB_FORM_H
#define HORA_WEB_FORM_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

/* Reads the request's input for its route: the query of a safe method, else
 * the body (a form, or JSON on an API route). Sets form, typed, json and
 * complaints. ERR_INVALID with complaints (422), or with a status: 400 when it
 * is no form at all or a field of the shape comes twice, 415 for another type
 * of content. */
MUST_CHECK enum err form_read(struct request *, struct response *);

/* The pairs into a record of the shape; the part of form_read without HTTP. */
MUST_CHECK enum err form_fill(const struct shape *, struct arena *, const struct pairs *, struct complaints *,
			      void *record);

#endif
