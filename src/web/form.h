/* Forms: text pairs or JSON into a record, by shape. Every complaint is
 * collected, so that a person mends all at once; what was typed stays in the
 * request to be shown again. */
#ifndef HORA_WEB_FORM_H
#define HORA_WEB_FORM_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

/* Opens the request's input: the query of a safe method, the body otherwise (a
 * form, JSON on an API route; a raw body is left alone). Sets typed, or json.
 * ERR_INVALID with status 400 for what is no form or no JSON, 415 for another
 * type of content. */
MUST_CHECK enum err form_open(struct request *, struct response *);

/* Reads the opened input by the route's shape into request.form. ERR_INVALID:
 * request.complaints say what is wrong (422); form is set all the same, with
 * what could be read. */
MUST_CHECK enum err form_read(struct request *);

/* The pairs into a record of the shape: the part of form_read without HTTP. A
 * field of the shape that comes twice is a complaint; names it lacks are passed
 * over. */
MUST_CHECK enum err form_fill(const struct shape *, struct arena *, const struct pairs *, struct complaints *,
			      void *record);

#endif
