/* An account's own photo. */
#ifndef HORA_APPS_AUTH_PHOTO_H
#define HORA_APPS_AUTH_PHOTO_H

#include "web/request.h"
#include "web/response.h"

/* GET and POST /account/photo, POST /account/photo/remove. */
MUST_CHECK enum err photo_page(struct request *, struct response *);
MUST_CHECK enum err photo_do(struct request *, struct response *);
MUST_CHECK enum err photo_undo(struct request *, struct response *);

#endif
