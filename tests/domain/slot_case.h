/* Cases of the slot rules as rows: a scenario in short, and the starts wanted.
 * Each row is also held against what is true of every scenario. */
#ifndef HORA_TESTS_DOMAIN_SLOT_CASE_H
#define HORA_TESTS_DOMAIN_SLOT_CASE_H

#include <stddef.h>

/* JSON with ' for "; what is NULL is as the comment says. */
struct slot_case {
	const char *it;        /* the rule, as a sentence */
	const char *mode;      /* one */
	const char *providers; /* Ana, in UTC, works Mondays from 09:00 to 12:00 */
	const char *rooms;     /* none */
	const char *service;   /* lasts 60 minutes */
	const char *bookings;  /* none */
	const char *now;       /* 2026-05-01T00:00:00Z */
	const char *from, *to; /* the Monday, 2026-06-01, in UTC */
	/* Starts in UTC, as "09:00" on that Monday, else "2026-06-02T09:00". With
	 * "=Ana+Bo" in it who is free is compared too, with "/2" the seats left. */
	const char *want;
	/* Grid starts that are not offered: "10:00=taken", or "10:00=Ana:taken" for
	 * other modes than one; NULL = not compared. */
	const char *drops;
};

/* Fails the test with the row's sentence when it does not hold. */
void slot_case_hold(const struct slot_case *);

#define HOLD_ALL(cases) \
	do { \
		for (size_t i_ = 0; i_ < sizeof(cases) / sizeof *(cases); i_++) \
			slot_case_hold(&(cases)[i_]); \
	} while (0)

#endif
