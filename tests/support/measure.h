/* Time and memory of a piece of work, for requirements that have a figure.
 * Sanitizers and valgrind cost a multiple of both, so under them a figure is
 * only a bound against runaway work. */
#ifndef HORA_TESTS_SUPPORT_MEASURE_H
#define HORA_TESTS_SUPPORT_MEASURE_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define MEASURE_SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEASURE_SANITIZED true
#endif
#endif
#ifndef MEASURE_SANITIZED
#define MEASURE_SANITIZED false
#endif

/* False when the figures are those of an instrumented program. */
static inline bool
measure_is_exact(void)
{
	const char *preload = getenv("LD_PRELOAD");

	return !MEASURE_SANITIZED && (preload == NULL || strstr(preload, "vgpreload") == NULL);
}

struct measure {
	double milliseconds; /* of processor time */
	long kilobytes;      /* the resident set grew by, at its peak */
};

/* Milliseconds between two times of the same clock. */
static inline double
measure_span(struct timeval from, struct timeval to)
{
	return (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_usec - from.tv_usec) / 1e3;
}

/* Does the work in a child process, so that the peak is its own. A child that
 * dies leaves milliseconds at -1. */
static inline struct measure
measure_work(void (*work)(void *), void *with)
{
	struct measure m = { -1, -1 };
	struct rusage before, after;
	int ends[2];
	pid_t child;

	if (pipe(ends) != 0 || (child = fork()) < 0)
		abort();
	if (child == 0) {
		getrusage(RUSAGE_SELF, &before);
		work(with);
		getrusage(RUSAGE_SELF, &after);
		m.kilobytes = after.ru_maxrss - before.ru_maxrss;
		m.milliseconds = measure_span(before.ru_utime, after.ru_utime)
				 + measure_span(before.ru_stime, after.ru_stime);
		_exit(write(ends[1], &m, sizeof m) == sizeof m ? 0 : 1);
	}
	close(ends[1]);
	if (read(ends[0], &m, sizeof m) != sizeof m)
		m.milliseconds = -1;
	close(ends[0]);
	waitpid(child, NULL, 0);
	return m;
}

#endif
