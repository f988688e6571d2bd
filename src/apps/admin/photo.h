/* Photos of a studio, its services and its staff. */
#ifndef HORA_APPS_ADMIN_PHOTO_H
#define HORA_APPS_ADMIN_PHOTO_H

#include "web/request.h"
#include "web/response.h"

/* GET /admin/{studio}/photos: all there are, and what has none. */
MUST_CHECK enum err photos_page(struct request *, struct response *);

/* GET and POST of /admin/{studio}/photos/studio, …/services/{service} and
 * …/team/{staff}, POST of …/remove. What the address names is what it shows. */
MUST_CHECK enum err photo_page(struct request *, struct response *);
MUST_CHECK enum err photo_do(struct request *, struct response *);
MUST_CHECK enum err photo_undo(struct request *, struct response *);

#endif
