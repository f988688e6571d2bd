/* Another e-mail address. It is the account's from the moment its holder opens the
 * link in the letter that goes there. */
#ifndef HORA_APPS_AUTH_ADDRESS_H
#define HORA_APPS_AUTH_ADDRESS_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape address_form_shape;

/* GET and POST /account/email. */
MUST_CHECK enum err address_page(struct request *, struct response *);
MUST_CHECK enum err address_do(struct request *, struct response *);

#endif
