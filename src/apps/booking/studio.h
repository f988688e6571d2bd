/* The list of studios, a studio's page and its accent colour. */
#ifndef HORA_APPS_BOOKING_STUDIO_H
#define HORA_APPS_BOOKING_STUDIO_H

#include "web/request.h"
#include "web/response.h"

/* GET / */
MUST_CHECK enum err studio_list_page(struct request *, struct response *);

/* GET /s/{studio} */
MUST_CHECK enum err studio_page(struct request *, struct response *);

/* GET /s/{studio}/accent.css?v=1f6f5c: the colour as a style sheet, since the
 * content policy allows no style in a page. What it says follows from its
 * address alone, so browsers may keep it. */
MUST_CHECK enum err studio_accent(struct request *, struct response *);

#endif
