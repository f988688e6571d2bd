/* A responder in process: its own routes and views over the small studio of
 * tests/support/world.h, asked as a browser asks. The clock stands at WORLD_NOW
 * until the test moves it; the linker puts the site's in clock_now's place
 * (-Wl,--wrap=clock_now). */
#ifndef HORA_TESTS_SUPPORT_SITE_H
#define HORA_TESTS_SUPPORT_SITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "front/app.h"
#include "tests/support/world.h"

/* Made for each test, connected as this role; world stays the site's own. Returns
 * cmocka's 0. */
int site_start(const struct responder *, const char *role, struct world **world);

/* Dropped after each test: cmocka's tear-down. */
int site_close(void **state);

/* What time it is from here on. */
void site_time(int64_t now);

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

/* Gives the browser a cookie, "name=value". */
void site_cookie(const char *pair);

/* Text that lives as long as the test. */
const char *site_text(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
