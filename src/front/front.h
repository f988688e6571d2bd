/* What all responders share: the life of a request from the gateway to its
 * answer, in this order: read, match, who asks, role, body, CSRF, form,
 * handler, error to status and page. */
#ifndef HORA_FRONT_FRONT_H
#define HORA_FRONT_FRONT_H

#include "front/app.h"
#include "web/server.h"

/* A responder's main: reads configuration and views, then serves. Arguments are
 * those of base/program.h, and --routes, which prints the table. Returns the
 * exit status. */
int front_main(const struct responder *, int argc, char **argv);

/* One exchange, from parameters to answer; context is the struct app. What
 * tests call with a request of their own making. */
void front_answer(void *app, struct exchange *);

#endif
