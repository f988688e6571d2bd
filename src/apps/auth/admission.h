/* The pages that ask for a letter: to make an account, to choose a new password. */
#ifndef HORA_APPS_AUTH_ADMISSION_H
#define HORA_APPS_AUTH_ADMISSION_H

#include "base/shape.h"
#include "web/request.h"
#include "web/response.h"

extern const struct shape admission_form_shape;

/* GET and POST /auth/register. */
MUST_CHECK enum err admission_register_page(struct request *, struct response *);
MUST_CHECK enum err admission_register_do(struct request *, struct response *);

/* GET and POST /auth/forgotten. */
MUST_CHECK enum err admission_forgotten_page(struct request *, struct response *);
MUST_CHECK enum err admission_forgotten_do(struct request *, struct response *);

/* GET /auth/sent: look into your mail. */
MUST_CHECK enum err admission_sent(struct request *, struct response *);

/* POST /auth/verify: once more the letter that asks for the account's own address. */
MUST_CHECK enum err admission_verify_do(struct request *, struct response *);

#endif
