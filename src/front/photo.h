/* The page on which a photo is sent and removed, the same for an account's own and
 * for a studio's: {{#form}} of photo/form. */
#ifndef HORA_FRONT_PHOTO_H
#define HORA_FRONT_PHOTO_H

#include "usecase/photo.h"
#include "web/request.h"
#include "web/response.h"

struct photo_form {
	const struct picture_show *photo; /* as shown now; NULL = none */
	bool waiting;                     /* another is being made ready */
	bool any;                         /* there is something to remove */
	bool portrait;
	const char *failed;    /* nothing could be made of the last one */
	const char *complaint; /* about what was sent just now */
	const char *action;    /* its own address */
};

extern const struct shape photo_form_shape;

/* How the subject's photo stands, for the page at that address. */
MUST_CHECK enum err photo_form_read(struct request *, const struct picture_subject *, const char *action,
				    struct photo_form *out);

/* Takes the photo that was sent, and shows the page anew (303). ERR_INVALID: a
 * complaint says why not, for the route's .again. */
MUST_CHECK enum err photo_form_take(struct request *, struct response *, const struct picture_subject *,
				    const char *action);

/* Removes it, likewise. */
MUST_CHECK enum err photo_form_remove(struct request *, struct response *, const struct picture_subject *,
				      const char *action);

#endif
