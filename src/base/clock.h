/* Civil dates, RFC 3339 and the clock. Rules never read the clock: "now" is an
 * argument, taken once per request by the program's main loop. */
#ifndef HORA_BASE_CLOCK_H
#define HORA_BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A date of the proleptic Gregorian calendar. */
struct civil {
	int year;
	int month;   /* 1 to 12 */
	int day;     /* 1 to 31 */
	int weekday; /* ISO: Monday = 1 to Sunday = 7 */
};

/* Now, Unix seconds. */
int64_t clock_now(void);

/* Monotonic time in microseconds, for durations. */
int64_t clock_ticks(void);

/* Days since 1970-01-01 of a date, and back. date_days does not check whether
 * the day exists (month must be 1 to 12); date_civil takes days beyond 7 * 10^11
 * (years past 10^9) for that day. */
int64_t date_days(int year, int month, int day);
struct civil date_civil(int64_t days);
int date_weekday(int64_t days); /* ISO, Monday = 1 */
bool date_exists(int year, int month, int day);
int month_length(int year, int month);

/* YYYY-MM-DD, years 0001 to 9999, nothing around it. */
bool date_read(const char *text, size_t len, int64_t *days);

/* RFC 3339 date-time in whole seconds with Z or a numeric offset, years 0001 to
 * 9999 there and in UTC. Fractions and second 60 are refused. */
bool time_read(const char *text, size_t len, int64_t *seconds);

/* Writes "YYYY-MM-DD" (11 bytes with NUL); "" outside the years 0001 to 9999. */
char *date_write(int64_t days, char out[static 16]);

/* Writes RFC 3339 with the offset (seconds east of UTC, of which whole minutes
 * are used; 0 gives Z). "" outside the years 0001 to 9999 of that offset, or for
 * an offset of a day or more. */
char *time_write(int64_t seconds, int32_t offset, char out[static 32]);

#endif
