/* Asking once more who it is before something that cannot be taken back: by the
 * account's password in the same form, or where it has none by a log-in a short
 * while ago. */
#ifndef HORA_APPS_AUTH_AGAIN_H
#define HORA_APPS_AUTH_AGAIN_H

#include <stdbool.h>

#include "web/request.h"
#include "web/response.h"

/* Must the form ask for the password? Else the log-in has to be a fresh one: when
 * it is not, *sent is set and the answer is the log-in, and back to that path. */
MUST_CHECK enum err again_open(struct request *, struct response *, const char *path, bool *asks, bool *sent);

/* Holds what was typed as `current` against the account's password; accounts
 * without one pass when their log-in is fresh. ERR_INVALID with a complaint about
 * `current`; ERR_BUSY with a sentence: too many tries. */
MUST_CHECK enum err again_check(struct request *, struct response *, const char *current);

#endif
