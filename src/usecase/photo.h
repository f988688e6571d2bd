/* Photos: sent by who may change what they show, made ready by the worker, shown
 * once they are. */
#ifndef HORA_USECASE_PHOTO_H
#define HORA_USECASE_PHOTO_H

#include "store/picture.h"
#include "usecase/act.h"

/* How a subject's photo stands. */
struct photo {
	const struct picture_show *shown; /* NULL: none */
	bool waiting;                     /* another is being made ready */
	const char *why;                  /* nothing could be made of the last one sent; untranslated */
};

/* What is shown of the subject, and what is on its way. */
MUST_CHECK enum err photo_find(struct act *, const struct picture_subject *, struct photo *out);

/* Takes what was sent as the subject's photo; spool names the file, len says its
 * bytes. ERR_INVALID: nothing, or too much; ERR_CONFLICT: the studio has no room;
 * ERR_BUSY: too many of late. *why says so to the person. */
MUST_CHECK enum err photo_send(struct act *, const struct picture_subject *, const char *spool, size_t len,
			       const char **why);

/* Takes the subject's photo off, one that is being made ready too. */
MUST_CHECK enum err photo_remove(struct act *, const struct picture_subject *);

#endif
