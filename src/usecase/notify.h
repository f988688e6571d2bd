/* Telling people and programs of a booking's steps: the jobs that a step
 * writes in its own transaction. The worker's lanes do them after the commit. */
#ifndef HORA_USECASE_NOTIFY_H
#define HORA_USECASE_NOTIFY_H

#include "domain/reminder.h"
#include "domain/state.h"
#include "usecase/act.h"

/* A step of a booking, as far as messages depend on it. */
struct news {
	enum booking_state from, to;        /* BOOKING_NEW when it is made; the same twice when it is moved */
	int64_t starts;                     /* of the appointment, after the step */
	int64_t version;                    /* of the booking, after the step: 1 when it is made */
	bool has_email;                     /* the booking has an address of that kind */
	bool silent;                        /* the letter of another booking tells of it */
	int64_t letter_after;               /* seconds the letter waits */
	const struct reminder_rules *rules; /* the studio's; NULL where no reminder can be due */
};

/* The jobs of a booking that is being made: JSON for booking_put(), such as
 * [{"lane":"mail","kind":"mail.booked","key":"1795515600"}]. Its keys are
 * completed there by the booking's id. Lives in the act's arena. */
const char *notify_jobs(struct act *, const struct news *);

/* The jobs of a later step (cancelled, moved, approved, …), written in the open
 * transaction: reminders that wait are dropped, and planned anew where the
 * booking still stands. left: the resources that a move has freed, for the pages
 * that show them; none for other steps. */
MUST_CHECK enum err notify_step(struct act *, int64_t booking, const struct news *, const int64_t *left,
				size_t count);

/* Whoever holds the link of a message wants no more of those that an appointment
 * can be kept without, or wants them again. ERR_NOT_FOUND: no such link. */
MUST_CHECK enum err notify_optional(struct act *, const char *token, bool wanted);

#endif
