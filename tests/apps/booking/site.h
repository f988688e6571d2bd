/* hora-booking in process: its own routes and views over the small studio of
 * tests/support/world.h, asked as a browser asks. The clock stands at WORLD_NOW. */
#ifndef HORA_TESTS_APPS_BOOKING_SITE_H
#define HORA_TESTS_APPS_BOOKING_SITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* Made and dropped for each test: cmocka's set-up and tear-down. */
int site_open(void **state);
int site_close(void **state);

/* Asks for an address and keeps cookies as a browser would. Returns the status;
 * the answer stays until the next question. */
int site_get(const char *target);

/* Sends a form: "name=Ana&email=…", to which the token of the last page is added. */
int site_post(const char *target, const char *form);

/* Whether the last answer holds the text, head or body. */
bool site_says(const char *text);

/* What stands in the last answer after these words, up to the next quote; "" when
 * they are not in it. */
const char *site_after(const char *words);

/* The value of a hidden field of the last answer; "" without. */
const char *site_hidden(const char *name);

/* Where the last answer sends the browser; "" when it stays. */
const char *site_location(void);

/* Another browser from here on: no cookies. */
void site_forget(void);

/* Text that lives as long as the test. */
const char *site_text(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
