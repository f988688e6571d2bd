/* Having hora-image make the copies of a picture: a process of its own, of which
 * nothing is believed that domain/picture.h does not allow. */
#ifndef HORA_APPS_WORKER_MAKER_H
#define HORA_APPS_WORKER_MAKER_H

#include "base/arena.h"
#include "domain/picture.h"

/* at: the socket that systemd starts one on for each connection, or the program
 * itself. picture: the open file. ERR_BUSY: there is none to be had, and *why
 * says so; one that dies or makes no sense is a picture that is damaged. */
MUST_CHECK enum err maker_copy(struct arena *, const char *at, int picture, enum picture_kind,
			       struct picture_reply *out, const char **why);

#endif
