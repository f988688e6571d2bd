/* The one result type of everything that can fail.
 *
 * A function returns OK or says which kind of failure it met; results come out
 * through its last pointers and are set only on OK. What a person should read
 * travels as a problem (front/problem.h), what an operator should read is
 * logged once, where the foreign error was seen. */
#ifndef HORA_BASE_ERR_H
#define HORA_BASE_ERR_H

enum err {
	OK,
	ERR_INVALID,   /* the input breaks a rule; say which and how to mend it */
	ERR_DENIED,    /* this actor may not do this */
	ERR_NOT_FOUND, /* no such thing, or not this actor's to know of */
	ERR_CONFLICT,  /* somebody else was first: taken, changed, repeated */
	ERR_TOO_LATE,  /* a deadline or policy has passed */
	ERR_UPSTREAM,  /* a foreign service failed or refused */
	ERR_BUSY,      /* try again soon: lock, restart, overload */
	ERR_INTERNAL,  /* our own fault */
	ERR__MAX
};

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* The error's name for logs, such as "conflict"; static text. */
const char *err_name(enum err e);

#endif
