/* Limits first, then the filter of system calls, which cannot be taken off again.
 * Sanitizers need more of both than a decoder may have: a build with them is for
 * tests of ours, and goes without. */
#include "apps/image/confine.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <seccomp.h>

#if defined(__SANITIZE_ADDRESS__)
#define WHOLE false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WHOLE false
#endif
#endif
#ifndef WHOLE
#define WHOLE true
#endif

static bool
limit(int what, rlim_t most)
{
	const struct rlimit both = { most, most };

	return setrlimit((__rlimit_resource_t)what, &both) == 0;
}

static bool
set_limits(void)
{
	const struct itimerval timer = { .it_value.tv_sec = CONFINE_PATIENCE };

	return (!WHOLE || limit(RLIMIT_AS, CONFINE_MEMORY)) && limit(RLIMIT_CORE, 0)
	       && limit(RLIMIT_CPU, CONFINE_SECONDS) && setitimer(ITIMER_REAL, &timer, NULL) == 0
	       && close_range(3, ~0U, 0) == 0 && limit(RLIMIT_NOFILE, 3);
}

/* Memory of one's own, never of a file and never to be run. */
static bool
allow_memory(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp data = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
	const struct scmp_arg_cmp own = SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS);

	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, data, own) == 0
	       && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, data) == 0;
}

static bool
set_filter(void)
{
	static const int calls[] = { SCMP_SYS(read),    SCMP_SYS(write),        SCMP_SYS(exit_group),
				     SCMP_SYS(brk),     SCMP_SYS(munmap),       SCMP_SYS(mremap),
				     SCMP_SYS(madvise), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
				     SCMP_SYS(gettid),  SCMP_SYS(getpid),       SCMP_SYS(tgkill),
				     SCMP_SYS(futex) };
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool good = filter != NULL && allow_memory(filter);

	for (size_t i = 0; good && i < sizeof calls / sizeof *calls; i++)
		good = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) == 0;
	good = good && seccomp_load(filter) == 0;
	seccomp_release(filter);
	return good;
}

bool
confine_is_whole(void)
{
	return WHOLE;
}

bool
confine(void)
{
	return set_limits() && (!WHOLE || set_filter());
}
