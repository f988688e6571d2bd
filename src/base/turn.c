/* Turns by locks on files (flock): of the kernel's keeping, gone with whoever
 * held them, and asked for without a database or a helper. */
#include "base/turn.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

#define PAUSE_NS 4000000

struct turns {
	struct turn_rule rule;
	int *files; /* first those who work, then those who wait */
	int held;   /* -1: none */
};

static void
close_files(void *turns)
{
	struct turns *t = turns;

	for (int i = 0; i < t->rule.working + t->rule.waiting; i++)
		if (t->files[i] >= 0)
			close(t->files[i]);
}

enum err
turns_open(struct arena *a, const char *folder, const char *name, const struct turn_rule *rule,
	   struct turns **out)
{
	struct turns *t = arena_make(a, struct turns);
	int count = rule->working + rule->waiting;

	*t = (struct turns){ .rule = *rule, .files = arena_alloc(a, (size_t)count, sizeof(int)), .held = -1 };
	for (int i = 0; i < count; i++)
		t->files[i] = -1;
	(void)arena_own(a, t, close_files);
	for (int i = 0; i < count; i++) {
		t->files[i] = open(arena_text(a, "%s/%s-%d", folder, name, i),
				   O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
		if (t->files[i] < 0)
			return ERR_NOT_FOUND;
	}
	*out = t;
	return OK;
}

/* The first of these files that nobody has; -1: none. */
static int
take_one(const struct turns *t, int from, int count)
{
	for (int i = from; i < from + count; i++)
		if (flock(t->files[i], LOCK_EX | LOCK_NB) == 0)
			return i;
	return -1;
}

static void
give_back(const struct turns *t, int file)
{
	(void)flock(t->files[file], LOCK_UN);
}

enum err
turn_begin(struct turns *t)
{
	const struct timespec pause = { .tv_nsec = PAUSE_NS };
	int64_t until = clock_ticks() + t->rule.milliseconds * INT64_C(1000);
	int place;

	t->held = take_one(t, 0, t->rule.working);
	if (t->held >= 0)
		return OK;
	if ((place = take_one(t, t->rule.working, t->rule.waiting)) < 0)
		return ERR_BUSY;
	while (t->held < 0 && clock_ticks() < until) {
		nanosleep(&pause, NULL);
		t->held = take_one(t, 0, t->rule.working);
	}
	give_back(t, place);
	return t->held >= 0 ? OK : ERR_BUSY;
}

void
turn_end(struct turns *t)
{
	if (t->held >= 0)
		give_back(t, t->held);
	t->held = -1;
}
