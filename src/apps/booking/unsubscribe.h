/* The link at the end of a reminder: no more of them, or again. */
#ifndef HORA_APPS_BOOKING_UNSUBSCRIBE_H
#define HORA_APPS_BOOKING_UNSUBSCRIBE_H

#include "web/request.h"
#include "web/response.h"

struct shape;
extern const struct shape unsubscribe_form_shape;

/* GET /unsubscribe/{token}: asks, since links are also opened by machines. */
enum err unsubscribe_ask(struct request *, struct response *);

/* POST: does it. From the page's button, or by a mail program's (RFC 8058). */
enum err unsubscribe_do(struct request *, struct response *);

#endif
