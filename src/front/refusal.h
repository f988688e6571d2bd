/* What came of an error: its status and its page, or its problem document. */
#ifndef HORA_FRONT_REFUSAL_H
#define HORA_FRONT_REFUSAL_H

#include "web/request.h"
#include "web/response.h"

/* The status an error answers with where nobody set another. */
int refusal_status(enum err);

/* Turns the answer into the error's: what the handler wrote is dropped but for
 * cookies and the headers that belong to the refusal. Pages get a page (or are
 * sent to log in), the API application/problem+json. Never fails. */
void refusal_write(struct response *, enum err);

/* GET /api/v1/problems/{name}: what the `type` of a problem stands for. For a
 * responder's route table. */
MUST_CHECK enum err refusal_explain(struct request *, struct response *);

#endif
