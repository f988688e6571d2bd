/* hora doctor's look at the site as others reach it. */
#ifndef HORA_APPS_CLI_REACH_H
#define HORA_APPS_CLI_REACH_H

struct round;

/* How long the certificate that hora.conf names still holds. */
void reach_certificate(struct round *);

/* Whether the site answers under the address that people, LINE and payment
 * providers use: by name, over TLS, through nginx, to our programs. */
void reach_site(struct round *);

#endif
