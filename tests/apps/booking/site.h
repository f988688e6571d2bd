/* hora-booking in process, for tests/support/site.h. */
#ifndef HORA_TESTS_APPS_BOOKING_SITE_H
#define HORA_TESTS_APPS_BOOKING_SITE_H

#include "tests/support/site.h"

/* cmocka's set-up; site_close is its tear-down. */
int site_open(void **state);

#endif
