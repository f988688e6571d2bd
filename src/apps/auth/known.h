/* Browsers that an account's holder has logged in from before (OWASP: device
 * cookies): tries from them are counted by themselves, so that nobody is kept out
 * by what others try. Such a cookie opens nothing. */
#ifndef HORA_APPS_AUTH_KNOWN_H
#define HORA_APPS_AUTH_KNOWN_H

#include "web/request.h"
#include "web/response.h"

/* Names this browser when it is known to the address; else NULL. */
const char *known_device(const struct request *, const char *email);

/* The address logged in here. */
void known_add(struct response *, const char *email);

#endif
