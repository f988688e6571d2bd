/* hora-admin in process, for tests/support/site.h: whoever logs in is one of a
 * handful of members, named by the session cookie. */
#ifndef HORA_TESTS_APPS_ADMIN_SITE_H
#define HORA_TESTS_APPS_ADMIN_SITE_H

#include "tests/support/site.h"

/* cmocka's set-up; site_close is its tear-down. */
int site_open(void **state);

/* Another browser, logged in as "owner", "manager", "reception", "ana", "rui" (staff
 * of the studio, with a calendar each), "elsewhere" (owner of another), "nobody"
 * (of none). */
void site_be(const char *who);

/* Books a service with a staff member; answers the public id. */
const char *site_book(const char *service, const char *staff, int64_t start);

#endif
